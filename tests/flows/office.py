"""A workspace with people, channels and a clock, on a real database and through the real dispatch.

What would be shown is read from the ledger; the chat service itself is a few lines, because the
platforms are tested elsewhere.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from sqlmodel import Session, col, select

from bot.dispatch import Dispatch, Outcome
from bot.port import Home, Pace, Why
from bot.seal import Seal
from handlers.cards import Card, Form
from handlers.events import (
    Answers,
    Commanded,
    Due,
    FormSent,
    FromPlatform,
    HomeOpened,
    Joined,
    Left,
    Origin,
    PersonChanged,
    PersonFacts,
    PlaceChanged,
    Pressed,
    RosterKnown,
    Said,
    Undeliverable,
    Uninstalled,
)
from handlers.plainly import card_from_plain
from handlers.registry import everything
from handlers.replies import Place
from handlers.routing import Router
from handlers.seals import Seals
from scheduler import ticks
from storage import dues, ledger, notes, workspaces
from storage.models import Delivery
from storage.session import Database, confine
from tests.flows.reading import buttons, words

SEALS = Seal(Fernet.generate_key().decode())
MONDAY = date(2026, 11, 23)
BERLIN = "Europe/Berlin"


def at(hour: str, zone: str = BERLIN, day: date = MONDAY) -> datetime:
    """A wall-clock time of that day in a zone, as UTC."""
    local = datetime.combine(day, datetime.min.time(), ZoneInfo(zone))
    hours, minutes = hour.split(":")
    return local.replace(hour=int(hours), minute=int(minutes)).astimezone(UTC)


def in_days(days: int) -> date:
    return MONDAY + timedelta(days=days)


class Chat:
    """What a platform knows: who is who, who is in which channel, where nothing can be posted."""

    pace: Pace | None = None

    def __init__(self, name: str) -> None:
        self.name = name
        self.people: dict[str, PersonFacts] = {}
        self.channels: dict[str, list[str]] = {}
        self.closed: dict[str, Why] = {}

    async def person(self, home: Home, ref: str) -> PersonFacts:
        return self.people[ref]

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        return tuple(self.people[ref] for ref in self.channels[place])

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        raise NotImplementedError

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        raise NotImplementedError

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        raise NotImplementedError

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        raise NotImplementedError


@dataclass(frozen=True)
class Shown:
    """A message as the platform shows it."""

    subject: str
    place: str
    card: Card
    under: str
    ref: str

    @property
    def words(self) -> str:
        return words(self.card)


@dataclass
class Office:
    database: Database
    platform: str = "slack"
    workspace: str = "T1"
    now: datetime = field(default_factory=lambda: at("08:00"))
    router: Router = field(default_factory=everything)
    seals: Seals | None = SEALS
    wakes: int = 0

    def __post_init__(self) -> None:
        self.chat = Chat(self.platform)
        self.keys = itertools.count(1)
        self.dispatch = Dispatch(
            self.database,
            self.router,
            {self.platform: self.chat},
            lambda: self.now,
            self._wake,
            seals=self.seals,
        )
        with self.database.everywhere() as session:
            installed = workspaces.install(
                session, self.platform, self.workspace, "Harbor", "sealed", self.now
            )
        self.workspace_id = installed.key

    def _wake(self) -> None:
        self.wakes += 1

    # People and places.
    def person(self, name: str, zone: str = BERLIN, **facts: bool | str | timedelta) -> Persona:
        ref = f"U-{name}"
        self.chat.people[ref] = PersonFacts(ref, name, zone, **facts)  # type: ignore[arg-type]
        return Persona(self, ref)

    def channel(self, place: str, *people: Persona) -> str:
        self.chat.channels[place] = [person.ref for person in people]
        return place

    def origin(self, person: str = "", place: str = "C-core") -> Origin:
        kind = "direct" if place.startswith("D-") else "channel" if place else "nowhere"
        return Origin(self.platform, self.workspace, person, place, kind)  # type: ignore[arg-type]

    def key(self) -> str:
        return f"e{next(self.keys)}"

    async def happens(self, event: FromPlatform) -> Outcome:
        outcome = await self.dispatch.handle(event)
        await self.deliver()
        return outcome

    async def learns(self, person: Persona, **changes: bool | str) -> None:
        """The platform tells that a person has changed."""
        facts = replace(self.chat.people[person.ref], **changes)  # type: ignore[arg-type]
        self.chat.people[person.ref] = facts
        await self.happens(PersonChanged(self.origin(person.ref, ""), facts, self.key()))

    async def joins(self, person: Persona, place: str = "C-core") -> None:
        self.chat.channels[place].append(person.ref)
        await self.happens(Joined(self.origin(person.ref, place), False, self.key()))

    async def leaves(self, person: Persona, place: str = "C-core") -> None:
        self.chat.channels[place].remove(person.ref)
        await self.happens(Left(self.origin(person.ref, place), False, self.key()))

    async def archives(self, place: str = "C-core") -> None:
        self.chat.closed[place] = "archived"
        await self.happens(PlaceChanged(self.origin("", place), "archived", self.key()))

    async def restores(self, place: str = "C-core") -> None:
        del self.chat.closed[place]
        await self.happens(PlaceChanged(self.origin("", place), "restored", self.key()))

    async def bot_is_removed(self, place: str = "C-core") -> None:
        self.chat.closed[place] = "not in channel"
        await self.happens(Left(self.origin("", place), True, self.key()))

    async def bot_is_invited(self, place: str = "C-core") -> None:
        self.chat.closed.pop(place, None)
        await self.happens(Joined(self.origin("", place), True, self.key()))

    async def is_uninstalled(self) -> None:
        await self.happens(Uninstalled(self.origin("", ""), self.key()))

    # Time.
    async def until(self, moment: datetime) -> None:
        """The clock runs to that moment, and what falls due on the way happens at its time."""
        while (due_at := self._next_due()) is not None and due_at <= moment:
            self.now = max(self.now, due_at)
            await self.tick()
        self.now = moment

    async def tick(self) -> list[Due]:
        """What is due now, worked through and delivered."""
        handed_on = await self.database.run(self.claim_due)
        for due in handed_on:
            await self.dispatch.handle_due(due)
        await self.deliver()
        return handed_on

    def claim_due(self) -> list[Due]:
        handed_on: list[Due] = []
        with self.database.everywhere() as session:
            ticks.tick(session, self.now, lambda _session, due: handed_on.append(due))
        return handed_on

    async def after_downtime(self, moment: datetime) -> None:
        """Nothing ran until that moment; then everything that fell due meanwhile is handed on."""
        self.now = moment
        while await self.tick():
            pass

    def _next_due(self) -> datetime | None:
        with self.database.everywhere() as session:
            due = dues.first(session)
        return due.next_run_at if due else None

    def dues(self) -> dict[str, datetime]:
        """Without the offer of weeknotes, which waits for every new team."""
        with self.inside() as session:
            return {
                due.name: due.next_run_at
                for due in dues.named_like(session, "")
                if not due.name.startswith("weeknote:offer:")
            }

    # The ledger.
    async def deliver(self) -> None:
        """Everything in the ledger reaches the chat, or is told never to."""
        while events := await self.database.run(self._deliver):
            for event in events:
                await self.dispatch.handle(event)

    def _deliver(self) -> list[FromPlatform]:
        events: list[FromPlatform] = []
        with self.database.everywhere() as session:
            while rows := ledger.claim(session, self.now, "test", 1000):
                for row in rows:
                    session.flush()
                    events += self._deliver_one(session, row)
                    session.expire_all()
        return events

    def _deliver_one(self, session: Session, row: ledger.Held) -> list[FromPlatform]:
        origin = self.origin("", row.place)
        if why := self.chat.closed.get(row.place):
            key = f"stopped:{row.key}:{row.revision}"
            notes.note_stopped(session, row.key, why)
            return [Undeliverable(origin, row.subject, row.place, why, key)]
        ref = row.ref or f"m{next(self.keys)}"
        notes.note_all_sent(session, [notes.Sent(row.key, ref, row.revision)])
        if row.kind != "roster":
            return []
        known = tuple(self.chat.people[person] for person in self.chat.channels[row.place])
        return [RosterKnown(origin, known, row.subject)]

    def inside(self) -> Session:
        """A session confined to this workspace."""
        session = Session(self.database.engine, expire_on_commit=False)
        confine(session, self.workspace_id)
        return session

    def ledger(self, after: int = 0) -> list[Delivery]:
        """In the order they came; `after` is the id of the last one known."""
        newer = select(Delivery).where(col(Delivery.id) > after).order_by(col(Delivery.id))
        with self.inside() as session:
            return list(session.exec(newer).all())

    def shown(self, place: str) -> list[Shown]:
        """Every message there is in a place now, threads too, in the order they came."""
        return [
            Shown(row.subject, row.place, card_from_plain(row.content), row.under, row.ref)
            for row in self.ledger()
            if row.place == place and row.state == "sent" and row.kind == "message"
        ]

    def digests(self, place: str = "C-core") -> list[Shown]:
        return [message for message in self.shown(place) if message.subject.endswith(":digest")]

    def digest(self, place: str = "C-core") -> Shown:
        """The one digest there is."""
        [found] = self.digests(place)
        return found

    def thread(self, under: Shown) -> list[Shown]:
        return [message for message in self.shown(under.place) if message.under == under.subject]


@dataclass(frozen=True)
class Persona:
    """Somebody, and what they do in the chat."""

    office: Office
    ref: str

    @property
    def name(self) -> str:
        return self.office.chat.people[self.ref].name

    @property
    def place(self) -> str:
        return f"D-{self.ref}"

    async def commands(self, line: str, place: str = "C-core") -> Outcome:
        name, _, rest = line.removeprefix("/").partition(" ")
        return await self.office.happens(
            Commanded(self.office.origin(self.ref, place), name, rest, self.office.key())
        )

    async def says(self, text: str, thread: str = "", place: str = "") -> Shown | None:
        """Writes to the bot. Returns what came back last, if anything did."""
        key = self.office.key()
        where = self.office.origin(self.ref, place or self.place)
        await self.office.happens(Said(where, text, f"msg-{key}", thread, key))
        answers = [found for found in self.inbox() if found.subject == f"reply:{key}"]
        return answers[-1] if answers else None

    async def sends(self, form: Form, answers: Answers, key: str = "") -> Outcome:
        return await self.office.happens(self.sending(form, answers, key))

    def sending(self, form: Form, answers: Answers, key: str = "") -> FormSent:
        return FormSent(
            self.office.origin(self.ref), form.name, form.args, answers, key or self.office.key()
        )

    async def presses(self, label: str, on: Shown) -> Outcome:
        [pressed] = [button for button in buttons(on.card) if button.label == label]
        where = self.office.origin(self.ref, on.place)
        return await self.office.happens(
            Pressed(where, pressed.action, pressed.args, on.ref, self.office.key())
        )

    async def opens_home(self) -> Card:
        outcome = await self.office.happens(HomeOpened(self.office.origin(self.ref, "")))
        assert outcome.home is not None
        return outcome.home

    async def form(self, line: str = "/standup", place: str = "C-core") -> Form:
        return opened(await self.commands(line, place))

    async def answers(self, done: str, plan: str, blocked: str = "", mood: str = "") -> Outcome:
        """The default questions, by form, for the day that is open now."""
        given = {"q1": done, "q2": plan, "q3": blocked, "q4": mood}
        return await self.sends(
            await self.form(), {field: said for field, said in given.items() if said}
        )

    def inbox(self) -> list[Shown]:
        """Their direct chat with the bot."""
        return self.office.shown(self.ref)

    def asked(self, day: date = MONDAY) -> list[Shown]:
        """What asks, or asked, them about a day."""
        return [
            found
            for found in self.inbox()
            if f":{day}:ask:" in found.subject and ":remind:" not in found.subject
        ]

    def reminders(self) -> list[Shown]:
        return [found for found in self.inbox() if ":remind:" in found.subject]


SETTINGS: Answers = {
    "place": "C-core",
    "name": "Core",
    "days": "mon,tue,wed,thu,fri",
    "hour": "09:00",
    "window": "240",
    "reminder": "60",
    "zone": BERLIN,
    "questions": "What did you do since last time?\nWhat will you do next?\n"
    "Is anything blocking you? (optional)\nHow do you feel? (1-5, optional)",
}


async def set_up(
    office: Office, by: Persona, *others: Persona, place: str = "C-core", **changes: str
) -> Outcome:
    """A running stand-up in that channel, whose members are these people."""
    office.channel(place, by, *others)
    form = await by.form("/standup setup", place)
    return await by.sends(form, {**SETTINGS, "place": place, **changes})


def opened(outcome: Outcome) -> Form:
    assert outcome.form is not None, [words(card) for card in outcome.whispers]
    return outcome.form


def told(outcome: Outcome) -> str:
    """All that a private answer says."""
    return "\n".join(words(card) for card in outcome.whispers)
