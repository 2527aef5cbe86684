"""The playground's clock: real time plus an offset, and a way to move it forward."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from storage import playground
from storage.session import Database

FARTHEST = timedelta(days=400)
MOST_MOMENTS = 50_000
"""In one move; a team of every zone has about 8,000 in 400 days."""
MOST_TICKS_A_MOMENT = 1_000
SETTLING = timedelta(seconds=120)
"""How long the work of one moment may take in real time."""


class Beat(Protocol):
    """What falls due, and getting it done."""

    async def next(self) -> tuple[datetime, str] | None:
        """The next moment (UTC) and what a person calls it; past moments while they wait."""

    async def tick(self) -> None:
        """Hands on everything that is due now."""

    async def settled(self) -> None:
        """Returns when all work that was started is done and delivered."""

    async def hurry(self, on: bool) -> None:
        """Somebody waits for it, or no longer."""


class Stuck(Exception):
    """Something that fell due does not get done."""


class MovableClock:
    """Runs by itself; stands still while it is being moved, so that a moment's work happens at
    exactly that moment, however long it takes."""

    def __init__(
        self,
        database: Database,
        real: Callable[[], datetime] | None = None,
        fixed: bool = False,
    ) -> None:
        """`fixed`: real time only, because real people live by this clock too."""
        self.fixed = fixed
        self._database = database
        self._real = real or _real_time
        self._offset = timedelta()
        self._held: datetime | None = None
        self.moving = asyncio.Lock()
        """Held by whoever moves the clock or resets the world."""

    def now(self) -> datetime:
        """UTC; safe to call from any thread."""
        return self._held or self._real() + self._offset

    async def load(self) -> None:
        """Takes up the offset from before a restart."""
        if self.fixed:
            return
        self._offset = await self._database.run(self._read)

    async def move(self, to: datetime, beat: Beat) -> datetime:
        """Forward to `to`, stopping at each moment on the way until its work is done.

        Raises Stuck.
        """
        async with self.moving:
            await beat.hurry(True)
            try:
                await self._walk(to, beat)
                await self._arrive(max(to, self.now()), beat)
                return self.now()
            finally:
                self._run_on()
                await beat.hurry(False)

    async def to_real_time(self) -> None:
        """For whoever holds `moving`."""
        self._offset = timedelta()
        await self._database.run(self._write, self._offset)

    async def _walk(self, to: datetime, beat: Beat) -> None:
        ticks = 0
        for _ in range(MOST_MOMENTS):
            coming = await beat.next()
            if coming is None or coming[0] > to:
                return
            at = max(coming[0], self.now())
            ticks = ticks + 1 if at == self._held else 0
            if ticks > MOST_TICKS_A_MOMENT:
                raise Stuck(f"{coming[1]} of {coming[0].isoformat()}")
            await self._arrive(at, beat)
        raise Stuck("too many moments in one move")

    async def _arrive(self, at: datetime, beat: Beat) -> None:
        self._held = at
        # Kept at every moment: a restart must not find work done at a time still to come.
        await self._database.run(self._write, at - self._real())
        await beat.tick()
        try:
            async with asyncio.timeout(SETTLING.total_seconds()):
                await beat.settled()
        except TimeoutError:
            raise Stuck(f"the work of {at.isoformat()}") from None

    def _run_on(self) -> None:
        if self._held is not None:
            self._offset = self._held - self._real()
            self._held = None

    def _read(self) -> timedelta:
        with self._database.everywhere() as session:
            return playground.clock_offset(session)

    def _write(self, offset: timedelta) -> None:
        with self._database.everywhere() as session:
            playground.keep_clock_offset(session, offset)


def _real_time() -> datetime:
    return datetime.now(UTC)
