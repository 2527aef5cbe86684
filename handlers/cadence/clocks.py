"""A zone's clocks for calendars that do not know it: its VTIMEZONE. Pure.

icalendar can write one, but tells a change forward in the new time instead of the old, which is an
hour late, and no rules, which Outlook wants.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from handlers.when.recurrence import DAYS

SURE = 10
"""Years for which a change has to follow a rule to be told as one."""


class Change(NamedTuple):
    """The clocks change from one offset to another."""

    at: datetime
    """In the time that ends then, without a zone: as calendars are told it."""
    before: timedelta
    after: timedelta
    name: str
    """Of the time that begins, such as CEST."""

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, int, int]:
        """Those of the same kind may follow a rule."""
        return self.before, self.after, self.name, self.at.month, self.at.hour * 60 + self.at.minute


@lru_cache(maxsize=512)
def timezone(zone: str, first: int, last: int) -> Timezone:
    """Right from the beginning of the year `first` to the end of `last`."""
    tz, made = ZoneInfo(zone), Timezone()
    made.add("TZID", zone)
    made.add_component(_as_it_begins(tz, first))
    changes = list(_changes(tz, first, last + SURE))
    kinds: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        kinds.setdefault(change.kind, []).append(change)
    for some in kinds.values():
        if rule := _rule(some, last + SURE):
            made.add_component(_component(some[0], rule))
            continue
        for change in some:
            if change.at.year <= last:
                made.add_component(_component(change))
    return made


def _as_it_begins(tz: ZoneInfo, year: int) -> TimezoneStandard | TimezoneDaylight:
    at = datetime(year, 1, 1, tzinfo=tz)
    offset = at.utcoffset() or timedelta(0)
    return _component(Change(at.replace(tzinfo=None), offset, offset, at.tzname() or ""))


def _component(change: Change, rule: vRecur | None = None) -> TimezoneStandard | TimezoneDaylight:
    made = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    made.add("DTSTART", change.at)
    made.add("TZOFFSETFROM", change.before)
    made.add("TZOFFSETTO", change.after)
    made.add("TZNAME", change.name)
    if rule:
        made.add("RRULE", rule)
    return made


def _rule(some: list[Change], last: int) -> vRecur | None:
    """Such as the last Sunday of October, where that is true of each year up to the last."""
    years = [change.at.year for change in some]
    if years != list(range(years[0], last + 1)) or len(years) < SURE:
        return None
    same = set.intersection(*(set(_names(change.at.date())) for change in some))
    if not same:
        return None
    return vRecur({"FREQ": ["YEARLY"], "BYMONTH": [some[0].at.month], "BYDAY": [min(same)]})


def _names(day: date) -> Iterator[str]:
    """ "-1SU" for the last Sunday of a month, "2SU" for the second."""
    weekday = DAYS[day.weekday()]
    yield f"{(day.day - 1) // 7 + 1}{weekday}"
    if day.day + 7 > monthrange(day.year, day.month)[1]:
        yield f"-1{weekday}"


def _changes(tz: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    at, end = datetime(first, 1, 1, tzinfo=tz).astimezone(UTC), datetime(last + 1, 1, 1, tzinfo=tz)
    offset = _offset(at, tz)
    while at < end:
        later = at + timedelta(days=1)
        if _offset(later, tz) != offset:
            # Some zones change twice within days, none within one.
            exact = _exact(at, later, tz)
            new = _offset(exact, tz)
            name = exact.astimezone(tz).tzname() or ""
            yield Change((exact + offset).replace(tzinfo=None), offset, new, name)
            offset = new
        at = later


def _exact(low: datetime, high: datetime, tz: ZoneInfo) -> datetime:
    """The first minute of the new time; offsets have changed at whole minutes for a century."""
    was = _offset(low, tz)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        middle = middle.replace(second=0, microsecond=0)
        if _offset(middle, tz) == was:
            low = middle
        else:
            high = middle
    return high


def _offset(at: datetime, tz: ZoneInfo) -> timedelta:
    return at.astimezone(tz).utcoffset() or timedelta(0)
