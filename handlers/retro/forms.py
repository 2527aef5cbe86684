"""The forms of a retro. Plain values in, forms out."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.cards import (
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    PersonField,
    Small,
    TextField,
    small,
)
from handlers.retro import rules

LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Start:
    """What the form of a new retro starts with."""

    team: int
    own: tuple[str, ...] = ()
    """Names of the team's own templates."""
    facilitator: str = ""
    is_async: bool = False
    hours: int = 24
    minutes: int = 8
    to_import: int = 0
    """Blockers that could be taken along."""
    few: bool = False
    cadence: str = ""
    """Which retro of the cadence comes next, where there is time for it over days."""


def starting(start: Start) -> Form:
    options = [Option(key, each.name) for key, each in rules.TEMPLATES.items()]
    own = [Option(name, name) for name in start.own]
    warning: list[Small] = []
    if start.few:
        warning.append(small("There are fewer than three of you: who wrote what can be guessed."))
    along: list[ChoicesField] = []
    if start.to_import:
        label = f"Take along {_count(start.to_import)} old or came again"
        along.append(
            ChoicesField("import", "Blockers", (Option("yes", label),), ("yes",), required=False)
        )
    return Form(
        "retro.start",
        "Start a retro",
        (
            *warning,
            ChoiceField(
                "template",
                "What do you look back with?",
                (*own, *options, Option(rules.CUSTOM, "Columns of our own")),
                value=start.own[0] if start.own else "start",
            ),
            TextField(
                "columns",
                "Columns of our own",
                hint="One a line; only where you chose them above.",
                placeholder="Proud of\nWorried about",
                required=False,
                multiline=True,
                longest=300,
            ),
            TextField(
                "name",
                "Their name",
                hint="To have them again the next time; may stay empty.",
                required=False,
                longest=rules.LONGEST_COLUMN,
            ),
            PersonField("facilitator", "Who facilitates?", start.facilitator),
            ChoiceField(
                "way",
                "How?",
                (
                    Option("live", "Together, in one meeting"),
                    Option("async", "Over days, each in their own time"),
                    *_of_the_cadence(start.cadence),
                ),
                value="async" if start.is_async else "live",
                look="radio",
            ),
            TextField(
                "hours",
                "Hours for each step, over days",
                str(start.hours),
                required=False,
                longest=4,
            ),
            TextField(
                "minutes",
                "Minutes for each topic, in a meeting",
                str(start.minutes),
                required=False,
                longest=3,
            ),
            ChoiceField(
                "names",
                "Whose cards they are",
                (
                    Option("anonymous", "Nobody sees, not even my database"),
                    Option("named", "Everybody sees, once cards are shown"),
                ),
                value="anonymous",
                look="radio",
            ),
            TextField(
                "icebreaker",
                "A question to warm up",
                hint="May stay empty.",
                placeholder="If this sprint were weather, which one?",
                required=False,
                longest=LONGEST_QUESTION,
            ),
            *along,
        ),
        submit="Start",
        args={"team": str(start.team)},
    )


def _of_the_cadence(day: str) -> tuple[Option, ...]:
    label = f"Over days, as planned for the retro of {day}"
    return (Option("cadence", label),) if day else ()


def _count(number: int) -> str:
    return "1 blocker that is" if number == 1 else f"{number} blockers that are"
