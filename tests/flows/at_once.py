"""Several at one moment, each in a thread of their own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

THREADS = ThreadPoolExecutor(4)
"""As many as are ever needed at once: on SQLite each keeps a connection of its own."""


async def at_once(*several: Coroutine[Any, Any, Any]) -> list[Any]:
    """Each in a thread and an event loop of its own, begun together. Raises what one of them did."""
    line = threading.Barrier(len(several))

    def do(one: Coroutine[Any, Any, Any]) -> Any:
        line.wait()
        return asyncio.run(one)

    loop = asyncio.get_running_loop()
    return await asyncio.gather(*(loop.run_in_executor(THREADS, do, one) for one in several))
