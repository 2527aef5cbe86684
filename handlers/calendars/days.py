"""Who has which days off. Pure.

Three things bring silence: being away, a public holiday where the person is, and a day that the
person does not work. A day is one of the person's own calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from handlers.calendars import public
from handlers.calendars.countries import country_of
from handlers.times import WEEKDAYS

DAY = timedelta(days=1)

Source: TypeAlias = Literal["said", "calendar", "here"]
"""here: not away after all, whatever the calendar has."""


def source(word: str) -> Source:
    """As a row has it."""
    return "calendar" if word == "calendar" else "here" if word == "here" else "said"


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Both days included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Span:
    """Days that somebody, or a calendar, has said something about."""

    range: Range
    source: Source = "said"


@dataclass(frozen=True, slots=True)
class Week:
    """What is somebody's own about their week."""

    country: str = ""
    """ISO code; empty: no public holidays."""
    region: str = ""
    days: frozenset[str] = frozenset(WEEKDAYS)
    """On which they work, if their teams do."""

    def holiday(self, day: date) -> str:
        return public.holiday(day, self.country, self.region)

    def works(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.days


@dataclass(frozen=True, slots=True)
class Off:
    """Why somebody is not asked on a day."""

    why: Literal["away", "holiday", "not working"]
    until: date
    """The last of the days in a row that they are away; else the day itself."""
    holiday: str = ""
    """What is kept."""


@lru_cache(maxsize=4096)
def week(country: str, region: str, keeps_holidays: bool, own_days: str, zone: str) -> Week:
    """`zone` is the person's own, or empty; it stands for the country where none was chosen."""
    days = frozenset(own_days.split(",")) if own_days else frozenset(WEEKDAYS)
    return Week((country or country_of(zone)) if keeps_holidays else "", region, days)


def off(week: Week, away: Sequence[Range], day: date) -> Off | None:
    """None: they can be asked. `away` as `ranges` gives them."""
    for each in away:
        if day in each:
            return Off("away", each.last)
    if kept := week.holiday(day):
        return Off("holiday", day, kept)
    return None if week.works(day) else Off("not working", day)


def ranges(spans: Iterable[Span]) -> list[Range]:
    """When somebody is away, in order; days in a row are one range."""
    by_source: dict[Source, list[Range]] = {"said": [], "calendar": [], "here": []}
    for span in spans:
        by_source[span.source].append(span.range)
    found = by_source["calendar"]
    for here in by_source["here"]:
        found = [left for each in found for left in without(each, here)]
    return joined([*by_source["said"], *found])


def joined(several: Iterable[Range]) -> list[Range]:
    """Those that touch or overlap as one."""
    found: list[Range] = []
    for each in sorted(several):
        if found and each.first <= found[-1].last + DAY:
            found[-1] = Range(found[-1].first, max(found[-1].last, each.last))
        else:
            found.append(each)
    return found


def without(whole: Range, part: Range) -> list[Range]:
    """What is left of the days of `whole`."""
    if part.last < whole.first or whole.last < part.first:
        return [whole]
    left = []
    if whole.first < part.first:
        left.append(Range(whole.first, part.first - DAY))
    if part.last < whole.last:
        left.append(Range(part.last + DAY, whole.last))
    return left


def next_holidays(week: Week, after: date, most: int) -> list[tuple[date, str]]:
    """The public holidays of the coming year, as far as they fall on a working day."""
    coming = (after + DAY * number for number in range(1, 366))
    kept = ((day, week.holiday(day)) for day in coming if week.country and week.works(day))
    return [(day, name) for day, name in kept if name][:most]
