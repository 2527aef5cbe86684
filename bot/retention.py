"""What is done is trimmed. Nothing that people wrote for their team is touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from bot.engine import Engine
from storage import absences, processes, seen, upkeep, uploads, webhooks, weeknote_passes
from storage.session import Database

log = structlog.get_logger()

KEPT = timedelta(days=7)
"""What is repeated, is repeated within minutes or hours."""
DEAD = timedelta(days=1)
AWAY_KEPT = timedelta(days=2 * 366)
"""Who was away when: as long as anybody looks at how many took part."""
AT_A_TIME = 500
"""Rows in one transaction: whoever else wants to write gets a turn in between."""


class Retention:
    def __init__(
        self,
        database: Database,
        engine: Engine,
        keep_deliveries: timedelta,
        now: Callable[[], datetime],
        real_now: Callable[[], datetime],
    ) -> None:
        """`now` may be the playground's; the engine keeps real time."""
        self._database = database
        self._engine = engine
        self._keep_deliveries = keep_deliveries
        self._now = now
        self._real_now = real_now

    async def trim(self) -> None:
        now, real = self._now(), self._real_now()
        trimmed = {
            "events": await self._all(seen.forget, now - KEPT),
            "messages": await self._all(upkeep.forget, now - self._keep_deliveries),
            "days away": await self._all(absences.forget, now - AWAY_KEPT),
            "pictures": await self._all(uploads.forget, now - self._keep_deliveries),
            "webhooks": await self._all(webhooks.forget, now - KEPT),
            "pages to edit on": await self._all(weeknote_passes.forget, now),
            "moments": await self._engine.forget(real - KEPT),
        }
        await self._database.run(self._processes)
        if any(trimmed.values()):
            log.info("trimmed", **trimmed)

    async def _all(self, forget: Callable[[Session, datetime, int], int], before: datetime) -> int:
        def some() -> int:
            with self._database.everywhere() as session:
                return forget(session, before, AT_A_TIME)

        total = 0
        while found := await self._database.run(some):
            total += found
        return total

    def _processes(self) -> None:
        with self._database.everywhere() as session:
            processes.forget(session, processes.now(session) - DEAD)
