"""Pulses in step with their channel: where nothing can be posted, nobody is asked."""

from __future__ import annotations

from handlers.events import Left, PlaceChanged, Undeliverable
from handlers.polls import rounds, views
from handlers.replies import Post, Reply, direct
from handlers.routing import Desk, Replies, Router
from storage import polls, teams

router = Router()

WHY = {
    "archived": "its channel has been archived",
    "deleted": "its channel is no longer there",
    "no such place": "its channel is no longer there",
    "not in channel": "I am not in its channel",
    "refused": "its channel does not let me post",
}


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    return _stop(desk, event.origin.place, "not in channel") if event.is_the_bot else []


@router.on(PlaceChanged)
def place_changed(desk: Desk, event: PlaceChanged) -> Replies:
    return _stop(desk, event.origin.place, event.change)


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    return _stop(desk, event.place, event.why)


def _stop(desk: Desk, place: str, why: str) -> Replies:
    """Until somebody resumes it, which the scrum masters are told. A round that is open ends at its
    time."""
    team = teams.at(desk.session, place) if why in WHY else None
    if team is None:
        return []
    replies: list[Reply] = []
    for pulse in polls.pulses_of(desk.session, team.key):
        if not pulse.is_on:
            continue
        pulse.is_on, pulse.changed_at = False, desk.now
        desk.session.add(pulse)
        desk.session.flush()
        rounds.schedule(desk, pulse, team)
        words = f"The pulse “{pulse.name}” of {team.name} is stopped: {WHY[why]}. "
        words += "Once I can post there, resume it with /poll pulse."
        replies += [
            Post(
                direct(person.ref),
                f"pulse:{pulse.key}:stopped:{desk.now.isoformat()}:{person.key}",
                views.note(words),
            )
            for person in teams.scrum_masters(desk.session, team.key)
        ]
    return replies
