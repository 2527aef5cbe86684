"""`/team cadence`, with or without words, and `/team goal`."""

from __future__ import annotations

from handlers.cadence import once, overview, overview_views, ruling, running, setup, whose
from handlers.cadence.rules import BY_NAME
from handlers.cadence.running import Beat, Held
from handlers.cadence.setup_form import LONGEST_GOAL
from handlers.errors import Refusal
from handlers.events import Commanded
from handlers.replies import Post, Show, Whisper, channel
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router
from storage import ceremonies

router = Router()

OTHER_NAMES = {"retrospective": "retro", "weeknotes": "weeknote", "demo": "review"}
SAY = (
    "Say it like “/team cadence retro every other Friday at 14:00”, “/team cadence retro skip”, "
    "“/team cadence retro move to Thursday 10:00” or “/team cadence retro off”."
)


@router.command(
    "team",
    "cadence",
    usage="[ceremony] [when]",
    hint="see or set up sprints and ceremonies, move or skip one",
    example="/team cadence retro every other Friday at 14:00",
    opens_form=True,
)
def cadence(desk: Desk, event: Commanded) -> Replies:
    rest = event.words.strip().partition(" ")[2].strip()
    if rest:
        return _one(desk, event, rest)
    team = whose.team_meant(desk, event)
    beat = running.of_team(desk, team) if team else None
    if team is None or beat is None:
        if team is not None:
            must_run(desk, team)
        place = event.origin.place if event.origin.place_kind == "channel" else ""
        return [Show(setup.form(desk, team, place, event.origin.place_name))]
    whose.must_see(desk, team)
    return [Whisper(overview.card(desk, beat))]


def _one(desk: Desk, event: Commanded, rest: str) -> Replies:
    beat = whose.beat_meant(desk, event)
    name, _, words = rest.partition(" ")
    held = _called(desk, beat, name.lower())
    must_run(desk, beat.team)
    words = words.strip()
    first, _, after = words.partition(" ")
    match first.lower():
        case "":
            return [Whisper(overview.card(desk, beat, only=held.ceremony.key))]
        case "skip" if not after or after.lower() in ("this", "this one", "next", "the next one"):
            return once.skip(desk, held, once.coming(desk, held).day, event.seen_key)
        case "on" | "off" if not after:
            return ruling.switch(desk, held, first.lower() == "on", event.seen_key)
        case "move" if after:
            return once.propose_move(desk, held, after.removeprefix("to ").strip())
        case _:
            return ruling.propose_words(desk, held, words)


def _called(desk: Desk, beat: Beat, name: str) -> Held:
    wanted = OTHER_NAMES.get(name, name)
    for held in running.held_by(desk, beat):
        if held.ceremony.kind == wanted:
            return held
    raise Refusal(f"I don't know the ceremony “{name}”: there are {', '.join(BY_NAME)}. {SAY}")


@router.command(
    "team",
    "goal",
    usage="[goal]",
    hint="see or set the goal of the sprint",
    example="/team goal Winter timetable for all piers",
)
def goal(desk: Desk, event: Commanded) -> Replies:
    beat = whose.beat_meant(desk, event)
    words = " ".join(event.words.split()[1:])
    number = beat.number(beat.today(desk.now))
    if not words:
        sprint = overview.sprint_dates(desk, beat)
        return [Whisper(overview_views.goal(beat.team.name, sprint))]
    must_run(desk, beat.team)
    if len(words) > LONGEST_GOAL:
        raise Refusal(
            f"A goal has at most {LONGEST_GOAL} characters; this has {len(words)}:\n{words}"
        )
    ceremonies.set_goal(desk.session, beat.team.key, number, words, desk.now)
    card = overview_views.goal_set(beat.team.name, number, words, desk.person.name)
    subject = f"cadence:goal:{beat.team.key}:{number}:{event.seen_key}"
    return [Post(channel(beat.team.place), subject, card)]
