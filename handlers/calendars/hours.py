"""Somebody's working hours, and working time counted on their clock. Pure.

Days are those of the person's own calendar; moments are UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.times import WEEKDAYS, exists, local, moment

DAY = timedelta(days=1)
FARTHEST = 800
"""Days that are looked ahead. Nobody is away for longer and still waited for."""
WORKING_DAYS = frozenset(WEEKDAYS[:5])


def never(_day: date) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Hours:
    zone: str
    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[str] = WORKING_DAYS
    is_holiday: Callable[[date], bool] = never
    is_away: Callable[[date], bool] = never

    @property
    def length(self) -> timedelta:
        """Working time of one day."""
        return timedelta(
            hours=self.closes.hour - self.opens.hour, minutes=self.closes.minute - self.opens.minute
        )

    def next(self, at: datetime) -> datetime | None:
        """The first moment from `at` on that the person is at work; None: none in sight."""
        return self._next(at, self._is_here)

    def is_missed(self, at: datetime) -> bool:
        """Whether the person is not at work on more than one usual day from `at` on: a single
        day off is waited for."""
        usual, real = self._next(at, self._is_usual), self.next(at)
        if usual is None or real is None:
            return True
        day, back = local(usual, self.zone).date(), local(real, self.zone).date()
        missed = 0
        while day < back:
            missed += self._is_usual(day)
            day += DAY
        return missed > 1

    def after(self, at: datetime, amount: timedelta) -> datetime | None:
        """When so much working time has passed since. Public holidays do not count; being away
        does, or nobody else would ever be asked. None: not in sight."""
        if amount <= timedelta(0):
            return at
        day = local(at, self.zone).date() - DAY
        for _ in range(FARTHEST):
            if self._works(day):
                begin, end = max(self._begin(day), at), self._end(day)
                if end > begin:
                    if end - begin >= amount:
                        return begin + amount
                    amount -= end - begin
            day += DAY
        return None

    def _next(self, at: datetime, counts: Callable[[date], bool]) -> datetime | None:
        day = local(at, self.zone).date() - DAY
        for _ in range(FARTHEST):
            if counts(day) and at < self._end(day):
                return max(at, self._begin(day))
            day += DAY
        return None

    def _is_usual(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.days and exists(day, self.zone)

    def _works(self, day: date) -> bool:
        return self._is_usual(day) and not self.is_holiday(day)

    def _is_here(self, day: date) -> bool:
        return self._works(day) and not self.is_away(day)

    def _begin(self, day: date) -> datetime:
        return moment(day, self.opens, self.zone)

    def _end(self, day: date) -> datetime:
        return moment(day, self.closes, self.zone)
