"""Which stand-up and which day a person means, and whether they may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.rights import must_run, runs
from handlers.routing import Desk
from handlers.standup import rules, running
from handlers.standup.running import Running
from handlers.times import day_name
from storage import partaking, standups, teams
from storage.models import Prompt

BIGGEST_ID = 2**31
"""What the databases take as an id; buttons and forms come back with whatever a client sends."""
FAR_OFF = timedelta(days=30)
"""No stand-up is open for so long."""


def answered_day(desk: Desk, standup: Running) -> date | None:
    """The last day I answered, if that answer can still be changed."""
    entry = standups.last_entry(desk.session, standup.standup.key, desk.person.key)
    if entry is None or not still_open(desk, standup, entry.day):
        return None
    return entry.day


def mine_here(desk: Desk, place: str) -> list[Running]:
    """My stand-ups in this channel, or all of mine elsewhere. Raises Refusal where I have none."""
    mine = running.of_person(desk, desk.person)
    here = [standup for standup in mine if standup.team.place == place]
    if not mine:
        raise Refusal(
            "You are in no team with a stand-up yet. "
            "A scrum master starts one with /standup setup in the team's channel."
        )
    return here or mine


def meant(desk: Desk, mine: Sequence[Running]) -> Sequence[Running]:
    """Of several, the one whose question waits for me now, or comes soon and can be answered early;
    all where that is none or more."""
    if len(mine) < 2:
        return mine
    wanted = _waiting(desk, mine) or _coming(desk, mine)
    return wanted if len(wanted) == 1 else mine


def _coming(desk: Desk, mine: Sequence[Running]) -> list[Running]:
    days = current_days(desk, mine)
    heard = partaking.entries(desk.session, desk.person.key, days.values())
    return [
        standup
        for standup in mine
        if days[standup.standup.key] == standup.asks_of(desk.person).after(desk.now)[0]
        and (standup.standup.key, days[standup.standup.key]) not in heard
    ]


def _waiting(desk: Desk, mine: Sequence[Running]) -> list[Running]:
    asked = [
        prompt
        for prompt in standups.latest_prompts(desk.session, desk.person.key)
        if prompt.asked_at <= desk.now < prompt.closes_at and prompt.skipped_at is None
    ]
    heard = partaking.entries(desk.session, desk.person.key, [prompt.day for prompt in asked])
    open_now = {each.standup_id for each in asked if (each.standup_id, each.day) not in heard}
    return [standup for standup in mine if standup.standup.key in open_now]


def current_day(desk: Desk, standup: Running) -> date:
    """The day that an answer of mine given now is for."""
    return current_days(desk, [standup])[standup.standup.key]


def current_days(desk: Desk, mine: Sequence[Running]) -> dict[int, date]:
    """The days that answers of mine given now are for, by stand-up."""
    asked = standups.latest_prompts(desk.session, desk.person.key)
    entries = partaking.entries(desk.session, desk.person.key, [prompt.day for prompt in asked])
    answered = {
        prompt.standup_id: {
            prompt.day: (prompt.standup_id, prompt.day) in entries or prompt.skipped_at is not None
        }
        for prompt in asked
    }
    return {
        standup.standup.key: rules.current(
            standup.asks_of(desk.person),
            desk.now,
            answered.get(standup.standup.key, {}),
        )
        for standup in mine
    }


def named(desk: Desk, args: Mapping[str, str]) -> Running | None:
    """The stand-up that a button or form names, whoever pressed or sent it."""
    try:
        number = int(args["standup"])
    except (KeyError, ValueError):
        number = 0
    return running.called(desk, number) if 0 < number < BIGGEST_ID else None


def allowed(desk: Desk, args: Mapping[str, str]) -> tuple[Running, date]:
    """The stand-up and day a button or form names, if this person may answer it now."""
    try:
        day = date.fromisoformat(args["day"])
    except (KeyError, ValueError):
        day = date.min
    standup = named(desk, args)
    if standup is None or not running.is_asked(running.teams_member(desk, standup, desk.person)):
        raise Refusal("This stand-up is for members of its team.")
    if standup.has_ended:
        raise Refusal(f"The {standup.whole} has ended. Earlier answers stay: /standup history")
    now = current_day(desk, standup)
    coming = standup.asks_of(desk.person).after(desk.now)[0]
    if day not in (now, coming) and not (
        still_open(desk, standup, day) and _was_held(desk, standup, day)
    ):
        raise Refusal(
            f"The stand-up of {day_name(day)} is over; "
            f"the next one is open. Use /standup to answer it."
        )
    return standup, day


def _was_held(desk: Desk, standup: Running, day: date) -> bool:
    if standup.asks_of(desk.person).has(day):
        return True
    return standups.day_if_any(desk.session, standup.standup.key, day) is not None


def is_open(desk: Desk, standup: Running, prompt: Prompt) -> bool:
    """From the question on, which comes before its hour where somebody starts live."""
    begins = standup.asks_of(desk.person).on(prompt.day)
    is_early = prompt.asked_at <= desk.now < begins
    return not standup.has_ended and (is_early or still_open(desk, standup, prompt.day))


def run_here(desk: Desk, place: str) -> list[Running]:
    """The stand-ups of this channel, or those of the teams that I run. Raises Refusal."""
    here = teams.at(desk.session, place) if place else None
    if here is not None:
        must_run(desk, here)
    wanted = [here] if here else teams.of_person(desk.session, desk.person.key)
    found = [
        standup for team in wanted if runs(desk, team) for standup in running.of_team(desk, team)
    ]
    if not found:
        raise Refusal("There is no stand-up of yours here. Start one with /standup setup.")
    return found


def run_by_me(desk: Desk, args: Mapping[str, str]) -> Running:
    """The stand-up that a button or form names, if this person runs its team."""
    standup = named(desk, args)
    if standup is None or standup.has_ended:
        raise Refusal("This stand-up is no longer there.")
    must_run(desk, standup.team)
    return standup


def still_open(desk: Desk, standup: Running, day: date) -> bool:
    """Until the next stand-up asks, an answer can be given and changed."""
    if abs(day - desk.now.date()) > FAR_OFF:
        return False
    recurs = standup.asks_of(desk.person)
    asked_at = recurs.on(day)
    return asked_at <= desk.now < recurs.after(asked_at)[1]
