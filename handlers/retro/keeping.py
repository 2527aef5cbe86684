"""Keeping a retro in step with its channel: nothing goes on where nobody can see it."""

from __future__ import annotations

from handlers.events import Joined, Left, PlaceChanged, Undeliverable
from handlers.retro import book, phases
from handlers.routing import Desk, Replies, Router
from storage import retros, teams
from storage.models import Retro

router = Router()

CLOSED = ("archived", "not in channel", "no such place", "refused")


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    return _rests(desk, event.origin.place) if event.is_the_bot else []


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    return _goes_on(desk, event.origin.place) if event.is_the_bot else []


@router.on(PlaceChanged)
def place_changed(desk: Desk, event: PlaceChanged) -> Replies:
    match event.change:
        case "archived" | "deleted":
            return _rests(desk, event.origin.place)
        case "restored":
            return _goes_on(desk, event.origin.place)
        case _:
            return []


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    if event.why in CLOSED:
        return _rests(desk, event.place)
    retro = _open_at(desk, event.place)
    if retro is None or event.why != "message gone" or event.subject != book.subject(retro):
        return []
    # Somebody deleted the card, and everything is done with it.
    return book.brought_down(desk, retro)[1:]


def _rests(desk: Desk, place: str) -> Replies:
    """No step ends by itself meanwhile."""
    retro = _open_at(desk, place)
    if retro is not None and retro.deadline is not None:
        phases.rest(desk, retro)
    return []


def _goes_on(desk: Desk, place: str) -> Replies:
    """The step begins anew, and so does its card: nobody knows what became of the one before."""
    retro = _open_at(desk, place)
    if retro is None:
        return []
    phases.schedule(desk, retro)
    return book.brought_down(desk, retro)


def _open_at(desk: Desk, place: str) -> Retro | None:
    team = teams.at(desk.session, place) if place else None
    found = retros.open_of(desk.session, team.key) if team else None
    return retros.held(desk.session, found.key) if found else None
