"""Calling teams' webhooks: each thing until it is told, in its order; what comes of it is an event as
any. Neither address nor content is ever logged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog

from bot import address
from bot.dispatch import Handle
from bot.seal import Seal
from bot.webhooks import signing
from handlers.events import Origin, WebhookTried
from storage import webhooks
from storage.session import Database

log = structlog.get_logger()

HELD = timedelta(minutes=2)
"""So long nobody else tries what somebody is at; longer than a call may take."""
MOST = 40
"""Claimed in one go."""
AT_ONCE = 8
WITHIN = aiohttp.ClientTimeout(total=15, sock_connect=5)
"""Seconds."""
HEADERS = {"Content-Type": "application/json", "User-Agent": "Drumbeat"}


@dataclass(frozen=True, slots=True)
class _Task:
    call: int
    sealed: str
    name: str
    kind: str
    body: bytes
    origin: Origin


class Webhooks:
    def __init__(
        self,
        database: Database,
        seal: Seal,
        handle: Handle,
        now: Callable[[], datetime],
        real_now: Callable[[], datetime],
        *,
        is_lenient: bool,
    ) -> None:
        """`now` may be the playground's; a signature holds real time. `is_lenient`: on one's own
        machine any address will do."""
        self._database = database
        self._seal = seal
        self._handle = handle
        self._now = now
        self._real_now = real_now
        self._is_lenient = is_lenient
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def call(self) -> None:
        """Everything that is due."""
        while tasks := await self._database.run(self._claim):
            async with address.session(
                is_lenient=self._is_lenient, timeout=WITHIN, headers=HEADERS
            ) as session:
                await asyncio.gather(*(self._try(task, session) for task in tasks))

    def _claim(self) -> list[_Task]:
        with self._database.everywhere() as session:
            return [
                _Task(
                    call.key,
                    webhook.sealed,
                    call.name,
                    call.kind,
                    body(call.name, call.kind, call.at, call.payload),
                    Origin(workspace.platform, workspace.ref, "", "", "nowhere"),
                )
                for call, webhook, workspace in webhooks.claim(session, self._now(), HELD, MOST)
            ]

    async def _try(self, task: _Task, session: aiohttp.ClientSession) -> None:
        async with self._turn:
            opened = self._seal.open(task.sealed)
            if opened is None:
                trouble = "I no longer have the key to its address. Please set it up again."
            else:
                trouble = await self._told(task, opened, session)
        log.info("webhook called", call=task.call, about=task.kind, failed=bool(trouble))
        await self._handle(WebhookTried(task.origin, task.call, trouble))

    async def _told(
        self, task: _Task, opened: dict[str, str], session: aiohttp.ClientSession
    ) -> str:
        """Why not; empty: it was."""
        timestamp = int(self._real_now().timestamp())
        headers = {
            signing.ID: task.name,
            signing.TIMESTAMP: str(timestamp),
            signing.SIGNATURE: signing.signature(opened["key"], timestamp, task.body),
        }
        url = opened["address"]
        try:
            address.check(url, is_lenient=self._is_lenient)
            # Whoever answers from elsewhere is not who was meant.
            async with session.post(
                url, data=task.body, headers=headers, allow_redirects=False
            ) as answer:
                if 200 <= answer.status < 300:
                    return ""
                if 300 <= answer.status < 400:
                    return "It sends me elsewhere. Give me the address itself."
                return f"It answers with an error ({answer.status})."
        except address.TROUBLE as trouble:
            return address.why(trouble)


def body(name: str, kind: str, at: datetime, payload: dict[str, Any]) -> bytes:
    """The same at every try."""
    content = {"id": name, "kind": kind, "at": at.isoformat(), **payload}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
