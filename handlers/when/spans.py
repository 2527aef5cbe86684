"""Days and spans of days on a calendar. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.when.echo import MONTHS
from handlers.when.sprints import Sprints

FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Seen:
    """From where days are looked at."""

    today: date
    month_first: bool | None
    """Whether 10/11 is the 11th of October; None where the person may mean either."""
    sprints: Sprints | None = None
    after: date | None = None
    """A day said before: "Tuesday" in "Monday and Tuesday" is the one that follows."""

    @property
    def base(self) -> date:
        return self.after or self.today


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or some days in a row."""

    first: date
    last: date
    other: date | None = None
    """What the first day may be just as well."""


def begin(unit: str, seen: Seen, following: bool) -> date:
    """The first day of this one or the next."""
    today = seen.today if following else seen.base
    match unit:
        case "week":
            return today - timedelta(days=today.weekday() - 7 * following)
        case "month":
            return later(today.replace(day=1), int(following), "month")
        case "quarter":
            first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            return later(first, int(following), "quarter")
        case "year":
            return date(today.year + following, 1, 1)
    if seen.sprints is None:
        raise Refusal("No sprint is known here. Name the day, as in “Friday” or “4 December”.")
    return seen.sprints.begins(seen.sprints.number(today) + following)


def end_of(unit: str, first: date, seen: Seen) -> date:
    match unit:
        case "week":
            return first + timedelta(days=6)
        case "month" | "quarter" | "year":
            return later(first, 1, unit) - timedelta(days=1)
    assert seen.sprints
    return seen.sprints.ends(seen.sprints.number(first))


def later(day: date, count: int, unit: str) -> date:
    """So many days, weeks, months or years later. Raises Refusal for what is too far away."""
    if unit == "workday":
        # So many times on to the next day from Monday to Friday.
        for _ in range(min(count, FURTHEST.days)):
            day += timedelta(days=max(1, 7 - day.weekday()) if day.weekday() > 3 else 1)
        return day
    if unit in {"day", "week"}:
        days = count * (7 if unit == "week" else 1)
        if days > FURTHEST.days:
            raise Refusal("That is too far away.")
        return day + timedelta(days=days)
    months = day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}.get(unit, 1)
    if months > 48:
        raise Refusal("That is too far away.")
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def dated(year: int, month: int, day: int) -> date:
    if not 2000 <= year <= 2199:
        raise Refusal(f"{year} is too far away.")
    try:
        return date(year, month, day)
    except ValueError:
        named = f"{MONTHS[month - 1]} {year}" if 1 <= month <= 12 else f"month {month}"
        raise Refusal(f"{named} has no day {day}.") from None


def ahead(month: int, day: int, today: date) -> date:
    """Today or later, in a year that has such a day."""
    if not 1 <= day <= monthrange(2028, month)[1]:
        raise Refusal(f"{MONTHS[month - 1]} has no day {day}.")
    year = today.year
    while day > monthrange(year, month)[1] or date(year, month, day) < today:
        year += 1
    return date(year, month, day)
