"""A recurrence with what was changed by hand, and what days off do to it. Pure.

Each moment belongs to the day that the rule gives it, and keeps that day when it is moved: so it
is held once, whatever happens to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias, cast, get_args

from handlers.times import WEEKDAYS, local
from handlers.when.recurrence import FORESEEN, Recurrence
from handlers.when.sprints import WORKING_DAYS, Sprints

Around: TypeAlias = Literal["keep", "before", "after", "drop"]
"""What a day off does: nothing, the working day before or after it, or this one is left out."""
AROUND: tuple[Around, ...] = get_args(Around)
REACH = timedelta(days=14)
"""How far a day off moves a moment at most; where everybody is away for longer, it is left out."""


@dataclass(frozen=True, slots=True)
class Planned:
    day: date
    """The day that the rule gives it."""
    starts: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class Plan:
    recurrence: Recurrence
    sprints: Sprints | None = None
    around: Around = "keep"
    off: frozenset[date] = frozenset()
    """Days on which nobody works, as far as they are known."""
    changes: Mapping[date, datetime | None] = field(default_factory=dict)
    """By the rule's day: when it starts instead, in UTC, or None: skipped."""
    lead: timedelta = timedelta(0)
    """How long before it starts the moment comes."""

    def starts(self, day: date) -> datetime | None:
        """When the one of that day starts, in UTC. None: it is skipped, or there is none."""
        return self._meant(day) if self._is_of_rule(day) else None

    def between(self, since: datetime, until: datetime) -> list[Planned]:
        """Those that start then, both ends included, in the order they start."""
        days = set(self._days(since.date() - REACH, until.date() + REACH))
        days |= {day for day in self.changes if self._is_of_rule(day)}
        found = ((day, self._meant(day)) for day in days)
        here = (Planned(day, at) for day, at in found if at and since <= at <= until)
        return sorted(here, key=_order)

    def after(self, now: datetime) -> Planned | None:
        """The first whose moment, `lead` before its start, is later than `now`. None: never."""
        start = now + self.lead
        soonest = self._soonest_changed(start)
        for day in self._days(start.date() - REACH, start.date() + REACH + FORESEEN):
            if soonest and day > soonest.starts.date() + REACH:
                break
            at = None if day in self.changes else self._meant(day)
            if at and at > start:
                found = Planned(day, at)
                soonest = min(soonest, found, key=_order) if soonest else found
        return soonest

    def day_of(self, moment: datetime) -> date:
        """The rule's day of the moment that was planned, `lead` before the start.

        A government that moved its clocks since may have moved the moment as well: the nearest.
        """
        start = moment + self.lead
        near = self.between(start - timedelta(days=1), start + timedelta(days=1))
        if not near:
            return local(start, self.recurrence.zone).date()
        return min(near, key=lambda planned: abs(planned.starts - start)).day

    def _days(self, since: date, until: date) -> Iterator[date]:
        # Rules are asked for a day more: where a zone is a day ahead of UTC, so is its calendar.
        day = timedelta(days=1)
        return self.recurrence.days(since - day, until + day, self.sprints)

    def _is_of_rule(self, day: date) -> bool:
        return any(self.recurrence.days(day, day, self.sprints))

    def _soonest_changed(self, start: datetime) -> Planned | None:
        changed = (
            Planned(day, at)
            for day, at in self.changes.items()
            if at and at > start and self._is_of_rule(day)
        )
        return min(changed, key=_order, default=None)

    def _meant(self, day: date) -> datetime | None:
        if day in self.changes:
            return self.changes[day]
        if self.around == "keep" or day not in self.off:
            return self.recurrence.on(day)
        if self.around == "drop":
            return None
        return self._shifted(day, timedelta(days=-1 if self.around == "before" else 1))

    def _shifted(self, day: date, step: timedelta) -> datetime | None:
        """On the nearest working day in that direction; left out where the rule has another of its
        days on the way, so that no two come together."""
        working = self.sprints.working if self.sprints else WORKING_DAYS
        other = day + step
        while abs(other - day) <= REACH and not self._is_of_rule(other):
            if other not in self.off and WEEKDAYS[other.weekday()] in working:
                return self.recurrence.on(other)
            other += step
        return None

    def plain(self) -> dict[str, Any]:
        return {
            "kind": "plan",
            "recurrence": self.recurrence.plain(),
            "sprints": self.sprints.plain() if self.sprints else None,
            "around": self.around,
            "off": sorted(day.isoformat() for day in self.off),
            "changes": {
                day.isoformat(): at.isoformat() if at else ""
                for day, at in sorted(self.changes.items())
            },
            "lead_minutes": int(self.lead.total_seconds() // 60),
        }

    @classmethod
    def parse(cls, plain: dict[str, Any]) -> Plan:
        """Raises ValueError for what is no rule, day or time."""
        if plain["around"] not in AROUND:
            raise ValueError("no way around days off")
        return cls(
            Recurrence.parse(plain["recurrence"]),
            Sprints.parse(plain["sprints"]) if plain["sprints"] else None,
            cast(Around, plain["around"]),
            frozenset(map(date.fromisoformat, plain["off"])),
            {
                date.fromisoformat(day): datetime.fromisoformat(at) if at else None
                for day, at in plain["changes"].items()
            },
            timedelta(minutes=plain["lead_minutes"]),
        )


def _order(planned: Planned) -> tuple[datetime, date]:
    return planned.starts, planned.day
