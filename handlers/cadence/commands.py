"""`/team cadence`, with or without words."""

from __future__ import annotations

from handlers.cadence import once, overview, ruling, running, setup, whose
from handlers.cadence.rules import BY_NAME
from handlers.cadence.running import Beat, Held
from handlers.errors import Refusal
from handlers.events import Commanded
from handlers.replies import Show, Whisper
from handlers.rights import must_run
from handlers.routing import Desk, Replies, Router

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
