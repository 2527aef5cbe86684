"""Examples of the question for a time zone, and of what it leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.example import Example
from handlers.people import rules, views

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def examples() -> list[Example]:
    return [
        Example("time zone asked", views.asked(rules.likely(timedelta(hours=1), NOW))),
        Example("time zone chosen", views.chosen("Europe/Berlin", NOW)),
        Example("time zone form", views.form()),
    ]
