"""A team's cadence with its ceremonies, and the names their messages and moments go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from handlers.cadence import rules
from handlers.cadence.rules import Kind
from handlers.calendars import days_off
from handlers.routing import Desk
from handlers.times import local
from handlers.when.plan import Around, Plan
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints
from storage import ceremonies, teams
from storage.models import Cadence, Ceremony, Occurrence, Team
from storage.people import Facts

BEHIND = days_off.BEHIND
"""How far back it matters what was moved or skipped."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A team's sprints."""

    cadence: Cadence
    team: Team

    @property
    def sprints(self) -> Sprints:
        return Sprints(self.cadence.weeks, self.cadence.anchor)

    def today(self, now: datetime) -> date:
        return local(now, self.team.zone).date()

    def of_now(self, now: datetime) -> date:
        """A day of the sprint that it is; before the first has begun, of that one."""
        return max(self.today(now), self.cadence.anchor)

    def number(self, day: date) -> int:
        """What the team calls the sprint of that day."""
        return rules.sprint_number(self.sprints, self.cadence.number, day)


@dataclass(frozen=True, slots=True)
class Held:
    """One ceremony of a team."""

    ceremony: Ceremony
    beat: Beat

    @property
    def kind(self) -> Kind:
        return rules.BY_NAME[self.ceremony.kind]

    @property
    def title(self) -> str:
        return self.kind.title

    @property
    def has_meeting(self) -> bool:
        return self.ceremony.minutes > 0

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.ceremony.minutes)

    @property
    def lead(self) -> timedelta:
        return timedelta(minutes=self.ceremony.remind_minutes)

    @property
    def recurrence(self) -> Recurrence:
        """On the team's clocks, wherever they have gone since it was said."""
        return replace(Recurrence.parse(self.ceremony.recurrence), zone=self.beat.team.zone)

    @property
    def is_written(self) -> bool:
        """Nobody meets for it: it is drafted, edited and posted."""
        return self.ceremony.kind == "weeknote"

    @property
    def draft_due(self) -> str:
        return f"cadence:{self.ceremony.key}:draft"

    @property
    def due(self) -> str:
        return f"cadence:{self.ceremony.key}:next"

    def message(self, day: date) -> str:
        return f"cadence:{self.ceremony.key}:{day}"


def of_team(desk: Desk, team: Team) -> Beat | None:
    cadence = ceremonies.cadence(desk.session, team.key)
    return Beat(cadence, team) if cadence else None


def held_by(desk: Desk, beat: Beat) -> list[Held]:
    """All its ceremonies in the order of a sprint; those that are off as well."""
    order = list(rules.BY_NAME)
    found = ceremonies.of_team(desk.session, beat.team.key)
    known = [each for each in found if each.kind in rules.BY_NAME]
    return [Held(each, beat) for each in sorted(known, key=lambda each: order.index(each.kind))]


def called(desk: Desk, ceremony_id: int) -> Held | None:
    found = ceremonies.by_id(desk.session, ceremony_id)
    return Held(found[0], Beat(found[1], found[2])) if found else None


def plan(desk: Desk, held: Held) -> Plan:
    return plans(desk, [held])[held.ceremony.key]


def plans(desk: Desk, some: Sequence[Held]) -> dict[int, Plan]:
    """By ceremony: when each comes, with all that was changed by hand lately or to come."""
    since = (desk.now - BEHIND).date()
    touched = ceremonies.occurrences(desk.session, [held.ceremony.key for held in some], since)
    teams_here = {held.beat.team.key: held.beat.team for held in some}
    off = {key: days_off.of_team(desk, team, core(desk, team)) for key, team in teams_here.items()}
    return {held.ceremony.key: _plan(held, touched, off[held.beat.team.key]) for held in some}


def _plan(held: Held, touched: Sequence[Occurrence], off: frozenset[date]) -> Plan:
    changes = {
        each.day: None if each.is_skipped else each.starts_at
        for each in touched
        if each.ceremony_id == held.ceremony.key and (each.is_skipped or each.is_moved)
    }
    return Plan(
        held.recurrence,
        held.beat.sprints,
        cast(Around, held.ceremony.around),
        off,
        changes,
        held.lead,
    )


def core(desk: Desk, team: Team) -> list[Facts]:
    """Who is expected to be there."""
    return [
        person
        for person in teams.core(desk.session, team.key)
        if not (person.is_bot or person.is_guest or person.is_gone)
    ]
