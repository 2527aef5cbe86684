"""The real parts of Drumbeat, wired as its own `app.py` does it, but for the clock and the wire."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from datetime import UTC, datetime, timedelta

import structlog

from bot.beat import Beat
from bot.delivery import Deliveries
from bot.dispatch import Dispatch, Outcome
from bot.engine import Engine
from bot.pace import Pacer
from bot.port import Pace, Platform
from bot.retention import KEPT, Retention
from handlers.events import Due, FromPlatform
from handlers.registry import everything
from storage import migrate, processes, workspaces
from storage.session import Database
from tests.soak.records import Records
from tests.soak.wire import Wire
from tests.soak.world import Site, World

HURRY = 5_000
"""How much faster than ours the pacer's clock runs: the pace is kept, and nobody waits for it."""
PACE = Pace(place=1, place_burst=1, workspace=4, workspace_burst=50, edits=0.5, edits_burst=20)
"""Slack's."""
POLL = 0.04
"""Seconds between two looks of the engine into its queue."""
LOOK = 0.25
"""Seconds between two looks whether the engine has anything left."""
PATIENCE = 300
"""Seconds; only a moment that gets stuck waits for it."""
KEEP_DELIVERIES = timedelta(days=7)
PROCESS = "soak"


class Stuck(AssertionError):
    """Something that was started does not end."""


class House:
    def __init__(
        self, url: str, world: World, now: datetime, records: Records, faults: bool = True
    ) -> None:
        self.now = now
        self.records = records
        self.world = world
        self.failures: list[str] = []
        """What was logged as an error."""
        self.events = self.moments = 0
        self._left = 0
        self._done = asyncio.Event()
        self.database = Database(url)
        self.wire = Wire(world, lambda: self.now, PACE, faults=faults)
        platforms: dict[str, Platform] = {self.wire.name: self.wire}
        self.dispatch = Dispatch(
            self.database, everything(), platforms, lambda: self.now, lambda: self.deliveries.wake()
        )
        self.pacer = Pacer(lambda: time.monotonic() * HURRY)
        self.deliveries = Deliveries(
            self.database,
            platforms,
            PROCESS,
            lambda: self.now,
            self.happens,
            pacer=self.pacer,
        )
        self.engine = Engine(self.database, PROCESS, self._handle_due, poll=POLL)
        self.beat = Beat(
            self.database, self.dispatch.router, self.engine, self.deliveries, lambda: self.now
        )
        # The engine notes real times. What it did in the last seven simulated days it keeps, as it
        # would keep seven real ones.
        self._midnights = deque([datetime.now(UTC)], maxlen=KEPT.days + 1)
        self.retention = Retention(
            self.database,
            self.engine,
            KEEP_DELIVERIES,
            lambda: self.now,
            self._a_week_on,
        )

    async def start(self) -> None:
        self._listen()
        await self.database.run(migrate.upgrade, self.database)
        await self.engine.start()
        # Only now: the engine puts up handlers of its own.
        logging.getLogger("dbos").addHandler(self._ear)
        await self.deliveries.start()

    async def stop(self) -> None:
        await asyncio.gather(self.engine.stop(), self.deliveries.stop())
        self.database.close()
        logging.getLogger("dbos").removeHandler(self._ear)
        structlog.reset_defaults()

    # What happens.
    async def happens(self, event: FromPlatform) -> Outcome:
        self.events += 1
        return await self.dispatch.handle(event)

    async def installs(self, site: Site) -> None:
        def install() -> int:
            with self.database.everywhere() as session:
                name = f"Harbor {site.number}"
                return workspaces.install(
                    session, self.wire.name, site.ref, name, "sealed", self.now
                ).key

        site.home, site.installed = await self.database.run(install), True

    async def _handle_due(self, due: Due) -> None:
        try:
            await self.dispatch.handle_due(due)
        finally:
            self.moments += 1
            self._left -= 1
            if self._left <= 0:
                self._done.set()

    # The clock.
    async def coming(self) -> datetime | None:
        found = await self.beat.next()
        return found[0] if found else None

    async def settles(self) -> None:
        """All that is due now is worked through and delivered."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    if due := self.records.overdue(self.now):
                        await self._hands_on(due)
                    await self.beat.settled()
                    if not due:
                        return
        except TimeoutError:
            raise Stuck(f"the work of {self.now.isoformat()}") from None

    async def _hands_on(self, due: int) -> None:
        """Returns when as many were worked through: asking the engine all the time whether it is
        done would cost more than the work. A moment that was handed on before is none of them."""
        self._left = due
        self._done.clear()
        await self.beat.tick()
        while not self._done.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), LOOK)
            if not await self.engine.undone():
                return

    async def midnight(self) -> None:
        """What the jobs of a day do."""
        self._midnights.append(datetime.now(UTC))
        await self.database.run(self._heartbeat)
        await self.engine.take_over(self._living)
        await self.deliveries.take_over(self._living)
        await self.retention.trim()

    async def _living(self) -> list[str]:
        return [PROCESS]

    def _heartbeat(self) -> None:
        with self.database.everywhere() as session:
            processes.beat(session, PROCESS, self._a_week_on())

    def _a_week_on(self) -> datetime:
        """What a real clock would show, had the last seven days been real."""
        return self._midnights[0] + KEPT

    # What is logged.
    def _listen(self) -> None:
        def keep(_logger: object, _method: str, event: structlog.typing.EventDict) -> str:
            self.failures.append(str(event))
            raise structlog.DropEvent

        structlog.configure(
            processors=[structlog.processors.format_exc_info, keep],
            wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
            cache_logger_on_first_use=False,
        )
        self._ear = _Ear(self.failures)


class _Ear(logging.Handler):
    def __init__(self, failures: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._failures = failures

    def emit(self, record: logging.LogRecord) -> None:
        self._failures.append(record.getMessage())
