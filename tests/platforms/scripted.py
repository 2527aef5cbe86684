"""A chat platform that does what a test says, and the ledger in front of it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from bot import outbox
from bot.delivery import Deliveries
from bot.dispatch import Outcome
from bot.pace import Pacer
from bot.port import Home, Pace
from handlers.cards import Card, plain
from handlers.events import FromPlatform, PersonFacts
from handlers.replies import AskRoster, Place, Post, Remove, Update
from storage import ledger, workspaces
from storage.models import Delivery
from storage.session import Database, confine

Result = TypeVar("Result")

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE = 30.0


async def until(condition: Callable[[], Awaitable[bool] | bool], what: str = "") -> None:
    """Looks again and again; generous, because the machine may be busy."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = condition()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.005)


@dataclass
class There:
    """A message on the platform."""

    key: str
    place: str
    thread: str
    words: str


@dataclass
class Scripted:
    """Remembers what it was asked, fails as told, and holds calls at a gate."""

    name: str = "scripted"
    pace: Pace | None = None
    can_be_asked: bool = False
    people: tuple[PersonFacts, ...] = ()
    there: dict[str, There] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """What and about which: ("post", key), ("update", ref), ("remove", ref), ("find", key)."""
    failures: defaultdict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    """Per place, the next ones first; nothing is done then."""
    late_failures: list[Exception] = field(default_factory=list)
    """After the message was taken."""
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    """Per place: calls wait until it is set."""
    on_wire: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        await self._wire("post", key, place.ref)
        ref = f"m{next(self.numbers)}"
        self.there[ref] = There(key, place.ref, thread, card.summary)
        if self.late_failures:
            raise self.late_failures.pop(0)
        return ref

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        await self._wire("update", ref, place.ref)
        self.there[ref].words = card.summary

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        await self._wire("remove", ref, place.ref)
        self.there.pop(ref, None)

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        self.asked.append(("find", key))
        found = [ref for ref, message in self.there.items() if message.key == key]
        return found[0] if found and self.can_be_asked else None

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        await self._wire("roster", place, place)
        return self.people

    async def person(self, home: Home, ref: str) -> PersonFacts:
        raise NotImplementedError

    async def _wire(self, what: str, about: str, place: str) -> None:
        self.asked.append((what, about))
        self.on_wire[place] += 1
        try:
            if gate := self.gates.get(place):
                await gate.wait()
            if self.failures[place]:
                raise self.failures[place].pop(0)
        finally:
            self.on_wire[place] -= 1

    def close_gate(self, place: str) -> asyncio.Event:
        self.gates[place] = asyncio.Event()
        return self.gates[place]

    def words(self, place: str = "C1") -> list[str]:
        return [message.words for message in self.there.values() if message.place == place]

    def calls(self, what: str) -> list[str]:
        return [about for asked, about in self.asked if asked == what]


class Ledger:
    """The deliveries of some workspaces, written as handlers write them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = MONDAY
        self.workspaces: dict[str, int] = {}

    async def add_workspace(self, ref: str = "T1", platform: str = "scripted") -> int:
        def add(session: Session) -> int:
            return workspaces.install(session, platform, ref, ref, "", self.now).key

        self.workspaces[ref] = await self.everywhere(add)
        return self.workspaces[ref]

    async def everywhere(self, work: Callable[[Session], Result]) -> Result:
        def transaction() -> Result:
            with self.database.everywhere() as session:
                return work(session)

        return await self.database.run(transaction)

    async def put(self, *replies: Post | Update | Remove | AskRoster, ref: str = "T1") -> None:
        def write(session: Session) -> None:
            confine(session, self.workspaces[ref])
            for reply in replies:
                outbox.put(session, reply, self.now)

        await self.everywhere(write)

    async def post(self, subject: str, place: str = "C1", under: str = "", ref: str = "T1") -> None:
        await self.put(Post(Place(place, "channel"), subject, card(subject), under), ref=ref)

    async def update(self, subject: str, words: str) -> None:
        await self.put(Update(subject, card(words)))

    async def rows(self) -> Sequence[Delivery]:
        return await self.everywhere(
            lambda session: session.exec(select(Delivery).order_by(col(Delivery.id))).all()
        )

    async def row(self, subject: str) -> Delivery:
        [found] = [row for row in await self.rows() if row.subject == subject]
        return found

    async def is_(self, subject: str, state: str) -> bool:
        return (await self.row(subject)).state == state

    async def all_are(self, state: str) -> bool:
        return all(row.state == state for row in await self.rows())

    async def claim(self, process: str) -> list[str]:
        """As a process does that then dies. Returns the subjects."""

        def take(session: Session) -> list[str]:
            return [row.subject for row in ledger.claim(session, self.now, process, limit=100)]

        return await self.everywhere(take)


@dataclass
class Told:
    """Where the events go that deliveries lead to."""

    events: list[FromPlatform] = field(default_factory=list)
    refusing: int = 0

    async def __call__(self, event: FromPlatform) -> Outcome:
        if self.refusing:
            self.refusing -= 1
            return Outcome(refused=True)
        self.events.append(event)
        return Outcome()


@dataclass
class PostOffice:
    ledger: Ledger
    platform: Scripted
    told: Told

    def deliveries(self, process: str = "us", **more: Any) -> Deliveries:
        return Deliveries(
            self.ledger.database,
            {self.platform.name: self.platform},
            process,
            lambda: self.ledger.now,
            self.told,
            every=0.02,
            **more,
        )

    @contextlib.asynccontextmanager
    async def open(self, process: str = "us", **more: Any) -> AsyncIterator[Deliveries]:
        made = self.deliveries(process, **more)
        await made.start()
        try:
            yield made
        finally:
            for gate in self.platform.gates.values():
                gate.set()
            await made.stop()

    def later(self, seconds: float) -> None:
        self.ledger.now += timedelta(seconds=seconds)


def card(words: str) -> Card:
    return Card(words, (plain(words),))


async def post_office(database: Database) -> PostOffice:
    ledger = Ledger(database)
    await ledger.add_workspace()
    return PostOffice(ledger, Scripted(), Told())


def clocked() -> tuple[Pacer, list[float]]:
    """A pacer, and the reading of its clock."""
    reading = [0.0]
    return Pacer(clock=lambda: reading[0]), reading
