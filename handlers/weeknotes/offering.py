"""A team without sprints is asked once whether weeknotes should come by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.calendars import known
from handlers.cards import Part
from handlers.events import Due, Pressed, RosterKnown
from handlers.ids import number
from handlers.replies import Post, Refresh, direct
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import offer_views, told_views, whose
from storage import ceremonies, dues, standups, teams, weeknotes
from storage.models import Team

router = Router()

OFFER = "weeknote.offer"
SETTLED = timedelta(days=8)
"""A team that was just set up has other things to think of."""


@router.on(RosterKnown)
def roster_known(desk: Desk, event: RosterKnown) -> Replies:
    team = teams.at(desk.session, event.origin.place)
    if team is not None:
        plan(desk, team, desk.now + SETTLED)
    return []


def plan(desk: Desk, team: Team, at: datetime) -> None:
    """Nothing where it was asked before; what is planned already can only come earlier."""
    planned = dues.named(desk.session, _due(team))
    is_earlier = planned is None or at < planned.next_run_at
    if is_open(desk, team) and is_earlier:
        dues.plan(desk.session, _due(team), OFFER, at, None, {"team": str(team.key)})


def is_open(desk: Desk, team: Team) -> bool:
    """Nobody has asked, and weeknotes do not come by themselves."""
    if weeknotes.rule(desk.session, team.key).offered_at is not None:
        return False
    return ceremonies.cadence(desk.session, team.key) is None


def _due(team: Team) -> str:
    return f"weeknote:offer:{team.key}"


@router.due(OFFER, title="Weeknotes")
def offer(desk: Desk, due: Due) -> Replies:
    """In working hours, whoever runs the team and is there first."""
    team = teams.by_id(desk.session, number(due.args.get("team", "")))
    if team is None or not is_open(desk, team) or _is_closed(desk, team):
        return []
    moments = [
        (each, known.at_work(desk, each, team.zone))
        for each in teams.scrum_masters(desk.session, team.key)
    ]
    there = [each for each, at in moments if at is not None and at <= desk.now]
    later = [at for _, at in moments if at is not None]
    if not there:
        if later:
            dues.plan(desk.session, _due(team), OFFER, min(later), None, dict(due.args))
        return []
    _asked(desk, team)
    card = offer_views.offer(team.key, team.name)
    return [Post(direct(there[0].ref), f"weeknote:{team.key}:offer", card)]


def _is_closed(desk: Desk, team: Team) -> bool:
    """Nothing can be posted in its channel just now; its home pane goes on offering it."""
    some = standups.of_team(desk.session, team.key)
    return bool(some) and all(each.paused for each in some)


def _asked(desk: Desk, team: Team) -> None:
    rule = weeknotes.rule(desk.session, team.key)
    rule.offered_at = desk.now
    desk.session.add(rule)
    desk.session.flush()


@router.button(offer_views.NO)
def declined(desk: Desk, event: Pressed) -> Replies:
    team = whose.team_called(desk, event.args)
    must_run(desk, team)
    _asked(desk, team)
    words = "I will not ask again. /team cadence plans them whenever you like."
    return [Refresh(told_views.note(words))]


@router.home
def home(desk: Desk) -> Sequence[Part]:
    """For who runs a team that was set up before there was an offer."""
    person = desk.person
    role = None if person.is_administrator else teams.SCRUM_MASTER
    return [
        part
        for team in weeknotes.unplanned(desk.session, person.key, role)
        for part in offer_views.in_home(team.key, team.name)
    ]
