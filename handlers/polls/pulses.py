"""Pulses: statements that a team rates again and again, without names."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import structlog

from handlers.anonymity import NO_KEY
from handlers.calendars import days_off
from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, Due, FormSent, Pressed
from handlers.polls import asking, book, line, pulse_views, results, rules, whose
from handlers.polls.line import Malformed
from handlers.polls.pulse_views import Course, Draft, Told
from handlers.polls.rules import Tally
from handlers.polls.templates import TEMPLATES
from handlers.replies import Refresh, Show, Whisper
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from handlers.times import local, moment
from handlers.when import echo, phrases
from handlers.when.meaning import Unclear
from handlers.when.plan import Plan
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints
from storage import ceremonies, dues, polls, teams
from storage.models import Poll, Pulse, Team

log = structlog.get_logger()
router = Router()

USUAL = time(10)
STALE = timedelta(hours=24)
"""A round that comes later than this after its moment is left out."""
ROUNDS = 26
"""Looked back on: a year of every other week."""


@router.command("poll", "pulse", hint="ask the team the same few things again and again")
def list_pulses(desk: Desk, event: Commanded) -> Replies:
    return [Whisper(_card(desk, _team_meant(desk, event)))]


def _team_meant(desk: Desk, event: Commanded) -> Team:
    """The channel's team; elsewhere mine, where there is only one. Raises Refusal."""
    mine = teams.of_person(desk.session, desk.person.key)
    here = teams.at(desk.session, event.origin.place) if event.origin.place else None
    if here is not None:
        _must_see(desk, here)
        return here
    if len(mine) == 1:
        return mine[0]
    if mine:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams ({names}). Say /poll pulse in the channel of one.")
    raise Refusal("A pulse is for a team, and you are in none. Set one up with /standup setup.")


def _must_see(desk: Desk, team: Team) -> None:
    if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
        raise Refusal(f"Only members of {team.name} can see this.")


def _card(desk: Desk, team: Team) -> Card:
    some = [_told(desk, pulse, team) for pulse in polls.pulses_of(desk.session, team.key)]
    return pulse_views.pulses(team.name, team.key, some, runs(desk, team))


def _told(desk: Desk, pulse: Pulse, team: Team) -> Told:
    plan = _plan(desk, pulse, team)
    coming = plan.after(desk.now)
    return Told(
        pulse.key,
        pulse.name,
        echo.said(plan.recurrence),
        coming.starts if coming else None,
        team.zone,
        pulse.is_on,
        len(pulse.statements),
        pulse.threshold,
    )


def _plan(desk: Desk, pulse: Pulse, team: Team) -> Plan:
    """On the team's clocks, on working days only."""
    plain = {**pulse.recurrence, "zone": team.zone}
    off = days_off.of_team(desk, team, book.expected(desk, team))
    return Plan(Recurrence.parse(plain), _sprints(desk, team), "after", off)


def _sprints(desk: Desk, team: Team) -> Sprints | None:
    cadence = ceremonies.cadence(desk.session, team.key)
    return Sprints(cadence.weeks, cadence.anchor) if cadence else None


# Setting up.
@router.button(pulse_views.NEW, opens_form=True)
def new(desk: Desk, event: Pressed) -> Replies:
    team = _team_called(desk, event.args)
    must_run(desk, team)
    template = TEMPLATES.get(event.args.get("template", ""), TEMPLATES["own"])
    name = template.name if template.statements else ""
    often = "every other Tuesday at 10:00"
    draft = Draft(name, "\n".join(template.statements), often)
    return [Show(pulse_views.form(draft, {"team": str(team.key)}))]


def _team_called(desk: Desk, args: dict[str, str]) -> Team:
    number = whose.number(args, "team")
    team = teams.by_id(desk.session, number) if number else None
    if team is None:
        raise Refusal("This team is no longer there.")
    return team


