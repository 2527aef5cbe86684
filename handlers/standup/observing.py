"""Reading along: the digest in a direct message, for who asks for it. They are not asked for it."""

from __future__ import annotations

from handlers.errors import Refusal
from handlers.events import Commanded
from handlers.replies import Whisper
from handlers.routing import Desk, Replies, Router
from handlers.standup import running, views
from handlers.standup.running import Running
from storage import partaking, teams

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
    names = " and ".join(standup.name for standup in found)
    for standup in found:
        if words:
            partaking.stop_observing(desk.session, standup.standup.key, desk.person.key)
        else:
            partaking.observe(desk.session, standup.standup.key, desk.person.key, desk.now)
    if words:
        return [Whisper(views.note(f"The digest of {names} no longer comes to you."))]
    said = (
        f"From now on the digest of {names} comes to you in a direct message. "
        "It asks nothing of you. /standup observe stop ends it."
    )
    return [Whisper(views.note(said))]


def _read_here(desk: Desk, place: str) -> list[Running]:
    """The stand-up of this channel, or all of my teams': read by who is in the team, which guests
    are only while they are in its channel."""
    here = teams.at(desk.session, place) if place else None
    mine = teams.of_person(desk.session, desk.person.key)
    if here is not None and here.key not in {team.key for team in mine}:
        raise Refusal(f"Only members of {here.name} can read its stand-up. Join the channel first.")
    wanted = [here] if here is not None else mine
    found = [standup for team in wanted if (standup := running.of_team(desk, team)) is not None]
    if not found:
        raise Refusal("You are in no team with a stand-up to read. Join its channel first.")
    return found
