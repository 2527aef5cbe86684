"""What one person sees of the demo world, and what stays hidden from them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sqlmodel import Session

from bot.playground.problems import Problem
from handlers.events import Origin
from storage import playground, workspaces
from storage.models import PlaygroundMessage
from storage.session import Database, confine

PLATFORM = "playground"
WORKSPACE = "demo"
BOT = "drumbeat"
BOT_NAME = "Drumbeat"
HOME = "home"

Result = TypeVar("Result")


def direct_place(person: str) -> str:
    """The id of a person's direct chat with the bot."""
    return f"dm-{person}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a person sees it."""

    id: str
    name: str
    kind: Literal["channel", "direct", "home"]
    members: tuple[str, ...]
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person, with everything they can see but the messages."""

    ref: str
    name: str
    zone: str
    people: dict[str, str]
    """Names by id, of all who are there."""
    places: dict[str, Spot]
    hidden: frozenset[str]
    """Ids of places that exist, but not for this person."""

    def place(self, ref: str) -> Spot:
        if ref in self.places:
            return self.places[ref]
        if ref in self.hidden:
            raise Problem(403, f"{self.name} cannot see this place.")
        raise Problem(404, "There is no such place.")

    @property
    def channels(self) -> list[Spot]:
        return [place for place in self.places.values() if place.kind == "channel"]

    def name_of(self, ref: str) -> str:
        return BOT_NAME if ref == BOT else self.people.get(ref, ref)

    def origin(self, place: Spot | None) -> Origin:
        """`place` None or home: it happened nowhere in particular."""
        if place is None or place.kind == "home":
            return Origin(PLATFORM, WORKSPACE, self.ref, "", "nowhere", self.name)
        return Origin(PLATFORM, WORKSPACE, self.ref, place.id, place.kind, self.name, place.name)


class World:
    """The demo workspace, whichever row it is since the last reset."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def run(self, work: Callable[..., Result], *args: Any) -> Result:
        """`work(session, *args)` in one transaction of the demo workspace.

        Raises Problem 503 while there is none.
        """
        return await self.database.run(self._inside, work, args)

    async def viewer(self, ref: str) -> Viewer:
        """Raises Problem 404."""
        return await self.run(look, ref)

    def _inside(self, work: Callable[..., Result], args: tuple[Any, ...]) -> Result:
        with self.database.everywhere() as session:
            workspace = workspaces.called(session, PLATFORM, WORKSPACE)
            if workspace is None:
                raise Problem(503, "The demo team is just being set up. Please try again.")
            confine(session, workspace.key)
            return work(session, *args)


def look(session: Session, ref: str) -> Viewer:
    people = {person.ref: person for person in playground.people(session)}
    if ref not in people:
        raise Problem(404, "There is no such person.")
    places = playground.places(session)
    visible = {
        place.ref: Spot(
            place.ref,
            place.name,
            "direct" if place.kind == "direct" else "channel",
            tuple(place.members),
            place.is_archived,
        )
        for place in places
        if ref in place.members
    }
    visible[HOME] = Spot(HOME, "Home", "home", (ref,))
    return Viewer(
        ref,
        people[ref].name,
        people[ref].zone,
        {each.ref: each.name for each in people.values() if not each.is_gone},
        visible,
        frozenset(place.ref for place in places) - visible.keys(),
    )


def seen_message(session: Session, viewer: Viewer, ref: str) -> PlaygroundMessage:
    """Raises Problem 404, for what is hidden just as for what does not exist."""
    found = playground.message(session, int(ref)) if _is_id(ref) else None
    if found is None or found.place not in viewer.places or found.only_for not in ("", viewer.ref):
        raise Problem(404, "There is no such message.")
    return found


async def settle(settled: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Waits for what was set going, but not for ever."""
    try:
        async with asyncio.timeout(seconds):
            await settled()
    except TimeoutError:
        pass


def _is_id(ref: str) -> bool:
    return ref.isascii() and ref.isdigit() and len(ref) <= 15
