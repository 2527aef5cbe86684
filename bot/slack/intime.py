"""Answering Slack before it gives up, which it does after three seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import structlog

log = structlog.get_logger()

Body: TypeAlias = dict[str, Any] | str
"""As a dict, or as JSON already; empty for nothing."""
Work: TypeAlias = Callable[["Slot"], Awaitable[None]]


class Slot:
    """The answer to one request, while Slack still waits for it."""

    def __init__(self) -> None:
        self.body: Body | None = None
        self.is_open = True

    def give(self, body: Body) -> bool:
        """False: too late, it has to reach the person in another way."""
        if not self.is_open:
            return False
        self.body = body
        self.is_open = False
        return True


class InTime:
    def __init__(self, patience: float) -> None:
        """`patience` in seconds."""
        self.patience = patience
        self._running: set[asyncio.Task[None]] = set()

    async def answer(self, work: Work, too_late: Body = "") -> Body:
        """What the work gave. When it takes longer than Slack waits, `too_late` goes out and the
        work goes on behind it."""
        loop = asyncio.get_running_loop()
        slot, ready = Slot(), loop.create_future()
        task = loop.create_task(_run(work, slot))
        self._running.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._running.discard(task)
            tell()

        def tell() -> None:
            if not ready.done():
                ready.set_result(None)

        task.add_done_callback(done)
        waiting = loop.call_later(self.patience, tell)
        try:
            await ready
        finally:
            waiting.cancel()
        if slot.is_open:
            slot.give("" if task.done() else too_late)
        return slot.body or ""

    async def settle(self) -> None:
        """Until no work is left behind its answer."""
        while self._running:
            await asyncio.wait(self._running)


async def _run(work: Work, slot: Slot) -> None:
    try:
        await work(slot)
    except Exception:
        # Whoever can be told has been told by the work itself.
        log.exception("slack work failed")
