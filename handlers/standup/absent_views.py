"""What somebody sees who is away while a stand-up is open. Plain values in, cards out."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from handlers.calendars.days import Off
from handlers.cards import Buttons, Card, Heading, plain
from handlers.standup.views import Where, answer_button
from handlers.times import day_name


def in_peace(where: Where, off: Off) -> Card:
    """In place of the question."""
    return Card(
        summary(where),
        (
            Heading(where.title),
            plain(f"{_because(off)} No answer is expected of you."),
            Buttons((answer_button(where, "Answer all the same", look="plain"),)),
        ),
    )


def summary(where: Where) -> str:
    return f"{where.called}: no answer expected"


def _because(off: Off) -> str:
    match off.why:
        case "away":
            return f"You are away until {day_name(off.until)}."
        case "holiday":
            return f"It is a public holiday where you are: {off.holiday}."
        case "not working":
            return "This is not one of your working days."
        case _:
            assert_never(off.why)


def reason(off: Off, day: date) -> str:
    """In brackets behind a name."""
    match off.why:
        case "away":
            return "today" if off.until == day else f"until {day_name(off.until)}"
        case "holiday":
            return off.holiday
        case "not working":
            return "not a working day"
        case _:
            assert_never(off.why)


def state(off: Off) -> str:
    """How one stands in the home pane."""
    match off.why:
        case "away":
            return "you are away"
        case "holiday":
            return f"a public holiday, {off.holiday}"
        case "not working":
            return "not one of your working days"
        case _:
            assert_never(off.why)
