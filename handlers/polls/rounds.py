"""The rounds of pulses: when they come, and what became of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import structlog

from handlers.calendars import days_off
from handlers.errors import Refusal
from handlers.events import Due, Pressed
from handlers.polls import asking, book, pulse_views, results, rules, whose
from handlers.polls.pulse_views import Course
from handlers.polls.rules import Tally
from handlers.replies import Whisper
from handlers.rights import runs
from handlers.routing import Desk, Replies, Router
from handlers.times import local, moment
from handlers.when.plan import Plan
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints
from storage import ceremonies, dues, polls, teams
from storage.models import Poll, Pulse, Team

log = structlog.get_logger()
router = Router()

STALE = timedelta(hours=24)
"""A round that comes later than this after its moment is left out."""
ROUNDS = 26
"""Looked back on: a year of every other week."""


def plan_of(desk: Desk, pulse: Pulse, team: Team) -> Plan:
    """On the team's clocks, on working days only."""
    plain = {**pulse.recurrence, "zone": team.zone}
    off = days_off.of_team(desk, team, book.expected(desk, team))
    return Plan(Recurrence.parse(plain), sprints_of(desk, team), "after", off)


def sprints_of(desk: Desk, team: Team) -> Sprints | None:
    cadence = ceremonies.cadence(desk.session, team.key)
    return Sprints(cadence.weeks, cadence.anchor) if cadence else None


def schedule(desk: Desk, pulse: Pulse, team: Team) -> None:
    """The next round, as things are now."""
    name, plan = f"pulse:{pulse.key}:next", plan_of(desk, pulse, team)
    coming = plan.after(desk.now)
    if not pulse.is_on or coming is None:
        dues.cancel(desk.session, [name])
        return
    dues.plan(
        desk.session, name, "pulse.round", coming.starts, plan.plain(), {"pulse": str(pulse.key)}
    )


@router.due("pulse.round", title="Pulse")
def begin_round(desk: Desk, due: Due) -> Replies:
    """Once for each day of its rule, as the rule and the sprints are now. What comes long after its
    moment is left out."""
    pulse = polls.held_pulse(desk.session, int(due.args["pulse"]))
    team = teams.by_id(desk.session, pulse.team_id) if pulse else None
    if pulse is None or team is None or not pulse.is_on:
        return []
    day = date.fromisoformat(due.args["day"])
    schedule(desk, pulse, team)
    if plan_of(desk, pulse, team).starts(day) is None:
        return []
    if desk.now - due.planned > STALE or desk.seals is None:
        log.warning("pulse left out", pulse=pulse.key, day=str(day))
        return []
    if polls.round_of(desk.session, pulse.key, day) is not None:
        return []
    return [asking.post(desk, _round(desk, pulse, team, day))]


def _round(desk: Desk, pulse: Pulse, team: Team, day: date) -> Poll:
    return Poll(
        place=team.place,
        team_id=team.key,
        author_id=pulse.author_id,
        question=pulse.name,
        kind="pulse",
        options=list(pulse.statements),
        opened_at=desk.now,
        closes_at=_closes(desk, pulse, team),
        pulse_id=pulse.key,
        day=day,
        threshold=pulse.threshold,
    )


def _closes(desk: Desk, pulse: Pulse, team: Team) -> datetime:
    """At the same hour, some working days later."""
    off = days_off.of_team(desk, team, book.expected(desk, team))
    now = local(desk.now, team.zone)
    last = rules.working_day_after(now.date(), pulse.open_days, off)
    return moment(last, now.time().replace(second=0, microsecond=0), team.zone)


# What became of it.
@router.button(results.TREND)
def trend(desk: Desk, event: Pressed) -> Replies:
    pulse = polls.pulse(desk.session, whose.number(event.args, "pulse"))
    team = teams.by_id(desk.session, pulse.team_id) if pulse else None
    if pulse is None or team is None:
        raise Refusal("This pulse is no longer there.")
    must_see(desk, team)
    return [Whisper(pulse_views.trend(pulse.name, _courses(desk, pulse)))]


def _courses(desk: Desk, pulse: Pulse) -> list[Course]:
    """Of the statements as they are now, which earlier rounds may not have had."""
    rounds = polls.rounds(desk.session, pulse.key, ROUNDS)
    return [
        Course(
            statement,
            tuple((each.day or date.min, _average(each, statement)) for each in rounds),
        )
        for statement in pulse.statements
    ]


def _average(poll: Poll, statement: str) -> float | None:
    if not poll.tally or statement not in poll.options:
        return None
    middle = rules.average(Tally.parse(poll.tally).ratings[poll.options.index(statement)])
    return None if middle is None else round(middle, 1)


def must_see(desk: Desk, team: Team) -> None:
    if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
        raise Refusal(f"Only members of {team.name} can see this.")
