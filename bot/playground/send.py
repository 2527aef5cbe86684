"""The playground as a chat platform: what the bot asks of Slack, kept in tables of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.playground.hub import Hub
from bot.playground.world import BOT, BOT_NAME, direct_place
from bot.port import Home, Pace, Stopped
from handlers import plainly
from handlers.cards import Card
from handlers.events import PersonFacts
from handlers.replies import Place
from storage import playground
from storage.models import PlaygroundMessage, PlaygroundPerson, PlaygroundPlace
from storage.session import Database

Result = TypeVar("Result")

THE_BOT = PersonFacts(BOT, BOT_NAME, zone="", is_bot=True)


class PlaygroundPlatform:
    name = "playground"
    pace: Pace | None = None

    def __init__(self, database: Database, hub: Hub, now: Callable[[], datetime]) -> None:
        self.hub = hub
        self._database = database
        self._now = now

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        def write(session: Session) -> tuple[PlaygroundPlace, str]:
            room = _open_place(session, place)
            posted = playground.posted_as(session, key)
            if posted is None:
                posted = playground.write(
                    session,
                    room.ref,
                    BOT,
                    self._now(),
                    plainly.card_to_plain(card),
                    thread=_thread(session, room, thread),
                    delivery_key=key,
                )
            return room, str(posted.key)

        try:
            room, ref = await self._inside(home, write)
        except IntegrityError:
            # Another process was faster with this key; or the workspace is gone, which tells.
            room, ref = await self._inside(home, write)
        self.hub.tell(room.members, room.ref)
        return ref

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        def rewrite(session: Session) -> PlaygroundPlace:
            room = _open_place(session, place)
            posted = _own_message(session, room, ref)
            if posted is None:
                raise Stopped("message gone", ref)
            posted.content = plainly.card_to_plain(card)
            posted.edited = True
            session.add(posted)
            return room

        room = await self._inside(home, rewrite)
        self.hub.tell(room.members, room.ref)

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        def take_back(session: Session) -> PlaygroundPlace | None:
            room = playground.place(session, _place_ref(place))
            posted = room and _own_message(session, room, ref)
            if room is None or posted is None:
                return None
            for reply in playground.thread(session, posted.key):
                session.delete(reply)
            session.delete(posted)
            return room

        if room := await self._inside(home, take_back):
            self.hub.tell(room.members, room.ref)

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        posted = await self._inside(home, playground.posted_as, key)
        return str(posted.key) if posted else None

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        def read(session: Session) -> tuple[PersonFacts, ...]:
            room = playground.place(session, place)
            if room is None or room.kind != "channel":
                raise Stopped("no such place", place)
            people = playground.people(session)
            return (*(_facts(person) for person in people if person.ref in room.members), THE_BOT)

        return await self._inside(home, read)

    async def person(self, home: Home, ref: str) -> PersonFacts:
        if ref == BOT:
            return THE_BOT
        found = await self._inside(home, playground.person, ref)
        if found is None:
            raise Stopped("person gone", ref)
        return _facts(found)

    async def _inside(self, home: Home, work: Callable[..., Result], *args: object) -> Result:
        def transaction() -> Result:
            with self._database.workspace(home.id) as session:
                return work(session, *args)

        return await self._database.run(transaction)


def _place_ref(place: Place) -> str:
    return place.ref if place.kind == "channel" else direct_place(place.ref)


def _open_place(session: Session, place: Place) -> PlaygroundPlace:
    """Raises Stopped where nothing can be posted."""
    if place.kind == "direct":
        person = playground.person(session, place.ref)
        if person is None or person.is_gone:
            raise Stopped("person gone", place.ref)
    room = playground.place(session, _place_ref(place))
    if room is None:
        raise Stopped("no such place", place.ref)
    if room.is_archived:
        raise Stopped("archived", place.ref)
    return room


def _own_message(session: Session, room: PlaygroundPlace, ref: str) -> PlaygroundMessage | None:
    found = playground.message(session, int(ref)) if ref.isdecimal() else None
    return found if found and found.author == BOT and found.place == room.ref else None


def _thread(session: Session, room: PlaygroundPlace, ref: str) -> int:
    """A thread whose first message is gone goes on in the place itself: nothing is lost."""
    first = playground.message(session, int(ref)) if ref.isdecimal() else None
    if first is None or first.place != room.ref:
        return 0
    return first.thread or first.key


def _facts(person: PlaygroundPerson) -> PersonFacts:
    return PersonFacts(
        person.ref, person.name, person.zone, is_gone=person.is_gone, role=person.role
    )
