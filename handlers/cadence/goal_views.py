"""Cards and a form for the goal of a sprint. Plain values in, cards out."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.cadence import overview_views
from handlers.cadence.overview_views import SprintDates
from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Form,
    Part,
    Quote,
    TextField,
    plain,
    small,
    text,
)

OUTCOME = "cadence.goal_outcome"
OUTCOMES = {"reached": "reached", "partly": "partly reached", "missed": "missed"}
LONGEST = 1000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Last:
    """The goal of the sprint before, of which nobody has said how it went."""

    sprint: int
    words: str


def goal(
    team_id: int,
    team: str,
    sprint: SprintDates,
    before: Last | None = None,
    outcome: str = "",
    words: str = "",
    *,
    can_change: bool = False,
) -> Card:
    card = overview_views.goal(team, sprint)
    parts: list[Part] = list(card.parts)
    if outcome:
        parts.append(text("The goal is ", Bold(outcome), "."))
    if words:
        parts.append(Quote(words))
    if can_change and sprint.goal:
        parts.append(_asked(team_id, sprint.number))
    if can_change and before is not None:
        parts += [plain(f"How did the goal of sprint {before.sprint} go?"), Quote(before.words)]
        parts.append(_asked(team_id, before.sprint))
    return Card(card.summary, tuple(parts))


def _asked(team_id: int, sprint: int) -> Buttons:
    args = {"team": str(team_id), "sprint": str(sprint)}
    return Buttons(
        tuple(
            Button(label.capitalize(), OUTCOME, {**args, "how": how}, opens_form=True)
            for how, label in OUTCOMES.items()
        )
    )


def asking(team_id: int, team: str, sprint: int, words: str) -> Card:
    """To one person, once a sprint is over."""
    title = f"How did the goal of sprint {sprint} of {team} go?"
    return Card(
        title,
        (
            text(Bold(title)),
            Quote(words),
            _asked(team_id, sprint),
            small("If you add a sentence, the weeknote tells it. I ask this once."),
        ),
    )


def ending(args: dict[str, str], sprint: int, words: str) -> Form:
    return Form(
        OUTCOME,
        "How the goal went",
        (
            plain(f"Sprint {sprint}: {words}"),
            TextField(
                "words",
                f"{OUTCOMES[args['how']].capitalize()}: what should be known of it?",
                hint="The weeknote tells it to sponsors.",
                required=False,
                multiline=True,
                longest=LONGEST,
            ),
        ),
        submit=f"It is {OUTCOMES[args['how']]}",
        args=args,
    )


def outcome(team: str, sprint: int, goal: str, how: str, words: str, by: str) -> Card:
    title = f"{team}: the goal of sprint {sprint} is {OUTCOMES[how]}"
    said = text(f"{by} says that the goal of sprint {sprint} is ", Bold(OUTCOMES[how]), ":")
    parts: list[Part] = [said, Quote(goal)]
    if words:
        parts.append(plain(words))
    return Card(title, tuple(parts))
