"""The one path: event → transaction → handler → replies."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import structlog

from bot import logs, outbox
from bot.keepable import keepable
from bot.port import Home, Limited, Platform, Stopped, Trouble
from bot.watching import Result, Watch
from handlers.cards import Card, Form, plain
from handlers.errors import Invalid, Refusal
from handlers.events import (
    Commanded,
    Due,
    FormSent,
    FromPlatform,
    Origin,
    PersonChanged,
    PersonFacts,
    Pressed,
)
from handlers.meanings import Meanings
from handlers.replies import (
    AskRoster,
    Delivered,
    Post,
    Refresh,
    Remove,
    Show,
    ShowHome,
    Update,
    Whisper,
)
from handlers.routing import Desk, Replies, Router
from handlers.seals import Seals
from storage import door, seen
from storage.session import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What goes back in the answer to the event itself."""

    whispers: tuple[Card, ...] = ()
    form: Form | None = None
    refreshed: Card | None = None
    home: Card | None = None
    errors: dict[str, str] | None = None
    """Words per field: the form stays open."""
    refused: bool = False
    """The whisper says why not."""
    failed: bool = False
    """It is our fault; another try may do."""
    repeated: bool = False
    """This event had its effect before; nothing was done."""


Handle: TypeAlias = Callable[[FromPlatform], Awaitable[Outcome]]
"""`Dispatch.handle`, for those who bring events."""


class Dispatch:
    def __init__(
        self,
        database: Database,
        router: Router,
        platforms: dict[str, Platform],
        now: Callable[[], datetime],
        wake: Callable[[], None],
        watch: Watch | None = None,
        seals: Seals | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        """`wake` is called after a commit that left something to deliver; `seals` encrypts what is
        kept secret, where there is a key; `meanings` compares texts, where there is a model."""
        self.database = database
        self.router = router
        self.platforms = platforms
        self.now = now
        self.wake = wake
        self.watch = watch or Watch()
        self.seals = seals
        self.meanings = meanings

    async def handle(self, event: FromPlatform) -> Outcome:
        """Never raises: what went wrong is logged, and told to the person in a useful way."""
        with self.watch.event(event) as result:
            return await self._handle(keepable(event), result)

    async def _handle(self, event: FromPlatform, result: Result) -> Outcome:
        try:
            try:
                outcome, wake = await self.database.run_short(self._in_transaction, event, False)
            except _Stranger as stranger:
                facts = await self._facts(event.origin, stranger)
                # Apart from what the person does, which may have to stay without a name.
                if await self.database.run_short(self._met, stranger.home, event.origin, facts):
                    self.wake()
                outcome, wake = await self.database.run_short(self._in_transaction, event, True)
        except Refusal as refusal:
            result.of = "refused"
            return Outcome(whispers=(_words(refusal.words),), refused=True)
        except Invalid as invalid:
            result.of = "invalid"
            return Outcome(errors=invalid.fields)
        except Exception:
            number = uuid.uuid4().hex[:8]
            log.exception("event failed", number=number)
            return Outcome(whispers=(_went_wrong(event, number),), refused=True, failed=True)
        result.of = "repeated" if outcome.repeated else "ok"
        if wake:
            self.wake()
        return outcome

    async def handle_due(self, due: Due) -> None:
        """Raises whatever failed, so that the engine tries again."""
        with self.watch.moment(due) as result:
            if await self.database.run_short(self._due_in_transaction, due, result):
                self.wake()

    def _met(self, home: Home, origin: Origin, facts: PersonFacts) -> bool:
        """Keeps what the platform says of a person."""
        with self.watch.transaction(), self.database.begin() as opened:
            desk = Desk(opened, self.now(), home.id)
            known = PersonChanged(origin, facts, seen_key="")
            return _settle(desk, self.router.handle(desk, known))[1]

    def _in_transaction(self, event: FromPlatform, is_met: bool) -> tuple[Outcome, bool]:
        now, origin = self.now(), event.origin
        with self.watch.transaction(_Stranger), self.database.begin() as opened:
            at = door.knock(opened.connection, origin.platform, origin.workspace, origin.person)
            if at is None:
                raise Refusal("Drumbeat is not installed in this workspace.")
            logs.bind(workspace=at.workspace_id)
            if event.seen_key and not seen.first_time(
                opened.connection, at.workspace_id, seen.mark(event.seen_key), now
            ):
                return Outcome(repeated=True), False
            if origin.person and not is_met and at.is_strange(now):
                raise _Stranger(Home(at.workspace_id, origin.workspace))
            desk = Desk(opened, now, at.workspace_id, origin.person, self.seals, self.meanings)
            with self.watch.handler():
                replies = self.router.handle(desk, event)
            return _settle(desk, replies)

    def _due_in_transaction(self, due: Due, result: Result) -> bool:
        now = self.now()
        with self.watch.transaction(), self.database.begin() as opened:
            if not door.is_installed(opened.connection, due.workspace_id):
                result.of = "refused"
                return False
            if not seen.first_time(opened.connection, due.workspace_id, due.key, now):
                result.of = "repeated"
                return False
            desk = Desk(opened, now, due.workspace_id, seals=self.seals, meanings=self.meanings)
            with self.watch.handler():
                replies = self.router.handle(desk, due)
            _, wake = _settle(desk, replies)
        result.of = "ok"
        return wake

    async def _facts(self, origin: Origin, stranger: _Stranger) -> PersonFacts:
        """What the platform says of the person, or what the event says where it does not answer."""
        try:
            return await self.platforms[origin.platform].person(stranger.home, origin.person)
        except (Limited, Stopped, Trouble) as trouble:
            log.warning("person not known", trouble=trouble)
            return PersonFacts(origin.person, origin.person_name or origin.person, zone="")


class _Stranger(Exception):
    """The person is not known yet, or not lately: ask the platform, outside the transaction."""

    def __init__(self, home: Home) -> None:
        self.home = home


def _settle(desk: Desk, replies: Replies) -> tuple[Outcome, bool]:
    """Deliveries into the ledger, in the same transaction; the rest into the answer."""
    whispers: list[Card] = []
    form: Form | None = None
    refreshed: Card | None = None
    home: Card | None = None
    deliveries: list[Delivered] = []
    for reply in replies:
        match reply:
            case Whisper(card):
                whispers.append(card)
            case Show(shown):
                form = shown
            case Refresh(card):
                refreshed = card
            case ShowHome(card):
                home = card
            case Post() | Update() | Remove() | AskRoster():
                deliveries.append(reply)
    if deliveries:
        outbox.put_all(desk.session, deliveries, desk.now)
    return Outcome(tuple(whispers), form, refreshed, home), bool(deliveries)


def _words(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))


def _went_wrong(event: FromPlatform, number: str) -> Card:
    words = f"Sorry, something went wrong on my side (number {number}). Nothing was saved."
    typed = ""
    if isinstance(event, Commanded):
        typed = f"/{event.command} {event.words}".strip()
    elif isinstance(event, FormSent | Pressed):
        typed = "\n".join(answer for answer in event.answers.values() if answer)
    if typed:
        words += f" Please try again; this is what you typed:\n{typed}"
    return _words(words)
