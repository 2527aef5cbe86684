"""Wall-clock time and the moments it means. Pure: no clock is read here.

Two rules settle what clocks do when they change: a wall time that is skipped means the first moment
after the gap; a wall time that comes twice means the first of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def day_name(day: date) -> str:
    """Such as "Monday 23 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def day_and_year(day: date) -> str:
    return f"{day_name(day)} {day.year}"


@lru_cache(maxsize=1024)
def zone_called(name: str) -> ZoneInfo | None:
    """The IANA zone, or None where there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_meant(words: str) -> str | None:
    """The IANA name meant by "Europe/Berlin", "europe/berlin" or "Berlin"; None for none."""
    wanted = words.strip().replace(" ", "_").casefold()
    return _zones_by_words().get(wanted)


@lru_cache(maxsize=1)
def _zones_by_words() -> dict[str, str]:
    names = sorted(available_timezones())
    cities = {name.rsplit("/", 1)[-1].casefold(): name for name in names if "/" in name}
    # "Europe/Berlin" before "Berlin", and a continent's city before an Etc/ or old alias.
    old = ("Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/", "SystemV/", "posix", "right")
    for name in names:
        if "/" in name and not name.startswith(old):
            cities[name.rsplit("/", 1)[-1].casefold()] = name
    return cities | {name.casefold(): name for name in names}


def day_sent(words: str) -> date | None:
    """As forms send one; None for what is none."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def time_sent(words: str) -> time | None:
    """The same for a time of day, to the minute."""
    try:
        return time.fromisoformat(words).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def moment(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a wall-clock time in a zone. An unknown zone is taken as UTC."""
    tz = zone_called(zone) or UTC
    # fold=0 is the first of two; in a gap it is read with the offset before the change, which
    # lands as far after the gap as the wall time lies within it.
    local = datetime.combine(day, at, tzinfo=tz)
    found = local.astimezone(UTC)
    back = found.astimezone(tz)
    if (back.date(), back.time()) == (day, at):
        return found
    return _end_of_gap(found, tz)


def _end_of_gap(after: datetime, tz: tzinfo) -> datetime:
    """The first moment after the change of clocks that happened shortly before `after`."""

    def offset(seconds: int) -> timedelta | None:
        return datetime.fromtimestamp(seconds, tz).utcoffset()

    high = int(after.timestamp())
    low = high - 2 * 24 * 3600
    new = offset(high)
    while high - low > 1:
        middle = (low + high) // 2
        if offset(middle) == new:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


@lru_cache(maxsize=4096)
def exists(day: date, zone: str) -> bool:
    """False for a day that a zone left out, such as 30 December 2011 in Apia."""
    return local(moment(day, time(12), zone), zone).date() == day


def local(at: datetime, zone: str) -> datetime:
    """The moment on the wall clocks of a zone. An unknown zone is taken as UTC."""
    return at.astimezone(zone_called(zone) or UTC)


@dataclass(frozen=True, slots=True)
class Recurs:
    """On these days of the week at this wall-clock time, plus an offset that is a real duration.

    `weeks`: every so many weeks, counted from the week of `anchor`; weeks begin on Monday.
    """

    days: frozenset[str]
    at: time
    zone: str
    offset: timedelta = timedelta(0)
    weeks: int = 1
    anchor: date = date(1970, 1, 5)

    def on(self, day: date) -> datetime:
        """The moment that belongs to that day, whether or not it is one of the days. UTC."""
        return moment(day, self.at, self.zone) + self.offset

    def after(self, now: datetime) -> tuple[date, datetime]:
        """The first moment later than `now`, in UTC, and the day it belongs to.

        Raises ValueError when there is no day at all.
        """
        if not self.days:
            raise ValueError("no days")
        # Two days back: the offset may reach over midnight, and zones reach from -12 to +14 h.
        day = (now - self.offset).date() - timedelta(days=2)
        while True:
            if self.has(day):
                found = self.on(day)
                if found > now:
                    return day, found
            elif not self._is_its_week(day):
                day += timedelta(days=6 - day.weekday())
            day += timedelta(days=1)

    def day_of(self, at: datetime) -> date | None:
        """The day whose moment this is; None when it is no moment of this rule."""
        near = local(at - self.offset, self.zone).date()
        for day in (near, near - timedelta(days=1)):
            if self.on(day) == at and self.has(day):
                return day
        return None

    def has(self, day: date) -> bool:
        """Whether it is one of the days."""
        return (
            WEEKDAYS[day.weekday()] in self.days
            and self._is_its_week(day)
            and exists(day, self.zone)
        )

    def _is_its_week(self, day: date) -> bool:
        return self.weeks == 1 or (_week(day) - _week(self.anchor)) % self.weeks == 0

    def plain(self) -> dict[str, Any]:
        weeks = {"weeks": self.weeks, "anchor": self.anchor.isoformat()} if self.weeks > 1 else {}
        return {
            "days": ",".join(day for day in WEEKDAYS if day in self.days),
            "at": self.at.isoformat("minutes"),
            "zone": self.zone,
            "offset_minutes": int(self.offset.total_seconds() // 60),
            **weeks,
        }

    @classmethod
    def parse(cls, plain: dict[str, Any]) -> Recurs:
        return cls(
            frozenset(day for day in plain["days"].split(",") if day in WEEKDAYS),
            time.fromisoformat(plain["at"]),
            plain["zone"],
            timedelta(minutes=plain["offset_minutes"]),
            plain.get("weeks", 1),
            date.fromisoformat(plain.get("anchor", "1970-01-05")),
        )


def _week(day: date) -> int:
    """The number of the week, from the first there is."""
    return (day.toordinal() - 1) // 7
