"""Keeping a stand-up in step with its channel: people come and go, channels close and reopen."""

from __future__ import annotations

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
    standup = _at(desk, event.origin.place)
    if standup is None:
        return []
    asking.schedule(desk, standup)
    subject = f"standup:{standup.standup.key}:intro"
    card = _intro(desk, standup)
    if deliveries.about(desk.session, subject):
        return [Update(subject, card)]
    return [Post(channel(standup.team.place), subject, card)]


def _intro(desk: Desk, standup: Running) -> Card:
    masters = teams.scrum_masters(desk.session, standup.team.key)
    first = standup.asks(standup.team.zone).after(desk.now)[0]
    count = len(running.asked_people(desk, standup))
    return channel_views.intro(
        standup.team.name, count, standup.schedule, first, masters[0].ref if masters else ""
    )


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    standup = _at(desk, event.origin.place)
    if standup is None:
        return []
    if event.is_the_bot:
        return _resume(desk, standup, event.seen_key)
    asking.schedule(desk, standup)
    return []


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    standup = _at(desk, event.origin.place)
    if standup is None:
        return []
    if event.is_the_bot:
        return _pause(desk, standup, "not in channel", event.seen_key)
    asking.schedule(desk, standup)
    return []


@router.on(PersonChanged)
def person_changed(desk: Desk, event: PersonChanged) -> Replies:
    person = people.called(desk.session, event.facts.ref)
    if person is None:
        return []
    for team in teams.of_person(desk.session, person.key):
        standup = running.of_team(desk, team)
        if standup is None:
            continue
        asking.schedule(desk, standup)
        if running.is_asked(running.teams_member(desk, standup, person)):
            asking.catch_up(desk, standup, [person])
    return []


@router.on(PlaceChanged)
def place_changed(desk: Desk, event: PlaceChanged) -> Replies:
    standup = _at(desk, event.origin.place)
    if standup is None:
        return []
    match event.change:
        case "archived":
            return _pause(desk, standup, "archived", event.seen_key)
        case "deleted":
            return _pause(desk, standup, "no such place", event.seen_key)
        case "restored":
            return _resume(desk, standup, event.seen_key)
        case "renamed":
            return []


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    """Only what closes the whole channel to us pauses the stand-up."""
    standup = _at(desk, event.place)
    if standup is None or event.why not in WHY:
        return []
    return _pause(desk, standup, event.why, event.seen_key)


def _pause(desk: Desk, standup: Running, why: str, key: str) -> Replies:
    """Nothing is asked for while nothing can be posted; the scrum masters are told once."""
    if standup.standup.paused:
        return []
    standups.pause(desk.session, standup.standup.key, WHY[why])
    asking.schedule(desk, standup)
    card = channel_views.paused(standup.team.name, standup.team.place, WHY[why])
    return _tell_scrum_masters(desk, standup, card, f"paused:{key}")


def _resume(desk: Desk, standup: Running, key: str) -> Replies:
    """On again; what could not be posted meanwhile is posted now."""
    if not standup.standup.paused:
        return []
    standups.pause(desk.session, standup.standup.key, "")
    asking.schedule(desk, standup)
    deliveries.revive(desk.session, standup.team.place, desk.now)
    asking.catch_up(desk, standup, running.asked_people(desk, standup))
    card = channel_views.running_again(standup.team.name, standup.team.place)
    return [
        AskRoster(standup.team.place, f"standup:{standup.standup.key}:roster:{key}"),
        *digesting.catch_up(desk, standup),
        *_tell_scrum_masters(desk, standup, card, f"resumed:{key}"),
    ]


def _tell_scrum_masters(desk: Desk, standup: Running, card: Card, about: str) -> list[Reply]:
    return [
        Post(direct(person.ref), f"standup:{standup.standup.key}:{about}:{person.key}", card)
        for person in teams.scrum_masters(desk.session, standup.team.key)
    ]


def _at(desk: Desk, place: str) -> Running | None:
    team = teams.at(desk.session, place)
    return running.of_team(desk, team) if team else None
