"""Examples of how many took part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.cards import Card
from handlers.example import Example
from handlers.standup import participation, participation_views
from handlers.standup.participation import Tally
from handlers.standup.participation_views import SPANS, Told

WEEKDAYS = frozenset(("mon", "tue", "wed", "thu", "fri"))
FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 10, 19)
ARGS = {"standup": "1"}
GROWING = (5, 6, 5, 6, 7, 0, 7, 8, 8)
"""Answers a day of eight people, again and again."""


def examples() -> list[Example]:
    weeks, week = (MONDAY, FRIDAY), (FRIDAY - timedelta(days=4), FRIDAY)
    year = (FRIDAY - timedelta(days=361), FRIDAY)
    several = [(1, "Harbor"), (2, "Lighthouse crew")]
    return [
        Example("participation", _seen(_told(*weeks, GROWING, gaps=(2,)))),
        Example("participation, this week", _seen(_told(*week, (6, 8, 0, 7)))),
        Example("participation, a year", _seen(_told(*year, GROWING, gaps=(5, 30)))),
        Example("participation, of nobody", _seen(_told(*week, ()))),
        Example(
            "participation, a member's",
            participation_views.card(_told(*week, (8,)), ARGS, SPANS[1:], show=None),
        ),
        Example(
            "participation, in the channel",
            participation_views.posted(_told(*weeks, GROWING), "Ada Brandt"),
        ),
        Example("participation, which", participation_views.which(several, "last month")),
        Example("participation, shown", participation_views.shown("Harbor")),
    ]


def _seen(told: Told) -> Card:
    spans = [span for span in SPANS if participation.meant(span, FRIDAY) != (told.first, told.last)]
    return participation_views.card(told, ARGS, spans, ARGS)


def _told(first: date, last: date, answers: Sequence[int], gaps: tuple[int, ...] = ()) -> Told:
    """`gaps`: weeks from the first in which nobody was due."""
    before_first, before_last = participation.before(first, last)
    found: dict[date, Tally | None] = {}
    for number in range((last - before_first).days + 1 if answers else 0):
        day = before_first + timedelta(days=number)
        came = answers[number % len(answers)]
        if day.weekday() < 5 and came and (day - first).days // 7 not in gaps:
            found[day] = Tally(came, late=came // 7, skipped=came % 2, silent=8 - came - came % 2)
    monday = participation.monday(last)
    return Told(
        "Harbor",
        first,
        last,
        participation.is_by_day(first, last),
        participation.points(found, first, last, WEEKDAYS),
        participation.total(found, first, last),
        participation.total(found, monday, last) if first < monday else None,
        participation.total(found, before_first, before_last),
        before_first,
        before_last,
    )
