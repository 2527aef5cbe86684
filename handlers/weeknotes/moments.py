"""What the clock starts: a draft is made, its editor is reminded, it is posted or held back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import structlog

from handlers import goal_asking
from handlers.events import CadenceStale, Due, GoalTold, Origin
from handlers.ids import number
from handlers.replies import Post, Reply, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from handlers.weeknotes import making, periods, publishing, told_views, whose
from handlers.when.plan import Plan
from handlers.when.sprints import Sprints
from storage import ceremonies, dues, teams, weeknotes
from storage.models import Team, Weeknote

log = structlog.get_logger()
router = Router()

KIND = "weeknote"
LATE = timedelta(minutes=10)
"""A draft that comes later than this after its moment says so."""
STALE = timedelta(hours=24)
"""How long after its moment a weeknote is still worth a draft."""
TIME_TO_EDIT = timedelta(hours=1)
"""What a draft that comes too late is given at least."""


@router.due("weeknote.draft", title="Draft of the weeknote")
def draft_due(desk: Desk, due: Due) -> Replies:
    found = ceremonies.by_id(desk.session, number(due.args.get("ceremony", "")))
    if found is None:
        return []
    ceremony, cadence, team = found
    if not ceremony.is_on or cadence.paused:
        return []
    _replanned(desk, team)
    starts = _starts(desk, ceremony.key, date.fromisoformat(due.args["day"]))
    if starts is None:
        # Skipped, moved away or no longer of the rule since.
        return []
    day = date.fromisoformat(due.args["day"])
    ceremonies.hold(desk.session, ceremony.key, day, starts, starts)
    occurrence = ceremonies.held(desk.session, ceremony.key, day)
    assert occurrence is not None
    if occurrence.announced_at is not None and occurrence.starts_at == starts:
        return []
    occurrence.announced_at, occurrence.starts_at, occurrence.ends_at = desk.now, starts, starts
    desk.session.add(occurrence)
    if desk.now - starts > STALE:
        log.warning("draft of a weeknote skipped as stale", team=team.key)
        return []
    if starts - desk.now < TIME_TO_EDIT:
        starts = desk.now + TIME_TO_EDIT
    there = weeknotes.unposted(desk.session, team.key)
    weeknote = making.begun(desk, team, starts)
    if there is not None and weeknote.status == "draft":
        # Held back before, or begun by hand: what came since belongs in it.
        making.redraft(desk, team, weeknote)
    making.plan(desk, team, weeknote)
    _ask_for_the_goal(desk, team, weeknote)
    replies = making.shown(desk, team, weeknote, late=desk.now - due.planned > LATE)
    if there is None:
        return replies
    return [*replies, *_reminded(desk, team, weeknote, due)]


def _ask_for_the_goal(desk: Desk, team: Team, weeknote: Weeknote) -> None:
    """Of a sprint that is over with this weeknote, its editor; where a review is still to come, that
    one asks."""
    cadence = ceremonies.cadence(desk.session, team.key)
    of = periods.period(desk, team, weeknote.planned_at, weeknote.first_day)
    ended, _ = periods.goals_of(desk, team, cadence, of)
    if cadence is None or ended is None or ended.outcome:
        return
    sprints = Sprints(cadence.weeks, cadence.anchor)
    is_over = sprints.ends(ended.sprint - cadence.number + 1) < local(desk.now, team.zone).date()
    some = ceremonies.of_team(desk.session, team.key)
    if is_over or not any(each.kind == "review" and each.is_on for each in some):
        editor = whose.person(desk, weeknote.editor_id)
        goal_asking.plan(desk, team, ended.sprint, desk.now, ends=False, editor=editor)


@router.on(GoalTold)
def goal_told(desk: Desk, event: GoalTold) -> Replies:
    """The draft tells of it."""
    team = teams.by_id(desk.session, event.team)
    weeknote = weeknotes.unposted(desk.session, team.key) if team else None
    if team is None or weeknote is None or weeknote.status != "draft":
        return []
    making.redraft(desk, team, weeknote)
    return making.shown(desk, team, weeknote)


def _starts(desk: Desk, ceremony_id: int, day: date) -> datetime | None:
    """When the ceremony of that day is, with what was moved and skipped."""
    row = dues.named(desk.session, f"cadence:{ceremony_id}:draft")
    return Plan.parse(row.rule).starts(day) if row is not None and row.rule else None


def _replanned(desk: Desk, team: Team) -> None:
    """Days off may have changed since the moment was planned."""
    if desk.router is not None:
        desk.router.handle(desk, CadenceStale(Origin("", "", "", ""), team.key))


@router.due("weeknote.remind", title="Reminder of the weeknote")
def remind_due(desk: Desk, due: Due) -> Replies:
    found = _of(desk, due)
    if found is None or found[0].status != "draft":
        return []
    weeknote, team = found
    if weeknote.edited_at is None:
        # Nobody has touched it: what came since belongs in it.
        making.redraft(desk, team, weeknote)
    return [*making.shown(desk, team, weeknote), *_reminded(desk, team, weeknote, due)]


def _reminded(desk: Desk, team: Team, weeknote: Weeknote, due: Due) -> Replies:
    """The draft itself is only changed in place, which nobody is told of."""
    card = told_views.reminder(making.desk_shown(desk, team, weeknote))
    moment = due.planned.isoformat()
    return [
        Post(direct(person.ref), f"weeknote:{weeknote.key}:remind:{moment}:{person.key}", card)
        for person in whose.told(desk, team, weeknote)
    ]


@router.due("weeknote.post", title="Weeknote")
def post_due(desk: Desk, due: Due) -> Replies:
    found = _of(desk, due)
    if found is None or found[0].status == "posted":
        return []
    weeknote, team = found
    if weeknote.planned_at is None or weeknote.planned_at > desk.now:
        # Put off since.
        return []
    if _is_skipped(desk, team, weeknote.planned_at):
        weeknote.planned_at = None
        weeknotes.keep(desk.session, weeknote)
        return making.shown(desk, team, weeknote)
    rule = weeknotes.rule(desk.session, team.key)
    is_empty = not weeknotes.bullets(desk.session, weeknote.key)
    if weeknote.status == "approved" or (rule.unapproved == "post" and not is_empty):
        return publishing.post(desk, team, weeknote)
    weeknote.held_at = desk.now
    weeknotes.keep(desk.session, weeknote)
    shown = making.desk_shown(desk, team, weeknote)
    told = {each.key: each for each in whose.told(desk, team, weeknote)}
    told |= {each.key: each for each in teams.scrum_masters(desk.session, team.key)}
    replies: list[Reply] = [
        Post(
            direct(person.ref), f"weeknote:{weeknote.key}:held:{person.key}", told_views.held(shown)
        )
        for person in told.values()
    ]
    return [*making.shown(desk, team, weeknote), *replies]


def _is_skipped(desk: Desk, team: Team, planned_at: datetime) -> bool:
    """Somebody has said since that there is none this time."""
    some = [each.key for each in ceremonies.of_team(desk.session, team.key) if each.kind == KIND]
    since = (planned_at - timedelta(days=15)).date()
    return any(
        each.is_skipped and each.starts_at == planned_at
        for each in ceremonies.occurrences(desk.session, some, since)
    )


def _of(desk: Desk, due: Due) -> tuple[Weeknote, Team] | None:
    weeknote = weeknotes.held(desk.session, number(due.args.get("weeknote", "")))
    return (weeknote, whose.team_of(desk, weeknote)) if weeknote else None
