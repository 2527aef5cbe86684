"""The threads that work with the database, and whoever waits for them in an event loop.

As `run_in_executor`, without the second future and the locks between the two: those took as long as
a short transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
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
        self._work.put((future, contextvars.copy_context(), work, args))
        return future

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
            _finish(*asked)
            self._count(-1)
            # Nothing that was worked with is held on to while there is nothing to do.
            del asked


def _finish(
    future: asyncio.Future[Any],
    context: contextvars.Context,
    work: Callable[..., Any],
    args: tuple[Any, ...],
) -> None:
    if future.cancelled():
        return
    try:
        result = context.run(work, *args)
    except BaseException as error:
        _tell(future, future.set_exception, error)
    else:
        _tell(future, future.set_result, result)


def _tell(future: asyncio.Future[Any], tell: Callable[[Any], None], told: Any) -> None:
    def in_the_loop() -> None:
        if not future.cancelled():
            tell(told)

    # A loop that is closed waits for nothing.
    with contextlib.suppress(RuntimeError):
        future.get_loop().call_soon_threadsafe(in_the_loop)
