"""When each step of a retro over days ends, seen from its ceremony. Pure.

Days are counted as the team works: weekends, holidays and days on which all are away do not count.
The ceremony's own hour is when voting ends by default: when the team would have met, it knows what
to talk about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

from handlers.calendars.hours import Hours
from handlers.retro.rules import PHASES
from handlers.times import WEEKDAYS, local, moment

Part: TypeAlias = Literal["morning", "noon", "evening", "hour"]
"""When the team begins to work, noon, when it ends, or the hour of the ceremony."""
PARTS: tuple[Part, ...] = get_args(Part)
OPENS = "opens"
STEPS = (OPENS, *PHASES)
USUAL = {
    OPENS: "-4 morning",
    "review": "-3 morning",
    "collect": "-2 evening",
    "group": "-1 noon",
    "vote": "0 hour",
    "discuss": "1 evening",
    "actions": "2 noon",
}
FARTHEST = 10
"""Working days from the ceremony, either way."""
LEAST = timedelta(hours=2)
"""Working time that a step has, however late it begins."""
DAY = timedelta(days=1)

Ends: TypeAlias = dict[str, datetime]
"""By step, in UTC."""


@dataclass(frozen=True, slots=True)
class Slot:
    days: int
    """Working days after the ceremony; before it where negative."""
    part: Part

    def plain(self) -> str:
        return f"{self.days} {self.part}"

    @classmethod
    def parse(cls, words: str) -> Slot:
        """Raises ValueError for what is none."""
        days, _, part = words.partition(" ")
        if part not in PARTS or not -FARTHEST <= int(days) <= FARTHEST:
            raise ValueError("no moment of a retro")
        return cls(int(days), part)


def moments(slots: Mapping[str, str], starts: datetime, hours: Hours) -> Ends:
    """When it opens and each step ends, for a ceremony that starts then."""
    whole = {**USUAL, **slots}
    return {step: _moment(Slot.parse(whole[step]), starts, hours) for step in STEPS}


def _moment(slot: Slot, starts: datetime, hours: Hours) -> datetime:
    there = local(starts, hours.zone)
    at: dict[Part, time] = {
        "morning": hours.opens,
        "noon": time(12),
        "evening": hours.closes,
        "hour": there.time(),
    }
    return moment(_away(there.date(), slot.days, hours), at[slot.part], hours.zone)


def _away(day: date, number: int, hours: Hours) -> date:
    """So many working days from that one."""
    step, left = (DAY if number > 0 else -DAY), abs(number)
    while left:
        day += step
        left -= WEEKDAYS[day.weekday()] in hours.days and not hours.is_holiday(day)
    return day


def is_in_order(ends: Mapping[str, datetime]) -> str:
    """The first step that ends no later than the one before it; empty: none does."""
    for before, step in pairwise(STEPS):
        if before in ends and step in ends and ends[step] <= ends[before]:
            return step
    return ""


def held_to(ends: Mapping[str, datetime], phase: str, now: datetime, hours: Hours) -> Ends:
    """The same for who is at that step now: each one from it on has some working time, and ends
    after the one before it."""
    kept, before = dict(ends), now
    for step in PHASES[PHASES.index(phase) :]:
        if step in kept:
            earliest = hours.after(before, LEAST) or before + LEAST
            before = kept[step] = max(kept[step], earliest)
    return kept


def plain(ends: Mapping[str, datetime]) -> dict[str, str]:
    return {step: at.isoformat() for step, at in ends.items()}


def parsed(kept: Mapping[str, str]) -> Ends:
    return {step: datetime.fromisoformat(at) for step, at in kept.items()}


def in_words(slot: Slot, hours: Hours) -> str:
    """Such as "2 working days before it, 17:00"."""
    if slot.part == "hour":
        at = "at its hour"
    else:
        clock = {"morning": hours.opens, "noon": time(12), "evening": hours.closes}[slot.part]
        at = f"{clock:%H:%M}"
    if slot.days == 0:
        return at[0].upper() + at[1:] if slot.part == "hour" else f"On its day, {at}"
    number, way = abs(slot.days), "before" if slot.days < 0 else "after"
    some = "The working day" if number == 1 else f"{number} working days"
    return f"{some} {way} it, {at}"
