"""On which days and at which hours a team goes on with a retro over days."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.calendars import days_off, known
from handlers.calendars.hours import Hours
from handlers.routing import Desk
from handlers.times import local
from storage import blockers, teams
from storage.models import Team

LOOKED_AT = timedelta(days=70)
DAY = timedelta(days=1)


def hours_of(desk: Desk, team: Team) -> Hours:
    """The hours in which a team is told of blockers and actions are those for retros as well."""
    own = blockers.ladder(desk.session, team.key)
    off = off_of(desk, team)
    return Hours(team.zone, own.works_from, own.works_until, is_holiday=off.__contains__)


def off_of(desk: Desk, team: Team) -> frozenset[date]:
    """Public holidays where most of the core are, and days on which none of it is there."""
    core = [each for each in teams.core(desk.session, team.key) if not each.is_gone]
    holidays = days_off.of_team(desk, team, core)
    first = local(desk.now, team.zone).date() - LOOKED_AT / 5
    own = known.own_days(desk, core, first).values()
    days = (first + n * DAY for n in range(LOOKED_AT.days))
    return holidays | {day for day in days if own and all(each.off(day) for each in own)}
