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
        slot = Slot()
        task = asyncio.create_task(_run(work, slot))
        # Most work is done in the one turn that it has now.
        await asyncio.sleep(0)
        if not task.done():
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await asyncio.wait([task], timeout=self.patience)
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
