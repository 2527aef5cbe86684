"""The form that a stand-up is answered in. Plain values in, a form out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import (
    Args,
    ChoiceField,
    Field,
    Form,
    Option,
    Part,
    TextField,
    small,
)
from handlers.standup.carry import Line
from handlers.standup.questions import Question, marks
from handlers.standup.views import Where, planned_before, scale_labels

FEW = 5
"""Options that are all shown at once; of more, one is chosen from a list."""
LONGEST_IN_FORM = 3000
"""Characters; what is longer was written in the chat and does not fit into a form's field."""


def form(
    where: Where,
    questions: Sequence[Question],
    answers: Mapping[str, str],
    plan: Sequence[Line],
    args: Args | None = None,
    *,
    is_sent: bool = False,
) -> Form:
    """`plan`: what of the last one is in none of the answers. `is_sent`: answered before.
    `args`: what comes back with the answers, besides which stand-up they are for."""
    items: list[Field | Part] = []
    if plan:
        items += planned_before("\n".join(line.text for line in plan))
    items += [_field(question, answers.get(question.id, "")) for question in questions]
    return Form(
        "standup.answers",
        f"Stand-up, {where.day:%a} {where.day.day} {where.day:%b}",
        tuple(items),  # type: ignore[arg-type]
        submit="Save" if is_sent else "Send",
        args=where.args | (args or {}),
    )


def _field(question: Question, answer: str) -> Field:
    if question.kind != "text":
        return ChoiceField(
            question.id,
            question.text,
            _options(question),
            value=answer,
            required=question.required,
            look="radio" if len(_options(question)) <= FEW else "menu",
        )
    too_long = len(answer) > LONGEST_IN_FORM
    return TextField(
        question.id,
        question.text,
        value="" if too_long else answer,
        hint=f"Your {len(answer):,} characters stay as they are if you leave this empty."
        if too_long
        else "",
        required=question.required and not too_long,
        multiline=True,
        placeholder="Leave empty if nothing is" if question.about == "blocker" else "",
        longest=LONGEST_IN_FORM,
    )


def follow_up(where: Where, questions: Sequence[Question], args: Args) -> Form:
    """What follows from the answers that were sent just now."""
    several = "some more questions follow" if len(questions) > 1 else "one more question follows"
    return Form(
        "standup.answers",
        f"Stand-up, {where.day:%a} {where.day.day} {where.day:%b}",
        (
            small(f"Your answers are in. From them, {several}."),
            *(_field(each, "") for each in questions),
        ),
        submit="Send",
        args=where.args | args,
    )


def _options(question: Question) -> tuple[Option, ...]:
    if question.kind == "choice":
        return tuple(Option(option, option) for option in question.options)
    labels = zip(marks(question), scale_labels(question), strict=True)
    return tuple(Option(mark, label) for mark, label in labels)
