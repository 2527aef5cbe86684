"""Polls and pulses in step with their channel: where nothing can be posted, nobody is asked."""

from __future__ import annotations

from handlers.events import Left, PlaceChanged, Undeliverable
from handlers.polls import clockwork, rounds, views
from handlers.replies import Post, Reply, direct
from handlers.routing import Desk, Replies, Router
from storage import people, polls, teams

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
    return [*_not_there(desk, event), *_stop(desk, event.place, event.why)]


def _not_there(desk: Desk, event: Undeliverable) -> Replies:
    """A poll whose card cannot be shown is closed, and who asked gets it back to ask again."""
    is_card = event.subject.startswith("poll:") and event.subject.endswith(":card")
    if not is_card or event.why not in WHY:
        return []
    poll = polls.held(desk.session, int(event.subject.split(":")[1]))
    author = people.by_id(desk.session, poll.author_id) if poll else None
    if poll is None or author is None or poll.closed_at is not None:
        return []
    clockwork.close(desk, poll, None)
    if poll.kind == "pulse":
        # The pulse is stopped, and its scrum masters hear of that.
        return []
    asked = " ".join(f"“{each}”" for each in (poll.question, *poll.options))
    words = f"I can't show your poll: {WHY[event.why]}. Once I can post there, ask it again:"
    card = views.note(f"{words}\n/poll {asked}")
    return [Post(direct(author.ref), f"poll:{poll.key}:not there", card)]


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
