"""Pulses: statements that a team rates again and again, without names."""

from __future__ import annotations

from datetime import time

from handlers.anonymity import NO_KEY
from handlers.cards import Card
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.polls import line, pulse_views, rounds, whose
from handlers.polls.line import Malformed
from handlers.polls.pulse_views import Draft, Told
from handlers.polls.templates import TEMPLATES
from handlers.replies import Refresh, Show, Whisper
from handlers.rights import must_run, runs
from handlers.routing import Desk, Replies, Router
from handlers.when import echo, phrases
from handlers.when.meaning import Unclear
from handlers.when.recurrence import Recurrence
from storage import polls, teams
from storage.models import Pulse, Team

router = Router()

USUAL = time(10)


@router.command("poll", "pulse", hint="ask the team the same few things again and again")
def list_pulses(desk: Desk, event: Commanded) -> Replies:
    return [Whisper(_card(desk, _team_meant(desk, event)))]


def _team_meant(desk: Desk, event: Commanded) -> Team:
    """The channel's team; elsewhere mine, where there is only one. Raises Refusal."""
    mine = teams.of_person(desk.session, desk.person.key)
    here = teams.at(desk.session, event.origin.place) if event.origin.place else None
    if here is not None:
        rounds.must_see(desk, here)
        return here
    if len(mine) == 1:
        return mine[0]
    if mine:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams ({names}). Say /poll pulse in the channel of one.")
    raise Refusal("A pulse is for a team, and you are in none. Set one up with /standup setup.")


def _card(desk: Desk, team: Team) -> Card:
    some = [_told(desk, pulse, team) for pulse in polls.pulses_of(desk.session, team.key)]
    return pulse_views.pulses(team.name, team.key, some, runs(desk, team))


def _told(desk: Desk, pulse: Pulse, team: Team) -> Told:
    plan = rounds.plan_of(desk, pulse, team)
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
    rounds.schedule(desk, pulse, team)
    plan = rounds.plan_of(desk, pulse, team)
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
    if meant.recurrence.of_sprint and rounds.sprints_of(desk, team) is None:
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
    rounds.schedule(desk, pulse, team)
    return [Refresh(_card(desk, team))]
