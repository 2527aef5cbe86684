"""What a stand-up decides. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from handlers.calendars.days import Off
from handlers.times import Recurs

LATE = timedelta(minutes=10)
"""A prompt that comes later than this after its hour says so."""
EVENING_BEFORE = timedelta(hours=15)
"""How long before its hour a stand-up can be answered: from 18:00 for one at 09:00."""
LAST_REMINDER = 0.8
"""Of the window."""

State = Literal["answered", "skipped", "open", "silent"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One person on one day, as far as it matters for who is where."""

    name: str
    answered: bool
    skipped: bool
    closes_at: datetime
    """UTC; when their window closes."""
    off: Off | None = None
    """Why they are left in peace; what they answer all the same counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Names, in order, by how things stand."""

    answered: tuple[str, ...]
    skipped: tuple[str, ...]
    open: tuple[str, ...]
    silent: tuple[str, ...]
    away: tuple[tuple[str, Off], ...] = ()

    @property
    def anybody(self) -> bool:
        return bool(self.answered or self.skipped or self.open or self.silent or self.away)


def standing(people: Sequence[Asked], now: datetime) -> Standing:
    """Who has answered, skipped, still has time, has given no update, and is away."""
    groups: dict[State, list[str]] = {"answered": [], "skipped": [], "open": [], "silent": []}
    away: list[tuple[str, Off]] = []
    for person in sorted(people, key=lambda person: person.name.casefold()):
        if person.off is not None and not person.answered:
            away.append((person.name, person.off))
        else:
            groups[_state(person, now)].append(person.name)
    return Standing(
        tuple(groups["answered"]),
        tuple(groups["skipped"]),
        tuple(groups["open"]),
        tuple(groups["silent"]),
        tuple(away),
    )


def _state(person: Asked, now: datetime) -> State:
    if person.answered:
        return "answered"
    if person.skipped:
        return "skipped"
    return "open" if now < person.closes_at else "silent"


def current(recurs: Recurs, now: datetime, answered: Mapping[date, bool]) -> date:
    """The day that an answer given now is for: today's until the next stand-up asks; the coming
    one from the evening before, once today's is answered or there was none.

    `answered` tells of the days that the person was asked on.
    """
    coming, coming_at = recurs.after(now)
    if answered.get(coming) is False:
        # Asked before its hour: it was started live.
        return coming
    last, _ = latest(recurs, now)
    has_last = last in answered
    if coming_at - now <= EVENING_BEFORE and (not has_last or answered[last]):
        return coming
    return last


def latest(recurs: Recurs, now: datetime) -> tuple[date, datetime]:
    """The last moment that is not after `now`."""
    for back in (2, 4, 8, 16):
        day, at = recurs.after(now - timedelta(days=back))
        if at <= now:
            break
    while True:
        following, following_at = recurs.after(at)
        if following_at > now:
            return day, at
        day, at = following, following_at


def reminders(asked: datetime, window: timedelta, first: timedelta) -> list[datetime]:
    """When somebody who has not answered is reminded, in UTC: once, and a last time."""
    last = asked + window * LAST_REMINDER
    return sorted({at for at in (asked + first, last) if asked < at < asked + window})


def average_mood(scores: Sequence[str], highest: int = 5) -> float | None:
    """None for fewer than three: a score of one or two would point at somebody."""
    taken = {str(score) for score in range(1, highest + 1)}
    numbers = [int(score) for score in scores if score.strip() in taken]
    return sum(numbers) / len(numbers) if len(numbers) >= 3 else None
