"""Where work gets blocked: kinds, ages, how long it takes, what comes again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from handlers import spreadsheets
from handlers.blockers.rules import CATEGORIES, SEVERITIES, WAITS_FOR, same_as
from handlers.times import local

WEEKS = 8
"""Looked back on."""
DAY = timedelta(days=1)
NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Past:
    """One blocker, as far as it matters for where work gets blocked."""

    number: int
    summary: str
    status: str
    category: str
    waits_for: str
    waits_for_name: str
    severity: str
    raised_at: datetime
    closed_at: datetime | None
    owner: str = ""
    blocked: str = ""
    due_at: datetime | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """What kind of thing blocks, and what it waits for."""

    category: str
    waits_for: str
    count: int
    open: int
    days: float | None
    """Until resolved, in the middle; none where none has been."""


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    raised: int
    closed: int


@dataclass(frozen=True, slots=True)
class Workback:
    where: tuple[Where, ...]
    """The most frequent first."""
    raised: int
    open: int
    oldest: float | None
    """Days; of those that are open."""
    middle_age: float | None
    resolved: int
    median: float | None
    """Days until resolved: half take longer."""
    p85: float | None
    """Days until resolved: about one in seven takes longer."""
    repeats: tuple[tuple[str, int], ...]
    """What came more than once, and how often."""
    weeks: tuple[Week, ...]


def since(now: datetime) -> datetime:
    return now - timedelta(weeks=WEEKS)


def workback(all_of_them: Sequence[Past], now: datetime, zone: str) -> Workback:
    """Of those raised or open in the last weeks; weeks begin on Monday, in the team's zone."""
    ages = [_days(each.raised_at, now) for each in all_of_them if each.closed_at is None]
    took = [took for each in all_of_them if (took := _took(each)) is not None]
    return Workback(
        _where(all_of_them),
        sum(each.raised_at >= since(now) for each in all_of_them),
        len(ages),
        max(ages, default=None),
        median(ages) if ages else None,
        len(took),
        median(took) if took else None,
        sorted(took)[ceil(0.85 * len(took)) - 1] if took else None,
        _repeats(all_of_them),
        _weeks(all_of_them, now, zone),
    )


def _where(several: Sequence[Past]) -> tuple[Where, ...]:
    groups: dict[tuple[str, str], list[Past]] = {}
    for each in several:
        groups.setdefault((category(each), waits_for(each)), []).append(each)
    found = []
    for (kind, waits), some in groups.items():
        took = [took for each in some if (took := _took(each)) is not None]
        is_open = sum(each.closed_at is None for each in some)
        found.append(Where(kind, waits, len(some), is_open, median(took) if took else None))
    return tuple(sorted(found, key=lambda each: (-each.count, -each.open, each.category)))


def category(past: Past) -> str:
    return CATEGORIES.get(past.category, NOT_SAID)


def waits_for(past: Past) -> str:
    return past.waits_for_name or WAITS_FOR.get(past.waits_for, NOT_SAID)


def _repeats(several: Sequence[Past]) -> tuple[tuple[str, int], ...]:
    firsts: list[tuple[str, str]] = []
    counted: Counter[str] = Counter()
    for each in sorted(several, key=lambda each: each.raised_at):
        same = same_as(each.summary, firsts)
        if same is None:
            firsts.append((each.summary, each.summary))
        counted[same or each.summary] += 1
    return tuple((summary, count) for summary, count in counted.most_common() if count > 1)


def _weeks(several: Sequence[Past], now: datetime, zone: str) -> tuple[Week, ...]:
    def monday(at: datetime) -> date:
        day = local(at, zone).date()
        return day - timedelta(days=day.weekday())

    raised = Counter(monday(each.raised_at) for each in several)
    closed = Counter(monday(each.closed_at) for each in several if each.closed_at)
    this = monday(now)
    mondays = [this - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    return tuple(Week(each, raised[each], closed[each]) for each in mondays)


def _took(past: Past) -> float | None:
    """Days until it was resolved."""
    if past.status != "resolved" or past.closed_at is None:
        return None
    return _days(past.raised_at, past.closed_at)


def _days(begin: datetime, end: datetime) -> float:
    return max(0.0, (end - begin) / DAY)


def as_csv(several: Sequence[Past]) -> str:
    """One line each. Begins with a mark by which spreadsheets know that it is Unicode."""
    return f"\ufeff{spreadsheets.as_csv([COLUMNS, *map(_row, several)])}"


COLUMNS = (
    "number",
    "summary",
    "status",
    "severity",
    "category",
    "waits for",
    "blocked",
    "owner",
    "raised",
    "needed by",
    "closed",
    "private",
)


def _row(each: Past) -> tuple[str, ...]:
    return (
        str(each.number),
        each.summary,
        each.status,
        SEVERITIES.get(each.severity, each.severity),
        category(each),
        waits_for(each),
        each.blocked,
        each.owner,
        each.raised_at.isoformat(),
        each.due_at.isoformat() if each.due_at else "",
        each.closed_at.isoformat() if each.closed_at else "",
        "private" if each.is_private else "",
    )
