"""Teams as a whole: built once, started and stopped with the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.routing import Route

from bot.dispatch import Dispatch
from bot.msteams import parse
from bot.msteams.access import access
from bot.msteams.answer import Answering
from bot.msteams.book import Book
from bot.msteams.hosts import Hosts
from bot.msteams.learning import Learning
from bot.msteams.listen import Endpoint
from bot.msteams.naming import Naming
from bot.msteams.parse import Payload, Us
from bot.msteams.people import BOT
from bot.msteams.reach import Voice
from bot.msteams.sdk import Sdk
from bot.msteams.send import MsTeamsPlatform
from bot.msteams.wire import Wire
from bot.settings import Settings
from handlers.errors import Refusal
from handlers.routing import Router
from storage.session import Database

PATH = "/api/messages"
ANSWER_WITHIN = 3.5
"""Seconds. Teams gives up after five; the network takes its part."""


class Teams:
    """`platform` goes to the dispatch; the dispatch comes back with `listen`."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        now: Callable[[], datetime],
        patience: float | None = None,
        limited: Callable[[], None] = lambda: None,
    ) -> None:
        """Raises Unsafe where the settings leave something open. `limited` hears of every 429."""
        self.access = access(settings)
        self.patience = ANSWER_WITHIN if patience is None else patience
        self.hosts = Hosts(settings.teams_service_hosts, loopback=self.access.is_open)
        self.sdk = Sdk(self.access)
        self.wire = Wire(self.sdk, self.hosts, limited)
        self.book = Book(database, now)
        bot = f"{BOT}{self.access.app_id}" if self.access.app_id else ""
        self.platform = MsTeamsPlatform(self.wire, self.book, Naming(database, self.book), bot)
        self._answering: Answering | None = None

    def listen(self, dispatch: Dispatch, router: Router) -> list[Route]:
        self._answering = Answering(dispatch, Voice(self.platform), self.patience)
        families = frozenset(command.name for command in router.commands)

        def is_understood(name: str, words: str) -> bool:
            try:
                router.find(name, words)
            except Refusal:
                return False
            return True

        def us(told: Payload) -> Us:
            return parse.us(told, families, is_understood)

        learning = Learning(self.wire, self.book)
        endpoint = Endpoint(self.sdk, self.hosts, self.book, learning, self._answering, us)
        return [Route(PATH, endpoint, methods=["POST"])]

    async def start(self) -> None:
        await self.sdk.start()

    async def stop(self) -> None:
        """What was begun is finished."""
        await self.settle()
        await self.sdk.stop()

    async def settle(self) -> None:
        """Until everything asked so far is answered."""
        if self._answering:
            await self._answering.in_time.settle()
