"""What falls due, handed on and worked through: the clock's side of the one path."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.delivery import Deliveries
from bot.engine import Engine
from bot.watching import Watch
from handlers.events import Due
from handlers.routing import Router
from scheduler import ticks
from storage import dues
from storage.session import Database

LOOK_AGAIN = 0.01
"""Seconds between two looks at whether the engine is done."""


class Beat:
    def __init__(
        self,
        database: Database,
        router: Router,
        engine: Engine,
        deliveries: Deliveries,
        now: Callable[[], datetime],
        watch: Watch | None = None,
    ) -> None:
        self._database = database
        self._router = router
        self._engine = engine
        self._deliveries = deliveries
        self._now = now
        self._watch = watch or Watch()

    async def next(self) -> tuple[datetime, str] | None:
        """The next moment, in UTC, and what a person calls it."""
        return await self._database.run(self._next)

    def _next(self) -> tuple[datetime, str] | None:
        with self._database.everywhere() as session:
            due = dues.first(session)
        if due is None:
            return None
        entry = self._router.dues.get(due.kind)
        return due.next_run_at, entry.title if entry else due.kind

    async def tick(self) -> None:
        """Hands on everything that is due now."""
        while await self._database.run(self._tick) >= ticks.MOST:
            pass

    def _tick(self) -> int:
        dues: list[Due] = []
        with self._database.everywhere() as session:
            claimed = ticks.tick(session, self._now(), lambda _session, due: dues.append(due))
            self._engine.enqueue(session, *ticks.in_turns(dues))
        for due in dues:
            self._watch.metrics.handed_on(due.kind)
        return claimed

    async def hurry(self, on: bool) -> None:
        await self._engine.hurry(on)

    async def settled(self) -> None:
        """Returns when all work that was started is done and delivered."""
        while True:
            while await self._engine.undone():
                await asyncio.sleep(LOOK_AGAIN)
            if await self._deliveries.idle():
                return
            await self._deliveries.work_done()
