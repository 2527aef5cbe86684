"""Ranges of days that are past, in words. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from handlers.errors import Refusal
from handlers.when import ranges
from handlers.when.meaning import Unclear
from handlers.when.reading import readings

EXAMPLES = (
    "“yesterday”, “last week”, “this month”, “last 10 days”, “since Monday”, “March” or "
    "“1 Nov to 7 Nov”"
)
LONGEST = 366
"""Days."""
BACK = tuple(timedelta(days=days) for days in (31, 92, 366, 1100))
"""From how long ago days are looked for: words about what is ahead, said then, mean what is past
now. The latest counts."""
A_WEEK_AGO = timedelta(days=6)

# Days, months, numbers and dates, and what holds them together: all that says the same whenever it
# is said.
_LASTING = re.compile(r"(?:[DMNOY]\d+|[XS][\d/-]+|to|until|and|between|from|start|of|in|week of)")
_SINCE = re.compile(r"(?:since|from|starting)(?: on)? (?P<when>.+)")
_WEEKDAY = re.compile(r"(?P<last>O-1 )?D(?P<day>[0-6])")
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
    if few := _last_few(said):
        return today - timedelta(days=few - 1), today
    found = _range(said, today)
    since = _SINCE.fullmatch(said) if found is None else None
    if since and (begun := known.get(since["when"]) or _range(since["when"], today)):
        found = begun[0], today
    if found is None or (found[1] - found[0]).days >= LONGEST:
        raise ValueError(f"I don't understand “{words.strip()}”. Say it like {EXAMPLES}.")
    return found


def _last_few(said: str) -> int:
    few = _LAST_FEW.fullmatch(said)
    days = int(few[1]) * (7 if few[2] == "week" else 1) if few else 0
    return days if days <= LONGEST else 0


def _range(said: str, today: date) -> tuple[date, date] | None:
    """Days that are named, as in "Monday", "March" or "1 Nov to 7 Nov"; None for anything else."""
    try:
        lines = [each.line for each in readings(said, "en") if not each.unknown]
    except Refusal:
        return None
    if not lines:
        return None
    if day := _WEEKDAY.fullmatch(lines[0]):
        ago = (today.weekday() - int(day["day"])) % 7
        found = today - timedelta(days=ago or (7 if day["last"] else 0))
        return found, found
    if not re.search(r"[DMXS]\d", lines[0]) or re.sub(r"\s", "", _LASTING.sub("", lines[0])):
        return None
    if not re.search(r"[MXS]\d", lines[0]):
        return _seen_from(said, today - A_WEEK_AGO, today)
    for back in BACK:
        if found_there := _seen_from(said, today - back, today):
            return found_there
    return None


def _seen_from(said: str, day: date, today: date) -> tuple[date, date] | None:
    """What the words meant on that day, where it has begun by now."""
    noon = datetime.combine(day, time(12), UTC)
    try:
        days = ranges.understand(said, noon, "UTC")
    except Refusal:
        return None
    # What began before is cut off there: it is found from further back.
    if isinstance(days, Unclear) or not day < days.first <= today:
        return None
    return days.first, min(days.last, today)
