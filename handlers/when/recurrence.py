"""Rules of calendar days, and the moments they mean. Pure: no clock is read here.

Rules are RFC 5545's, computed by dateutil on plain calendar days; what they become in a zone is
settled by `handlers.times`: a wall time that is skipped means the first moment after the gap, one
that comes twice the first of the two, and a day that a zone left out has no moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from dateutil.rrule import rrule, rrulestr

from handlers.times import WEEKDAYS, exists, local, moment
from handlers.when.sprints import Sprints

__all__ = ["DAYS", "Recurrence", "Sprints", "parts"]

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days of the week as rules write them, in the order of WEEKDAYS."""
FORESEEN = timedelta(days=41 * 366)
"""How far a next moment is looked for: every rule that comes at all comes within 40 years, the
29th of February that is a Sunday included."""
MOST = 200
"""Characters of a rule."""
KNOWN = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "BYDAY": r"[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU))*",
    "BYMONTH": r"(?:1[0-2]|[1-9])(?:,(?:1[0-2]|[1-9]))*",
    "BYMONTHDAY": r"-?(?:3[01]|[12]\d|[1-9])(?:,-?(?:3[01]|[12]\d|[1-9]))*",
    "BYSETPOS": r"-?[1-9]\d?(?:,-?[1-9]\d?)*",
    "UNTIL": r"\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    "WKST": r"MO",
    "SPRINT": r"FIRST|MIDDLE|LAST|-?[1-9]\d?|-?[1-4](?:MO|TU|WE|TH|FR|SA|SU)",
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule of calendar days, at a wall-clock time in a zone. Raises ValueError for no rule."""

    rule: str
    """An RRULE's value without DTSTART, as in "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"; or a day of the
    sprint: SPRINT=FIRST, MIDDLE or LAST, SPRINT=3 for its third working day, SPRINT=-2 for the last
    but one, SPRINT=1TU for its first Tuesday."""
    starts: date
    """No day of the rule is earlier; and where INTERVAL counts from."""
    at: time
    zone: str
    """An IANA name."""

    def __post_init__(self) -> None:
        parts(self.rule)

    @property
    def of_sprint(self) -> bool:
        """Whether sprints have to be known to tell the days."""
        return self.rule.startswith("SPRINT=")

    def days(self, since: date, until: date, sprints: Sprints | None = None) -> Iterator[date]:
        """The days of the rule in order, both ends included. Days of a sprint that nobody knows are
        none.
        """
        first = max(since, self.starts)
        if not self.of_sprint:
            found = _by_rule(self.rule, self.starts, first, until)
        elif sprints:
            found = _by_sprint(parts(self.rule)["SPRINT"], sprints, first, until)
        else:
            return
        for day in found:
            if exists(day, self.zone):
                yield day

    def on(self, day: date) -> datetime:
        """The moment that belongs to that day, whether or not it is one of the days. UTC."""
        return moment(day, self.at, self.zone)

    def after(self, now: datetime, sprints: Sprints | None = None) -> tuple[date, datetime] | None:
        """The first moment later than `now`, in UTC, and the day it belongs to. None: never."""
        # Zones reach from -12 to +14 h, so that the day there may be another than here.
        since = now.date() - timedelta(days=2)
        until = max(since, self.starts) + FORESEEN
        for day in self.days(since, until, sprints):
            found = self.on(day)
            if found > now:
                return day, found
        return None

    def day_of(self, at: datetime, sprints: Sprints | None = None) -> date | None:
        """The day whose moment this is; None when it is no moment of this rule."""
        near = local(at, self.zone).date()
        for day in (near, near - timedelta(days=1)):
            if self.on(day) == at and day in self.days(day, day, sprints):
                return day
        return None

    def plain(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "starts": self.starts.isoformat(),
            "at": self.at.isoformat("minutes"),
            "zone": self.zone,
        }

    @classmethod
    def parse(cls, plain: dict[str, Any]) -> Recurrence:
        """Raises ValueError for what is no rule, day or time."""
        return cls(
            plain["rule"],
            date.fromisoformat(plain["starts"]),
            time.fromisoformat(plain["at"]),
            plain["zone"],
        )


@lru_cache(maxsize=1024)
def parts(rule: str) -> dict[str, str]:
    """A rule by its names. Raises ValueError for what is no rule of days."""
    if len(rule) > MOST:
        raise ValueError("a rule too long")
    # dateutil would search without end for every 0th day, and takes rules of hours.
    found = dict(part.partition("=")[::2] for part in rule.split(";"))
    for name, value in found.items():
        if name not in KNOWN or not re.fullmatch(KNOWN[name], value):
            raise ValueError(f"no rule: {name}")
    if found.keys() != {"SPRINT"} and ("FREQ" not in found or "SPRINT" in found):
        raise ValueError("no rule of days")
    date.fromisoformat(found.get("UNTIL", "20260101"))
    return found


def _by_rule(rule: str, starts: date, since: date, until: date) -> Iterator[date]:
    if since > until:
        return
    known = parts(rule)
    if "UNTIL" in known:
        until = min(until, date.fromisoformat(known["UNTIL"]))
    # A rule that never comes would be looked for until the year 9999.
    found = _rrule(rule, _near(known, starts, since)).replace(until=datetime.combine(until, time()))
    for at in found.xafter(datetime.combine(since, time()), inc=True):
        yield at.date()


def _near(parts: dict[str, str], starts: date, since: date) -> date:
    """A day from which the rule counts as it does from `starts`, with less to count."""
    often = int(parts.get("INTERVAL", "1"))
    per = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"], 0) * often
    if per:
        return starts + timedelta(days=max(0, (since - starts).days // per) * per)
    months = (since.year - starts.year) * 12 + since.month - starts.month
    months -= months % often
    # Without a day of the month or week, the day of the start is meant.
    if parts["FREQ"] != "MONTHLY" or months <= 0 or not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        return starts
    return date(
        starts.year + (starts.month - 1 + months) // 12, (starts.month - 1 + months) % 12 + 1, 1
    )


@lru_cache(maxsize=1024)
def _rrule(rule: str, starts: date) -> rrule:
    found = rrulestr(rule, dtstart=datetime.combine(starts, time()))
    assert isinstance(found, rrule)
    return found


def _by_sprint(which: str, sprints: Sprints, since: date, until: date) -> Iterator[date]:
    for number in range(sprints.number(since), sprints.number(until) + 1):
        day = _of_sprint(which, sprints, number)
        if day and since <= day <= until:
            yield day


def _of_sprint(which: str, sprints: Sprints, number: int) -> date | None:
    match which:
        case "FIRST":
            return sprints.first(number)
        case "MIDDLE":
            return sprints.middle(number)
        case "LAST":
            return sprints.last(number)
    if which[-2:] in DAYS:
        days = sprints.weekdays(number, WEEKDAYS[DAYS.index(which[-2:])])
        nth = int(which[:-2])
    else:
        days = sprints.working_days(number)
        nth = int(which)
    if abs(nth) > len(days):
        return None
    return days[nth - 1 if nth > 0 else nth]
