"""How many of those who were due took part, of the team as a whole. Pure.

Due is who was asked and had no day off: being away, a public holiday and a day that somebody does
not work take them out, even where that was said after the question, unless they answered all the
same. Skipping is no answer, and is told apart from giving no update. A late answer counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.standup import past
from handlers.times import WEEKDAYS

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
BY_DAY = timedelta(days=14)
"""From this long on, the days of a week are one figure."""
USUAL = "last 6 weeks"


@dataclass(frozen=True, slots=True)
class Unheard:
    """Somebody who has not answered on a day."""

    day: date
    closes_at: datetime
    """UTC; until when they have time."""
    is_skipped: bool = False
    is_off: bool = False
    """Away, or with a holiday, or not working."""


@dataclass(frozen=True, slots=True)
class Tally:
    answered: int = 0
    late: int = 0
    """Of those who answered."""
    skipped: int = 0
    silent: int = 0

    @property
    def due(self) -> int:
        return self.answered + self.skipped + self.silent

    @property
    def percent(self) -> int | None:
        """All is 100 and nobody 0, and nothing else is. None: nobody was due."""
        if not self.due:
            return None
        # Half a percent is rounded up, as people do it.
        rounded = (200 * self.answered + self.due) // (2 * self.due)
        if 0 < self.answered < self.due:
            return min(99, max(1, rounded))
        return rounded

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.answered + other.answered,
            self.late + other.late,
            self.skipped + other.skipped,
            self.silent + other.silent,
        )


Days = Mapping[date, Tally | None]
"""None: somebody still has time, so nothing is said of the day yet."""


def days(
    answers: Mapping[date, tuple[int, int]], unheard: Iterable[Unheard], now: datetime
) -> dict[date, Tally | None]:
    """`answers`: how many each day has, and how many of them came late."""
    found: dict[date, Tally | None] = {
        day: Tally(answered=count, late=late) for day, (count, late) in answers.items()
    }
    for each in unheard:
        before = found.get(each.day, Tally())
        if each.is_off or before is None:
            continue
        if each.is_skipped:
            found[each.day] = before + Tally(skipped=1)
        elif each.closes_at <= now:
            found[each.day] = before + Tally(silent=1)
        else:
            found[each.day] = None
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """A day, or those of a week that are asked for."""

    first: date
    last: date
    tally: Tally


def total(found: Days, first: date, last: date) -> Tally:
    """Of those days, both included."""
    some = (tally for day, tally in found.items() if tally and first <= day <= last)
    return sum(some, Tally())


def points(found: Days, first: date, last: date, held: Set[str]) -> list[Point]:
    """One for each day or each week from Monday on. A day that is one of the stand-up's, `held`, or
    that somebody was due on; nobody due on any of them leaves a gap.

    Days from before the first question are none.
    """
    began = min((day for day, tally in found.items() if tally and tally.due), default=last)
    is_weekly, made = not is_by_day(first, last), list[Point]()
    for day in _each(max(first, began), last):
        tally = found.get(day, Tally())
        if tally is None or not (tally.due or WEEKDAYS[day.weekday()] in held):
            continue
        begins = max(first, monday(day)) if is_weekly else day
        if made and made[-1].first == begins:
            made[-1] = Point(begins, day, made[-1].tally + tally)
        else:
            made.append(Point(begins, day, tally))
    return made


def _each(first: date, last: date) -> Iterable[date]:
    return (first + DAY * number for number in range((last - first).days + 1))


def is_by_day(first: date, last: date) -> bool:
    return last - first < BY_DAY


def monday(day: date) -> date:
    """The first of its week, as ISO 8601 has weeks."""
    return day - DAY * day.weekday()


def meant(words: str, today: date) -> tuple[date, date]:
    """First and last day, both included. Several weeks begin on a Monday, and this one is the last
    of them.

    Raises ValueError, in words for the person.
    """
    first, last = past.meant(words.strip() or USUAL, today)
    if "weeks" in (words.strip() or USUAL).lower() and not is_by_day(first, last):
        first += DAY * (-first.weekday() % 7)
    return first, last


def before(first: date, last: date) -> tuple[date, date]:
    """What to compare with: the month before a whole month, else the same days of the week, as
    many weeks earlier as it takes."""
    is_month = (first.year, first.month) == (last.year, last.month)
    if is_month and first.day == 1 and (last + DAY).day == 1:
        end = first - DAY
        return end.replace(day=1), end
    back = WEEK * -(-((last - first).days + 1) // 7)
    return first - back, last - back
