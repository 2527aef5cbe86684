"""Slack as a whole: built once, started and stopped with the process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from starlette.routing import Route

from bot.dispatch import Dispatch
from bot.settings import Settings
from bot.slack import install, listen, seal
from bot.slack.answer import Answering
from bot.slack.keys import Keyring
from bot.slack.reach import Voice
from bot.slack.send import SlackPlatform
from bot.slack.wire import Wire
from handlers.routing import Router
from storage.session import Database

log = structlog.get_logger()

ACK_WITHIN = 2.0
"""Seconds. Slack gives up after three; the network takes its part."""
CONNECTING = 5.0
"""Seconds that starting waits for Socket Mode; it goes on connecting behind it."""


class Slack:
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
        seal.check(settings)
        self.settings = settings
        self.patience = ACK_WITHIN if patience is None else patience
        self.wire = Wire(settings.slack_api_url, limited)
        self.keyring = Keyring(settings, database, self.wire, now)
        self.platform = SlackPlatform(self.wire, self.keyring, database, now)
        self.app: AsyncApp | None = None
        self._answering: Answering | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    def listen(self, dispatch: Dispatch, router: Router) -> list[Route]:
        """The routes to mount; without a signing secret there is none for events."""
        secret = self.settings.slack_signing_secret.get_secret_value()
        oauth = install.flow(self.settings, self.keyring, self.wire)
        voice = Voice(self.wire, self.platform)
        self._answering = Answering(dispatch, router, voice, self.keyring, self.patience)
        self.app = listen.build(self._answering, self.keyring, self.wire, oauth)
        routes: list[Route] = []
        if secret:
            endpoint = listen.Endpoint(self.app, secret)
            routes.append(Route("/slack/events", endpoint, methods=["POST"]))
        if oauth:
            pages = install.Pages(oauth)
            routes.append(Route("/slack/install", pages.install))
            routes.append(Route("/slack/oauth_redirect", pages.redirect))
        return routes

    async def start(self) -> None:
        await self.wire.start()
        await self.keyring.start()
        token = self.settings.slack_app_token.get_secret_value()
        if token and self.app:
            self._socket = AsyncSocketModeHandler(self.app, token, web_client=self.wire.client)
            # The SDK's handler carries no hints.
            connect: Any = self._socket.connect_async
            self._connecting = asyncio.create_task(connect())
            await asyncio.wait({self._connecting}, timeout=CONNECTING)

    async def stop(self) -> None:
        """Nothing new comes in; what was begun is finished."""
        if self._connecting:
            self._connecting.cancel()
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        await self.settle()
        await self.wire.stop()

    async def settle(self) -> None:
        """Until everything asked so far is answered."""
        if self._answering:
            await self._answering.in_time.settle()
            await self._answering.voice.settle()
