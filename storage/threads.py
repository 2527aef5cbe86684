"""The threads that work with the database, and whoever waits for them in an event loop.

As `run_in_executor`, without the second future and the locks between the two: those took as long as
a short transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import threading
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeAlias

Work: TypeAlias = tuple[
    "asyncio.Future[Any]", contextvars.Context, Callable[..., Any], tuple[Any, ...]
]


class Threads:
    def __init__(self, count: int) -> None:
        self._work: SimpleQueue[Work | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"database_{number}", daemon=True)
            for number in range(count)
        ]
        self._are_running = False
        self._counting = threading.Lock()
        self._open = 0
        self._last: Callable[[], asyncio.Future[Any] | None] = _nobody_waits
        """What was asked for last; its result is not held on to."""

    @property
    def are_idle(self) -> bool:
        """Nothing is asked for that is not done."""
        return self._open == 0

    def run(self, work: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        """`work(*args)` in the caller's context. Whoever stops waiting before it began stops it."""
        if not self._are_running:
            self._are_running = True
            for thread in self._threads:
                thread.start()
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._count(1)
        self._last = weakref.ref(future)
        self._work.put((future, contextvars.copy_context(), work, args))
        return future

    async def caught_up(self) -> None:
        """Returns when what this event loop asked for until now is done or given up."""
        last = self._last()
        if last is not None and last.get_loop() is asyncio.get_running_loop():
            await asyncio.wait([last])

    def close(self) -> None:
        """Finishes what was asked for."""
        if not self._are_running:
            return
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def _count(self, more: int) -> None:
        with self._counting:
            self._open += more

    def _run(self) -> None:
        while (asked := self._work.get()) is not None:
            tell = _finished(*asked)
            # Whoever is told finds it done.
            self._count(-1)
            tell()
            # Nothing that was worked with is held on to while there is nothing to do.
            del asked, tell


def _finished(
    future: asyncio.Future[Any],
    context: contextvars.Context,
    work: Callable[..., Any],
    args: tuple[Any, ...],
) -> Callable[[], None]:
    """Does it. Returns what tells whoever waits."""
    if future.cancelled():
        return _nobody_waits
    try:
        result = context.run(work, *args)
    except BaseException as error:
        return functools.partial(_tell, future, future.set_exception, error)
    return functools.partial(_tell, future, future.set_result, result)


def _nobody_waits() -> None:
    return None


def _tell(future: asyncio.Future[Any], tell: Callable[[Any], None], told: Any) -> None:
    def in_the_loop() -> None:
        if not future.cancelled():
            tell(told)

    # A loop that is closed waits for nothing.
    with contextlib.suppress(RuntimeError):
        future.get_loop().call_soon_threadsafe(in_the_loop)
