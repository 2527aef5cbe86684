"""The ledger, drained: every message that is committed reaches its platform, at the right pace."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from bot.dispatch import Handle
from bot.noting import Noting
from bot.pace import Pacer
from bot.port import Platform
from bot.sending import LONGEST_PAUSE, Job, Sender, jobs_of
from bot.watching import Watch
from storage import ledger, upkeep
from storage.session import Database
from storage.turns import Turn

log = structlog.get_logger()

IN_FLIGHT = 400
"""Messages on the wire at once; more wait in the ledger."""
PER_WORKSPACE = 8
"""Of them in one workspace: one that answers slowly does not keep the others waiting, and a kill
leaves few of which nobody knows whether they arrived."""
GATHERING = 0.04
"""Seconds between two looks into the ledger while there is something on the wire."""
FINISHING = 5.0
"""Seconds that stopping waits for what is on the wire."""


Living = Callable[[], Awaitable[Sequence[str]]]
"""Asks which processes are alive."""


class Deliveries:
    def __init__(
        self,
        database: Database,
        platforms: dict[str, Platform],
        process: str,
        now: Callable[[], datetime],
        tell: Handle,
        every: float = 1.0,
        pacer: Pacer | None = None,
        watch: Watch | None = None,
    ) -> None:
        """`tell` takes the events that deliveries lead to. `every` is in seconds: how often the
        ledger is looked at when nobody wakes us."""
        self._database = database
        self._platforms = platforms
        self._process = process
        self._now = now
        self._every = every
        self._pacer = pacer or Pacer()
        self._sender = Sender(
            platforms, process, now, tell, Noting(database), self._pacer, watch or Watch()
        )
        self._woken = asyncio.Event()
        self._jobs: dict[asyncio.Task[None], Job] = {}
        self._loop: asyncio.Task[None] | None = None
        self._idle: set[int] = set()
        """Ours by the ledger, but not in our hand when last looked for."""

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Finishes what is on the wire, within a few seconds; all else waits in the ledger."""
        self._sender.is_stopping = True
        self._woken.set()
        if self._loop is not None:
            await self._loop
        if self._jobs:
            await asyncio.wait(self._jobs, timeout=FINISHING)
        left = list(self._jobs)
        for job in left:
            job.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def wake(self) -> None:
        self._woken.set()

    def share(self, processes: int) -> None:
        """How many processes deliver: they keep the pace together."""
        self._pacer.sharing = max(1, processes)

    async def idle(self) -> bool:
        """Whether nothing is in hand and nothing could go out now."""
        if self._jobs:
            return False
        return not await self._database.run(self._open_now)

    async def work_done(self) -> None:
        """Returns when something in hand is finished, or soon."""
        self.wake()
        if self._jobs:
            await asyncio.wait(self._jobs, return_when=asyncio.FIRST_COMPLETED, timeout=1)
        else:
            await asyncio.sleep(0.005)

    async def take_over(self, living: Living) -> int:
        """Takes up what processes that are no more had in hand, and what this one has without
        knowing, because the database went away as it claimed it. Returns how many.

        It may or may not have arrived: the platform is asked where it can be; else it is sent again,
        and that is counted.
        """
        in_hand = await self._database.run(self._in_hand)
        # Asked after: whoever has a row in hand was alive by then.
        alive = {*await living(), self._process} if in_hand else set()
        mine = {job.id for job in in_hand if job.holder == self._process}
        idle = mine - {job.id for job in self._jobs.values()}
        # Twice: at the first look it may have been about to begin, or just done.
        unknown, self._idle = idle & self._idle, idle - self._idle
        left = [job for job in in_hand if job.holder not in alive or job.id in unknown]
        await asyncio.gather(*map(self._sender.take_up, left))
        if left:
            self.wake()
        return len(left)

    # The loop.
    async def _run(self) -> None:
        while not self._sender.is_stopping:
            self._woken.clear()
            try:
                jobs = await self._claim()
            except Exception:
                log.exception("ledger not readable")
                jobs = []
            for job in jobs:
                task = asyncio.create_task(self._sender.work(job))
                self._jobs[task] = job
                task.add_done_callback(self._finished)
            if not jobs:
                await self._woken_or_soon()
            if self._jobs and not self._sender.is_stopping:
                await asyncio.sleep(GATHERING)

    async def _woken_or_soon(self) -> None:
        soonest = self._pacer.soonest()
        wait = self._every if soonest is None else min(self._every, soonest)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), wait)

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._jobs[task]
        # Whatever comes next in its conversation may go now.
        self._woken.set()

    async def _claim(self) -> list[Job]:
        room = IN_FLIGHT - len(self._jobs)
        if room <= 0:
            return []
        in_hand = Counter(job.home.id for job in self._jobs.values())
        return await self._database.run_short(self._claimed, room, in_hand)

    def _claimed(self, room: int, in_hand: Counter[int]) -> list[Job]:
        def has_room(workspace_id: int) -> bool:
            return in_hand[workspace_id] < PER_WORKSPACE and not self._pacer.rests(workspace_id)

        def may_go(turn: Turn) -> bool:
            goes = self._may_go(turn)
            in_hand[turn.workspace_id] += goes
            return goes

        now = self._now()
        with self._database.begin() as opened:
            rows = ledger.claim(
                opened.session, now, self._process, room, has_room=has_room, may_go=may_go
            )
            return jobs_of(opened.session, rows, now)

    def _may_go(self, turn: Turn) -> bool:
        platform = self._platforms.get(turn.platform)
        pace = platform.pace if platform else None
        return self._pacer.turn(pace, turn.workspace_id, turn.place, is_edit=turn.is_edit)

    def _in_hand(self) -> list[Job]:
        with self._database.everywhere() as session:
            upkeep.bring_forward(session, self._now(), 2 * LONGEST_PAUSE)
            return jobs_of(session, ledger.in_hand(session), self._now())

    def _open_now(self) -> bool:
        with self._database.everywhere() as session:
            return ledger.open_now(session, self._now())
