"""Where a team's sprints lie in the calendar. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers.times import WEEKDAYS

WORKING_DAYS = frozenset(WEEKDAYS[:5])
LONGEST = 4
"""Weeks."""


@dataclass(frozen=True, slots=True)
class Sprints:
    """Sprints of equal length, one after the other, without end; what lies before the first is
    numbered 0, -1 and so on.

    Raises ValueError for a length that is none, and where there is no working day.
    """

    weeks: int
    """1 to 4."""
    anchor: date
    """The first day of sprint 1, whether or not it is a working day."""
    working: frozenset[str] = WORKING_DAYS

    def __post_init__(self) -> None:
        if not 1 <= self.weeks <= LONGEST:
            raise ValueError(f"a sprint of {self.weeks} weeks")
        if not self.working & frozenset(WEEKDAYS):
            raise ValueError("no working day")

    def number(self, day: date) -> int:
        """The sprint that a day lies in; a weekend belongs to the sprint that it ends."""
        return (day - self.anchor).days // (7 * self.weeks) + 1

    def begins(self, number: int) -> date:
        """The first calendar day."""
        return self.anchor + timedelta(weeks=self.weeks * (number - 1))

    def ends(self, number: int) -> date:
        """The last calendar day."""
        return self.begins(number + 1) - timedelta(days=1)

    def first(self, number: int) -> date:
        """The first working day."""
        return self.working_days(number)[0]

    def middle(self, number: int) -> date:
        """The working day with which the second half begins: Wednesday of one week, the second
        Monday of two.
        """
        days = self.working_days(number)
        return days[len(days) // 2]

    def last(self, number: int) -> date:
        """The last working day."""
        return self.working_days(number)[-1]

    def working_days(self, number: int) -> tuple[date, ...]:
        return tuple(day for day in self._days(number) if WEEKDAYS[day.weekday()] in self.working)

    def weekdays(self, number: int, weekday: str) -> tuple[date, ...]:
        """The Tuesdays of a sprint, for "tue"; whether or not it is a working day."""
        return tuple(day for day in self._days(number) if WEEKDAYS[day.weekday()] == weekday)

    def _days(self, number: int) -> Iterator[date]:
        begin = self.begins(number)
        return (begin + timedelta(days=n) for n in range(7 * self.weeks))

    def plain(self) -> dict[str, Any]:
        return {
            "weeks": self.weeks,
            "anchor": self.anchor.isoformat(),
            "working": ",".join(day for day in WEEKDAYS if day in self.working),
        }

    @classmethod
    def parse(cls, plain: dict[str, Any]) -> Sprints:
        """Raises ValueError as the class does."""
        return cls(
            plain["weeks"],
            date.fromisoformat(plain["anchor"]),
            frozenset(plain["working"].split(",")) & frozenset(WEEKDAYS),
        )