@router.button(pulse_views.CHANGE, opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    pulse, _ = _to_change(desk, event.args)
    draft = Draft(
        pulse.name,
        "\n".join(pulse.statements),
        echo.typed(Recurrence.parse(pulse.recurrence), desk.now),
        str(pulse.threshold),
        str(pulse.open_days),
    )
    return [Show(pulse_views.form(draft, {"pulse": str(pulse.key)}))]


def _to_change(desk: Desk, args: dict[str, str]) -> tuple[Pulse, Team]:
    """Held until the transaction ends. Raises Refusal for who does not run the team."""
    pulse = polls.held_pulse(desk.session, whose.number(args, "pulse"))
    team = teams.by_id(desk.session, pulse.team_id) if pulse else None
    if pulse is None or team is None:
        raise Refusal("This pulse is no longer there.")
    must_run(desk, team)
    return pulse, team


@router.form("pulse.save")
def saved(desk: Desk, event: FormSent) -> Replies:
    if event.args.get("pulse"):
        pulse, team = _to_change(desk, event.args)
    else:
        team = _team_called(desk, event.args)
        must_run(desk, team)
        pulse = Pulse(team_id=team.key, author_id=desk.person.key, name="", changed_at=desk.now)
    if desk.seals is None:
        raise Refusal(NO_KEY)
    _fill(desk, pulse, team, event)
    polls.add_pulse(desk.session, pulse)
    schedule(desk, pulse, team)
    plan = _plan(desk, pulse, team)
    whole = echo.whole(plan.recurrence, desk.now, plan.sprints)
    return [Whisper(pulse_views.saved(_told(desk, pulse, team), whole))]


def _fill(desk: Desk, pulse: Pulse, team: Team, event: FormSent) -> None:
    """Raises Invalid; then it is as it was."""
    answers, problems = event.answers, dict[str, str]()
    name = " ".join(answers.get("name", "").split())
    if not 0 < len(name) <= pulse_views.LONGEST_NAME:
        problems["name"] = f"A name of 1 to {pulse_views.LONGEST_NAME} characters, please."
    lines = [" ".join(each.split()) for each in answers.get("statements", "").splitlines()]
    statements = tuple(each for each in lines if each)
    if not 0 < len(statements) <= pulse_views.MOST_STATEMENTS:
        problems["statements"] = (
            f"1 to {pulse_views.MOST_STATEMENTS} statements, please, one a line."
        )
    else:
        try:
            line.distinct(statements)
        except Malformed as problem:
            problems["statements"] = str(problem).replace("An answer has", "A statement has")
    days, threshold = answers.get("days", ""), answers.get("threshold", "")
    if days not in pulse_views.OPEN_DAYS:
        problems["days"] = "Choose one of these."
    if threshold not in pulse_views.THRESHOLDS:
        problems["threshold"] = "Choose one of these."
    recurrence = _recurrence(desk, team, answers.get("often", ""), problems)
    if problems or recurrence is None:
        raise Invalid(problems)
    pulse.name, pulse.statements = name, list(statements)
    pulse.recurrence, pulse.is_on = recurrence.plain(), True
    pulse.open_days, pulse.threshold, pulse.changed_at = int(days), int(threshold), desk.now


def _recurrence(desk: Desk, team: Team, words: str, problems: dict[str, str]) -> Recurrence | None:
    try:
        meant = phrases.understand(words, desk.now, team.zone, usual=USUAL)
    except Refusal as refusal:
        problems["often"] = refusal.words
        return None
    if isinstance(meant, Unclear):
        options = "; ".join(f"“{option}”" for option in meant.options)
        problems["often"] = f"{meant.question} {f'Say {options}.' if options else ''}".strip()
        return None
    if meant.recurrence.zone != team.zone:
        problems["often"] = f"A pulse keeps the team's clocks, {echo.zone_name(team.zone)}."
        return None
    if meant.recurrence.of_sprint and _sprints(desk, team) is None:
        problems["often"] = "There are no sprints here yet. Set them up with /team cadence."
        return None
    return meant.recurrence


@router.button(pulse_views.STOP)
def stop(desk: Desk, event: Pressed) -> Replies:
    return _switch(desk, event, is_on=False)


@router.button(pulse_views.RESUME)
def resume(desk: Desk, event: Pressed) -> Replies:
    return _switch(desk, event, is_on=True)


def _switch(desk: Desk, event: Pressed, *, is_on: bool) -> Replies:
    """A round that is open goes on."""
    pulse, team = _to_change(desk, event.args)
    pulse.is_on, pulse.changed_at = is_on, desk.now
    desk.session.add(pulse)
    desk.session.flush()
    schedule(desk, pulse, team)
    return [Refresh(_card(desk, team))]


# Rounds.
def schedule(desk: Desk, pulse: Pulse, team: Team) -> None:
    """The next round, as things are now."""
    name, plan = f"pulse:{pulse.key}:next", _plan(desk, pulse, team)
    coming = plan.after(desk.now)
    if not pulse.is_on or coming is None:
        dues.cancel(desk.session, [name])
        return
    dues.plan(
        desk.session, name, "pulse.round", coming.starts, plan.plain(), {"pulse": str(pulse.key)}
    )


@router.due("pulse.round", title="Pulse")
def begin_round(desk: Desk, due: Due) -> Replies:
    """Once for each day of its rule. What comes long after its moment is left out."""
    pulse = polls.held_pulse(desk.session, int(due.args["pulse"]))
    team = teams.by_id(desk.session, pulse.team_id) if pulse else None
    if pulse is None or team is None or not pulse.is_on:
        return []
    day = date.fromisoformat(due.args["day"])
    schedule(desk, pulse, team)
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
    _must_see(desk, team)
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
