"""Retros over days, as the cadence plans them: each opens by itself and goes with its ceremony,
wherever that is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from handlers.calendars import known
from handlers.events import DaysChanged, Due
from handlers.replies import Post, Reply, channel, direct
from handlers.retro import book, opening, over_days_views, phases, timetable, turns, workdays
from handlers.retro.actions import became
from handlers.retro.rules import PHASES
from handlers.retro.timetable import OPENS, Ends
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from handlers.when.plan import Plan, Planned
from storage import ceremonies, dues, people, retros, teams
from storage.models import Retro, RetroRule, Team

log = structlog.get_logger()
router = Router()

KIND = "retro"
TRIES = 6
"""Ceremonies that are looked at for one that can still be opened."""
AGAIN = timedelta(hours=1)
"""After which a team that still has another retro open is looked at again."""


@dataclass(frozen=True, slots=True)
class Coming:
    planned: Planned
    ends: Ends


# When.
def coming(desk: Desk, team: Team, rule: RetroRule) -> Coming | None:
    """The next of the cadence that there is still time for. None: none is in sight."""
    plan = _plan_of(desk, team)
    if plan is None:
        return None
    hours = workdays.hours_of(desk, team)
    for planned in _next_ones(desk, plan):
        if rule.last_day is not None and planned.day <= rule.last_day:
            continue
        ends = timetable.moments(rule.slots, planned.starts, hours)
        if ends["collect"] > desk.now:
            return Coming(planned, ends)
    return None


def _plan_of(desk: Desk, team: Team) -> Plan | None:
    """None: the cadence has no retro, or nothing can be posted."""
    for ceremony in ceremonies.of_team(desk.session, team.key):
        if ceremony.kind == KIND and ceremony.is_on:
            row = dues.named(desk.session, f"cadence:{ceremony.key}:next")
            if row is not None and row.rule:
                return replace(Plan.parse(row.rule), lead=timedelta(0))
    return None


def _next_ones(desk: Desk, plan: Plan) -> Iterator[Planned]:
    since = desk.now
    for _ in range(TRIES):
        planned = plan.after(since)
        if planned is None:
            return
        yield planned
        since = planned.starts


def plan_next(desk: Desk, team: Team) -> None:
    """When the next one opens, as it is now."""
    rule = retros.rule(desk.session, team.key)
    found = coming(desk, team, rule) if rule.is_async else None
    name = f"retro:{team.key}:opens"
    if found is None:
        dues.cancel(desk.session, [name])
        return
    at = max(found.ends[OPENS], desk.now)
    dues.plan(desk.session, name, "retro.opens", at, None, {"team": str(team.key)})


# It opens.
@router.due("retro.opens", title="Retro")
def opens(desk: Desk, due: Due) -> Replies:
    team = teams.by_id(desk.session, int(due.args["team"]))
    rule = retros.rule(desk.session, team.key) if team else None
    found = coming(desk, team, rule) if team and rule and rule.is_async else None
    if team is None or rule is None or found is None:
        return []
    if found.ends[OPENS] > desk.now:
        # Moved since, or there was no time for this one any more.
        plan_next(desk, team)
        return []
    if retros.open_of(desk.session, team.key) is not None:
        name = f"retro:{team.key}:opens"
        dues.plan(desk.session, name, due.kind, desk.now + AGAIN, None, dict(due.args))
        return []
    rule.last_day = found.planned.day
    desk.session.add(rule)
    desk.session.flush()
    replies = _opened(desk, team, rule, found)
    plan_next(desk, team)
    return replies


def _opened(desk: Desk, team: Team, rule: RetroRule, found: Coming) -> list[Reply]:
    """Nothing where it can't be: the ceremony is announced then, as any other."""
    facilitator = turns.next_one(desk, team, _away(desk, team, found))
    template = opening.columns_of(desk, team, rule.template)
    if facilitator is None or desk.seals is None:
        log.warning("retro cannot open", team=team.key, sealed=desk.seals is not None)
        return []
    name, columns = template or opening.columns_of(desk, team, "start") or ("", [])
    retro = opening.new(desk, team, facilitator, name)
    retro.is_async, retro.is_anonymous = True, rule.is_anonymous
    _bind(retro, rule, found)
    if became.since_last(desk, team).is_nothing:
        # A day to look at nothing would be a day less to write.
        retro.phase = "collect"
    begun = opening.begun(desk, team, retro, columns, takes_along=True)
    if begun is None:
        return []
    saved, replies = begun
    few = len(turns.crew(desk, team)) < 3
    card = over_days_views.your_turn(book.board(desk, saved), few)
    return [*replies, Post(direct(facilitator.ref), f"retro:{saved.key}:turn", card)]


