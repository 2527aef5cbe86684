"""Examples of earlier answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from handlers import downloads
from handlers.cards import Card, Moment
from handlers.example import Example
from handlers.standup import history_views, which_views
from handlers.standup.history_views import Told
from handlers.standup.questions import DEFAULTS

MONDAY = date(2026, 11, 23)
ARGS = {"standup": "1", "first": "2026-11-16", "last": "2026-11-23"}
WHEN = "Monday 16 November 2026 to Monday 23 November 2026"
ANSWERS = {
    "q1": "Timetable import runs on the new queue.",
    "q2": "Ferry map with Emi: winter routes first.",
    "q4": "4",
}
STORY = "The import of the winter timetable stops after the third pier. " * 40


def examples() -> list[Example]:
    two = [_told("Dev Nair", MONDAY), _told("Emi Sato", MONDAY - timedelta(days=3))]
    many = [
        _told(name, MONDAY - timedelta(days=back), {"q1": STORY})
        for back in range(3)
        for name in ("Dev", "Emi")
    ]
    several = [(1, "Harbor"), (2, "Lighthouse crew")]
    until = Moment(datetime(2026, 11, 23, 8, 19, tzinfo=UTC), "Europe/Berlin")
    url = "https://drumbeat.example.org/exports/3q2-8Zr0.csv"
    return [
        Example("history", _history(WHEN, two)),
        Example("history, of nobody", _history(f"Emi Sato · {WHEN}", [])),
        Example("history, long", _history(WHEN, many, 1)),
        Example("history, too much", _history(WHEN, many, 9, is_cut=True)),
        Example("history, found", _history("With “ferry map”, the newest first", two[:1])),
        Example("history, which", which_views.to_read(several, "standup.history", ARGS)),
        Example("history, link", downloads.card("answers of Harbor", url, until)),
    ]


def _history(about: str, told: list[Told], page: int = 0, *, is_cut: bool = False) -> Card:
    return history_views.history(
        "Harbor", about, told, page, "standup.history", ARGS, is_cut=is_cut
    )


def _told(name: str, day: date, answers: Mapping[str, str] = ANSWERS) -> Told:
    return Told(day, name, DEFAULTS, answers)
