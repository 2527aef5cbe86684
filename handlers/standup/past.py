"""Ranges of days that are past, in words. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

EXAMPLES = (
    "“today”, “yesterday”, “this week”, “last week”, “this month”, “last month” or “last 10 days”"
)
LONGEST = 366
"""Days."""

_LAST_FEW = re.compile(r"(?:the )?(?:last|past) (\d{1,3}) (day|week)s?")


def meant(words: str, today: date) -> tuple[date, date]:
    """First and last day, both included; with no words at all, the last seven days.

    Raises ValueError, in words for the person.
    """
    said = " ".join(words.lower().split())
    monday = today - timedelta(days=today.weekday())
    first_of_month = today.replace(day=1)
    end_of_last_month = first_of_month - timedelta(days=1)
    known = {
        "": (today - timedelta(days=6), today),
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "this week": (monday, today),
        "last week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this month": (first_of_month, today),
        "last month": (end_of_last_month.replace(day=1), end_of_last_month),
    }
    if said in known:
        return known[said]
    few = _LAST_FEW.fullmatch(said)
    days = int(few[1]) * (7 if few[2] == "week" else 1) if few else 0
    if not 0 < days <= LONGEST:
        raise ValueError(f"I don't understand “{words.strip()}”. Say it like {EXAMPLES}.")
    return today - timedelta(days=days - 1), today
