"""Answering Teams before it gives up and asks again, which it does after five seconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")

REMEMBERED = 60.0
"""Seconds an answer is kept for who asks for the same again."""


class Slot(Generic[T]):
    """The answer to one request, while Teams still waits for it."""

    def __init__(self) -> None:
        self.answer: T | None = None
        self.is_open = True
        self.until = time.monotonic() + REMEMBERED

    @classmethod
    def closed(cls) -> Slot[T]:
        """Of a request that takes no answer."""
        slot = cls()
        slot.is_open = False
        return slot

    def give(self, answer: T) -> bool:
        """False: too late, it has to reach the person in another way."""
        self.answer = answer
        was_open, self.is_open = self.is_open, False
        return was_open


class InTime:
    def __init__(self, patience: float) -> None:
        """`patience` in seconds."""
        self.patience = patience
        self._running: dict[asyncio.Task[None], None] = {}
        self._asked: dict[str, tuple[Slot[Any], asyncio.Task[None]]] = {}

    async def answer(self, key: str, work: Callable[[Slot[T]], Awaitable[None]], late: T) -> T:
        """What the work gave; `late` when that takes longer than Teams waits, and the work goes on
        behind it. Who asks with the same key again gets the same answer, and no second work."""
        self._forget(time.monotonic())
        known = self._asked.get(key) if key else None
        if known:
            slot, task = known
        else:
            slot = Slot()
            task = asyncio.get_running_loop().create_task(_run(work, slot))
            self._running[task] = None
            task.add_done_callback(self._running.pop)
            if key:
                self._asked[key] = (slot, task)
        await asyncio.wait({task}, timeout=self.patience)
        if slot.answer is None:
            slot.is_open = False
            return late
        given: T = slot.answer
        return given

    def _forget(self, now: float) -> None:
        """The oldest stand first."""
        while self._asked:
            oldest = next(iter(self._asked))
            if self._asked[oldest][0].until > now:
                return
            del self._asked[oldest]

    async def settle(self) -> None:
        """Until no work is left behind its answer."""
        while self._running:
            await asyncio.wait(list(self._running))


async def _run(work: Callable[[Slot[T]], Awaitable[None]], slot: Slot[T]) -> None:
    try:
        await work(slot)
    except Exception:
        # Whoever can be told has been told by the work itself.
        log.exception("teams work failed")
