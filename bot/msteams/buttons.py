"""Buttons as actions. What they carry passes through the client: `{"action": …, "args": …}`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from microsoft_teams.cards import (
    Action,
    ActionSet,
    ActionStyle,
    CardElement,
    Container,
    ExecuteAction,
    SubmitAction,
    TargetElement,
    ToggleVisibilityAction,
)

from bot.msteams import texts
from bot.msteams.limits import CARD_BUTTONS
from handlers.cards import Bold, Button, Confirm

STYLES: dict[str, ActionStyle] = {"primary": "positive", "danger": "destructive"}
OPENS_FORM = {"type": "task/fetch"}


def button_rows(buttons: Sequence[Button], asked: Iterator[int]) -> list[CardElement]:
    """`asked` numbers the questions of a card, each of which needs a name of its own."""
    made: list[CardElement] = []
    for start in range(0, len(buttons), CARD_BUTTONS):
        row: list[Action] = []
        questions: list[CardElement] = []
        for button in buttons[start : start + CARD_BUTTONS]:
            if button.confirm is None:
                row.append(_press(button, button.label, button.look))
                continue
            name = f"question-{next(asked)}"
            row.append(_styled(_toggle(button.label, name, shows=True), button.look))
            questions.append(_question(button, button.confirm, name))
        made += [ActionSet().with_actions(row), *questions]
    return made


def execute(title: str, verb: str, data: dict[str, Any], look: str = "plain") -> Action:
    """With `Action.Submit` for clients that don't know `Action.Execute`."""
    fallback = SubmitAction().with_title(title).with_data(data)
    action = ExecuteAction().with_title(title).with_verb(verb).with_data(data)
    return _styled(action.with_fallback(_styled(fallback, look)), look)


def _press(button: Button, label: str, look: str) -> Action:
    data: dict[str, Any] = {"action": button.action, "args": dict(button.args)}
    if button.opens_form:
        opens = {**data, "msteams": OPENS_FORM}
        return _styled(SubmitAction().with_title(label).with_data(opens), look)
    return execute(label, button.action, data, look)


def _question(button: Button, confirm: Confirm, name: str) -> CardElement:
    """Adaptive Cards ask nothing before a press counts, so the press brings the question up."""
    yes = _press(button, confirm.yes, "danger" if button.look == "danger" else "primary")
    no = _toggle(confirm.no, name, shows=False)
    return (
        Container()
        .with_id(name)
        .with_is_visible(False)
        .with_style("emphasis")
        .with_items(
            [
                *texts.words((Bold(confirm.title),), {}),
                *texts.plainly(confirm.text, spacing="Small"),
                ActionSet().with_actions([yes, no]),
            ]
        )
    )


def _toggle(title: str, name: str, shows: bool) -> ToggleVisibilityAction:
    target = TargetElement().with_element_id(name).with_is_visible(shows)
    return ToggleVisibilityAction().with_title(title).with_target_elements([target])


def _styled(
    action: ExecuteAction | SubmitAction | ToggleVisibilityAction, look: str
) -> ExecuteAction | SubmitAction | ToggleVisibilityAction:
    return action.with_style(STYLES[look]) if look in STYLES else action
