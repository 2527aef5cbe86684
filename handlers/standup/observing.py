"""Reading along: the digest in a direct message, for who asks for it. They are not asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Refresh, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.standup import running, views, which_views, whose
from handlers.standup.running import Running
from storage import partaking, teams
from storage.models import Team

router = Router()


@router.command(
    "standup",
    "observe",
    usage="[stop]",
    hint="have the digest come to you",
    example="/standup observe",
)
def observe(desk: Desk, event: Commanded) -> Replies:
    words = event.words.split()[1:]
    if words and [word.lower() for word in words] != ["stop"]:
        raise Refusal(
            f"I don't understand “/standup {event.words}”. Use /standup observe in the team's "
            "channel, or /standup observe stop."
        )
    found = _read_here(desk, event.origin.place)
    stops = bool(words)
    if len(found) > len({standup.team.key for standup in found}):
        args = {"stop": "yes"} if stops else {}
        named = running.named(found)
        return [Whisper(which_views.to_read(named, "standup.observe", args))]
    return [Whisper(_changed(desk, found, stops))]


@router.button("standup.observe")
def observe_pressed(desk: Desk, event: Pressed) -> Replies:
    standup = whose.named(desk, event.args)
    if standup is None or standup.has_ended:
        raise Refusal("This stand-up is no longer there.")
    if teams.member(desk.session, standup.team.key, desk.person.key) is None:
        raise _not_theirs(standup.team)
    return [Refresh(_changed(desk, [standup], "stop" in event.args))]


def _changed(desk: Desk, found: Sequence[Running], stops: bool) -> Card:
    """Done, and said."""
    names = " and ".join(standup.name for standup in found)
    for standup in found:
        if stops:
            partaking.stop_observing(desk.session, standup.standup.key, desk.person.key)
        else:
            partaking.observe(desk.session, standup.standup.key, desk.person.key, desk.now)
    if stops:
        return views.note(f"The digest of {names} no longer comes to you.")
    return views.note(
        f"From now on the digest of {names} comes to you in a direct message. "
        "It asks nothing of you. /standup observe stop ends it."
    )


def _read_here(desk: Desk, place: str) -> list[Running]:
    """The stand-ups of this channel, or all of my teams': read by who is in the team, which guests
    are only while they are in its channel."""
    here = teams.at(desk.session, place) if place else None
    mine = teams.of_person(desk.session, desk.person.key)
    if here is not None and here.key not in {team.key for team in mine}:
        raise _not_theirs(here)
    wanted = [here] if here is not None else mine
    found = [standup for team in wanted for standup in running.of_team(desk, team)]
    if not found:
        raise Refusal("You are in no team with a stand-up to read. Join its channel first.")
    return found


def _not_theirs(team: Team | teams.Facts) -> Refusal:
    return Refusal(f"Only members of {team.name} can read its stand-up. Join the channel first.")