def take_up(desk: Desk, team: Team, retro: Retro) -> bool:
    """The next one is this, begun by hand. False: none is in sight."""
    rule = retros.rule(desk.session, team.key)
    found = coming(desk, team, rule)
    if found is None:
        return False
    rule.last_day = found.planned.day
    desk.session.add(rule)
    desk.session.flush()
    _bind(retro, rule, found)
    plan_next(desk, team)
    return True


def _bind(retro: Retro, rule: RetroRule, found: Coming) -> None:
    """From now on it goes with that ceremony."""
    retro.day = found.planned.day
    retro.slots = {**timetable.USUAL, **rule.slots}
    retro.planned = retro.ends = timetable.plain(found.ends)


def _away(desk: Desk, team: Team, found: Coming) -> set[int]:
    """Who is not there when cards are to be grouped and talked about: they would lead from afar."""
    crew = turns.crew(desk, team)
    days = {local(found.ends[step], team.zone).date() for step in ("group", "vote")}
    return {key for day in days for key in known.off_in_team(desk, team.key, crew, day)}


# It goes with its ceremony.
@router.due("retro.plan", title="Retro")
def replanned(desk: Desk, due: Due) -> Replies:
    """The ceremony was moved, skipped, switched off, or has another rule."""
    team = teams.by_id(desk.session, int(due.args["team"]))
    return followed(desk, team) if team else []


@router.on(DaysChanged)
def days_changed(desk: Desk, event: DaysChanged) -> Replies:
    """Holidays and days away may have changed on which days all are there."""
    person = people.called(desk.session, event.ref)
    mine = teams.of_person(desk.session, person.key) if person else []
    return [reply for team in mine for reply in followed(desk, team)]


def followed(desk: Desk, team: Team) -> list[Reply]:
    """The next one, and the one that is open, as the cadence has them now."""
    plan_next(desk, team)
    there = retros.open_of(desk.session, team.key)
    plan = _plan_of(desk, team) if there and there.day else None
    starts = plan.starts(there.day) if plan and there and there.day else None
    retro = retros.held(desk.session, there.key) if there else None
    if retro is None:
        return []
    if starts is None:
        return _goes_on(desk, team, retro) if retro.day else []
    meant = timetable.plain(timetable.moments(retro.slots, starts, workdays.hours_of(desk, team)))
    moved = {step: at for step, at in meant.items() if at != retro.planned.get(step)}
    # What somebody has changed by hand stays, unless the ceremony has moved that step.
    retro.planned, retro.ends = meant, {**retro.ends, **moved}
    if not any(step in moved for step in PHASES[PHASES.index(_phase(retro)) :]):
        return []
    if retro.deadline is not None:
        phases.schedule(desk, retro)
    card = over_days_views.moved(book.board(desk, retro), starts)
    subject = f"retro:{retro.key}:moved:{desk.now.isoformat()}"
    told = Post(channel(team.place), subject, card, under=book.subject(retro))
    return [book.updated(desk, retro), told]


def _goes_on(desk: Desk, team: Team, retro: Retro) -> list[Reply]:
    """Skipped since it opened: what was written is not lost. Said once, and not of one that was
    talked about already."""
    if datetime.fromisoformat(retro.planned["vote"]) <= desk.now:
        return []
    card = over_days_views.goes_on()
    subject = f"retro:{retro.key}:goes-on"
    return [Post(channel(team.place), subject, card, under=book.subject(retro))]


def _phase(retro: Retro) -> str:
    return retro.phase if retro.phase in PHASES else PHASES[-1]
