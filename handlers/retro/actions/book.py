"""An action as it is now, read for showing, and what is told of it next."""

from __future__ import annotations

from datetime import datetime

from handlers import tracker_settings
from handlers.calendars import known
from handlers.calendars.hours import Hours
from handlers.retro.actions import rules, whose
from handlers.retro.actions.rules import Run, Telling
from handlers.retro.actions.shown import Shown
from handlers.routing import Desk
from handlers.times import local, zone_called
from storage import actions, blockers
from storage.models import Action, Person, Team


def zone_of(person: Person, team: Team) -> str:
    return person.zone if zone_called(person.zone) else team.zone


def shown(desk: Desk, action: Action, reader: Person | None = None) -> Shown:
    """In the reader's zone, or the team's for a card that many read."""
    team = whose.team_of(desk, action)
    owner = whose.person_of(desk, action.owner_id)
    zone = zone_of(reader, team) if reader else team.zone
    is_open = action.status == actions.OPEN
    return Shown(
        action.key,
        action.words,
        team.name,
        team.key,
        owner.name,
        action.due_day,
        action.due_at,
        zone,
        local(desk.now, zone).date(),
        is_late=is_open and is_late(desk, action, owner, team),
        has_left=is_open and actions.has_left(desk.session, action),
        status=action.status,
        closed_on=local(action.closed_at, zone).date() if action.closed_at else None,
        closing=action.closing,
        trackers=tracker_settings.known(team.trackers),
    )


def is_late(desk: Desk, action: Action, owner: Person, team: Team) -> bool:
    return rules.is_late(action.due_day, action.due_at, zone_of(owner, team), desk.now)


def hours_of(desk: Desk, person: Person, team: Team) -> Hours:
    """The hours in which a team tells of blockers are those for actions as well."""
    own = blockers.ladder(desk.session, team.key)
    return known.hours_of(desk, person, zone_of(person, team), own.works_from, own.works_until)


def hours_of_team(desk: Desk, team: Team) -> Hours:
    own = blockers.ladder(desk.session, team.key)
    return Hours(team.zone, own.works_from, own.works_until)


def coming(desk: Desk, action: Action) -> Telling | None:
    """What its owner hears next."""
    team, owner = whose.team_of(desk, action), whose.person_of(desk, action.owner_id)
    hours = hours_of(desk, owner, team)
    due = rules.due_on(action.due_day, action.due_at, hours.zone)
    return rules.coming(Run(action.step, action.step_at, due), hours, desk.now)


def first_moment(desk: Desk, person: Person, team: Team) -> datetime | None:
    """When the person can be told something: now, or when they are at work again."""
    return hours_of(desk, person, team).next(desk.now)
