"""The forms that change a ceremony, or one time that it is held. Plain values in, forms out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from handlers.cadence.in_words import length
from handlers.cards import (
    ChoiceField,
    DayField,
    Form,
    Option,
    Quote,
    TextField,
    TimeField,
    small,
)
from handlers.times import WEEKDAY_NAMES
from handlers.when.recurrence import DAYS

AS_IT_IS = "as it is"
LONGEST_AGENDA = 2000
LONGEST_WORDS = 200
MINUTES = (0, 15, 30, 45, 60, 75, 90, 120, 150, 180, 240)
REMINDERS = (0, 5, 10, 15, 30, 60, 120, 1440)
RULES = {
    "SPRINT=FIRST": "The first day of the sprint",
    "SPRINT=MIDDLE": "The middle of the sprint",
    "SPRINT=LAST": "The last day of the sprint",
    f"FREQ=WEEKLY;BYDAY={','.join(DAYS[:5])}": "Every weekday",
    **{
        f"FREQ=WEEKLY;BYDAY={day}": f"Every {name}"
        for day, name in zip(DAYS[:5], WEEKDAY_NAMES[:5], strict=True)
    },
}
"""Those that need no words."""
AROUND = {
    "before": "The working day before it",
    "after": "The working day after it",
    "drop": "It is left out",
    "keep": "It stays where it is",
}


def ceremony_form(
    *,
    ceremony_id: int,
    title: str,
    is_on: bool,
    said: str,
    rule: str,
    at: time,
    minutes: int,
    remind_minutes: int,
    around: str,
    agenda: str,
) -> Form:
    """`said` is its rule in words."""
    often = [Option(each, label) for each, label in RULES.items()]
    if rule not in RULES:
        often.insert(0, Option(AS_IT_IS, said[:1].upper() + said[1:]))
    return Form(
        "cadence.ceremony",
        f"Change the {title.lower()}",
        (
            ChoiceField(
                "on",
                "It is",
                (Option("yes", "held"), Option("no", "switched off")),
                value="yes" if is_on else "no",
            ),
            ChoiceField("often", "When", tuple(often), value=rule if rule in RULES else AS_IT_IS),
            TimeField("at", "At", value=at, hint="On the team's clocks."),
            TextField(
                "words",
                "Or in your own words",
                hint="Such as “every other Friday at 14:00” or “first Monday of the month 9:30”.",
                required=False,
                longest=LONGEST_WORDS,
            ),
            ChoiceField("minutes", "It takes", _lengths(MINUTES, minutes), value=str(minutes)),
            ChoiceField(
                "remind",
                "The channel is told",
                _reminders(remind_minutes),
                value=str(remind_minutes),
            ),
            ChoiceField(
                "around",
                "On a day off",
                tuple(Option(each, label) for each, label in AROUND.items()),
                value=around,
            ),
            TextField(
                "agenda",
                "Agenda",
                agenda,
                hint="One point per line.",
                required=False,
                multiline=True,
                longest=LONGEST_AGENDA,
            ),
        ),
        args={"ceremony": str(ceremony_id)},
    )


def _lengths(usual: Sequence[int], now: int) -> tuple[Option, ...]:
    return tuple(
        Option(str(each), length(each) if each else "no meeting") for each in sorted({*usual, now})
    )


def _reminders(now: int) -> tuple[Option, ...]:
    return tuple(
        Option(str(each), f"{length(each)} before" if each else "when it starts")
        for each in sorted({*REMINDERS, now})
    )


def one_form(*, ceremony_id: int, title: str, of: date, day: date, at: time, shown: str) -> Form:
    """One time that it is held, `of` the day that its rule gives it."""
    return Form(
        "cadence.one",
        "Move or skip",
        (
            Quote(f"{title} of {shown}"),
            ChoiceField(
                "what",
                "It is",
                (Option("move", "moved"), Option("skip", "skipped this time")),
                value="move",
                look="radio",
            ),
            DayField("day", "To", value=day, required=False),
            TimeField("at", "At", value=at, required=False),
            small("Only this one changes; all others stay where they are."),
        ),
        args={"ceremony": str(ceremony_id), "of": of.isoformat()},
    )
