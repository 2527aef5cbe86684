"""Keeping ceremonies in step with their channel and their people."""

from __future__ import annotations

from handlers.cadence import overview_views, planning, running
from handlers.cadence.running import Beat
from handlers.events import (
    CadenceStale,
    DaysChanged,
    Joined,
    Left,
    PlaceChanged,
    RosterKnown,
    Undeliverable,
)
from handlers.replies import Post, direct
from handlers.routing import Desk, Replies, Router
from storage import ceremonies, people, standups, teams

router = Router()

WHY = {
    "archived": "The channel has been archived.",
    "not in channel": "I am not in the channel. Add Drumbeat there, the way you add any app.",
    "no such place": "The channel is no longer there.",
    "refused": "The channel does not let me post. Ask an administrator of this workspace.",
}


@router.on(RosterKnown)
def roster_known(desk: Desk, event: RosterKnown) -> Replies:
    """The team is set up anew, maybe in another zone: calendars are told of the new clocks."""
    beat = _at(desk, event.origin.place)
    if beat is not None:
        for held in running.held_by(desk, beat):
            if held.ceremony.recurrence["zone"] != beat.team.zone:
                held.ceremony.recurrence = held.recurrence.plain()
                ceremonies.ruled(desk.session, held.ceremony, desk.now)
        desk.session.flush()
        planning.schedule(desk, beat)
    return []


@router.on(DaysChanged)
def days_changed(desk: Desk, event: DaysChanged) -> Replies:
    """Whose holidays the team keeps may have changed with them; calendars are told of their own
    stand-ups."""
    person = people.called(desk.session, event.ref)
    if person is not None:
        person.days_changed_at = desk.now
        desk.session.add(person)
        for cadence, team in ceremonies.teams_of(desk.session, person.key):
            planning.schedule(desk, Beat(cadence, team))
    return []


@router.on(CadenceStale)
def stale(desk: Desk, event: CadenceStale) -> Replies:
    team = teams.by_id(desk.session, event.team)
    beat = running.of_team(desk, team) if team else None
    if beat is not None:
        planning.schedule(desk, beat)
    return []


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    beat = _at(desk, event.origin.place)
    return _pause(desk, beat, "", event.seen_key) if beat and event.is_the_bot else []


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    beat = _at(desk, event.origin.place)
    if beat is None or not event.is_the_bot:
        return []
    return _pause(desk, beat, WHY["not in channel"], event.seen_key)


@router.on(PlaceChanged)
def place_changed(desk: Desk, event: PlaceChanged) -> Replies:
    beat = _at(desk, event.origin.place)
    if beat is None or event.change == "renamed":
        return []
    why = {"archived": "archived", "deleted": "no such place"}.get(event.change, "")
    return _pause(desk, beat, WHY[why] if why else "", event.seen_key)


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    """Only what closes the whole channel to us pauses the ceremonies."""
    beat = _at(desk, event.place)
    if beat is None or event.why not in WHY:
        return []
    return _pause(desk, beat, WHY[event.why], event.seen_key)


def _pause(desk: Desk, beat: Beat, why: str, key: str) -> Replies:
    """Nothing is announced while nothing can be posted; empty: it can again. The scrum masters are
    told once, unless the stand-up tells them of the same channel."""
    if beat.cadence.paused == why or (why and beat.cadence.paused):
        return []
    beat.cadence.paused = why
    desk.session.add(beat.cadence)
    desk.session.flush()
    planning.schedule(desk, beat)
    if not why or standups.of_team(desk.session, beat.team.key):
        return []
    card = overview_views.paused(beat.team.name, beat.team.place, why)
    return [
        Post(direct(person.ref), f"cadence:{beat.team.key}:paused:{key}:{person.key}", card)
        for person in teams.scrum_masters(desk.session, beat.team.key)
    ]


def _at(desk: Desk, place: str) -> Beat | None:
    team = teams.at(desk.session, place)
    return running.of_team(desk, team) if team else None
