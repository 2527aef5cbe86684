"""Keeping a stand-up in step with its channel: people come and go, channels close and reopen."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Card
from handlers.events import (
    Joined,
    Left,
    PersonChanged,
    PlaceChanged,
    RosterKnown,
    Undeliverable,
)
from handlers.replies import AskRoster, Post, Reply, Update, channel, direct
from handlers.routing import Desk, Replies, Router
from handlers.standup import asking, channel_views, digesting, running
from handlers.standup.running import Running
from storage import deliveries, people, standups, teams

router = Router()

WHY = {
    "archived": "The channel has been archived. Bring it back, or use /standup setup elsewhere.",
    "not in channel": "I am not in the channel. Add Drumbeat there, the way you add any app.",
    "no such place": "The channel is no longer there. Use /standup setup in another one.",
    "refused": "The channel does not let me post. Ask an administrator of this workspace.",
}


@router.on(RosterKnown)
def roster_known(desk: Desk, event: RosterKnown) -> Replies:
    replies: list[Reply] = []
    for standup in _at(desk, event.origin.place):
        asking.schedule(desk, standup)
        subject = f"standup:{standup.standup.key}:intro"
        card = intro(desk, standup)
        if deliveries.about(desk.session, subject):
            replies.append(Update(subject, card))
        else:
            replies.append(Post(channel(standup.team.place), subject, card))
    return replies


def intro(desk: Desk, standup: Running) -> Card:
    masters = teams.scrum_masters(desk.session, standup.team.key)
    first = standup.asks(standup.team.zone).after(desk.now)[0]
    count = len(running.asked_people(desk, standup))
    return channel_views.intro(
        standup.team.name,
        count,
        standup.schedule,
        first,
        masters[0].ref if masters else "",
        standup.standup.name,
    )


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    there = _at(desk, event.origin.place)
    if event.is_the_bot:
        return _resume(desk, there, event.seen_key)
    for standup in there:
        asking.schedule(desk, standup)
    return []


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    there = _at(desk, event.origin.place)
    if event.is_the_bot:
        return _pause(desk, there, "not in channel", event.seen_key)
    for standup in there:
        asking.schedule(desk, standup)
    return []


@router.on(PersonChanged)
def person_changed(desk: Desk, event: PersonChanged) -> Replies:
    person = people.called(desk.session, event.facts.ref)
    if person is None:
        return []
    for team in teams.of_person(desk.session, person.key):
        for standup in running.of_team(desk, team):
            asking.schedule(desk, standup)
            if running.is_asked(running.teams_member(desk, standup, person)):
                asking.catch_up(desk, standup, [person])
    return []


@router.on(PlaceChanged)
def place_changed(desk: Desk, event: PlaceChanged) -> Replies:
    there = _at(desk, event.origin.place)
    match event.change:
        case "archived":
            return _pause(desk, there, "archived", event.seen_key)
        case "deleted":
            return _pause(desk, there, "no such place", event.seen_key)
        case "restored":
            return _resume(desk, there, event.seen_key)
        case "renamed":
            return []


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    """Only what closes the whole channel to us pauses the stand-ups."""
    if event.why not in WHY:
        return []
    return _pause(desk, _at(desk, event.place), event.why, event.seen_key)


def _pause(desk: Desk, there: Sequence[Running], why: str, key: str) -> Replies:
    """Nothing is asked for while nothing can be posted; the scrum masters are told once."""
    stopped = [standup for standup in there if not standup.standup.paused]
    if not stopped:
        return []
    for standup in stopped:
        standups.pause(desk.session, standup.standup.key, WHY[why])
        asking.schedule(desk, standup)
    place, several = stopped[0].team.place, len(stopped) > 1
    card = channel_views.paused(_together(stopped), place, WHY[why], several=several)
    return _tell_scrum_masters(desk, stopped[0], card, f"paused:{key}")


def _resume(desk: Desk, there: Sequence[Running], key: str) -> Replies:
    """On again; what could not be posted meanwhile is posted now."""
    going = [standup for standup in there if standup.standup.paused]
    if not going:
        return []
    first, place = going[0], going[0].team.place
    deliveries.revive(desk.session, place, desk.now)
    replies: list[Reply] = [AskRoster(place, f"standup:{first.standup.key}:roster:{key}")]
    for standup in going:
        standups.pause(desk.session, standup.standup.key, "")
        asking.schedule(desk, standup)
        asking.catch_up(desk, standup, running.asked_people(desk, standup), our_fault=True)
        replies += digesting.catch_up(desk, standup)
    card = channel_views.running_again(_together(going), place, several=len(going) > 1)
    return [*replies, *_tell_scrum_masters(desk, first, card, f"resumed:{key}")]


def _together(several: Sequence[Running]) -> str:
    """What they are called in one message."""
    if len(several) == 1:
        return several[0].whole
    return f"stand-ups of {several[0].team.name}"


def _tell_scrum_masters(desk: Desk, standup: Running, card: Card, about: str) -> list[Reply]:
    return [
        Post(direct(person.ref), f"standup:{standup.standup.key}:{about}:{person.key}", card)
        for person in teams.scrum_masters(desk.session, standup.team.key)
    ]


def _at(desk: Desk, place: str) -> list[Running]:
    team = teams.at(desk.session, place)
    return running.of_team(desk, team) if team else []
