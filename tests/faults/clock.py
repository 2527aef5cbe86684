"""A wall clock that several processes read and a test moves, as an administrator or a bad battery does."""

from __future__ import annotations

import mmap
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

_OFFSET = struct.Struct("d")
_real = time.time


class Clock:
    """Real time plus an offset that lives in a file, so that a move is seen everywhere at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(_OFFSET.pack(0.0))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _OFFSET.size)

    @property
    def offset(self) -> float:
        """Seconds."""
        found: float = _OFFSET.unpack(self._memory[:])[0]
        return found

    def time(self) -> float:
        return _real() + self.offset

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time(), UTC)

    def jump(self, by: timedelta) -> None:
        self._memory[:] = _OFFSET.pack(self.offset + by.total_seconds())

    def set(self, to: datetime) -> None:
        self._memory[:] = _OFFSET.pack(to.timestamp() - _real())


def live_by(clock: Clock, put: Callable[[object, str, object], None] = setattr) -> None:
    """Whatever asks for the time in this process is told this one. A real jump moves the wall clock
    only, so the monotonic one stays. `put` may be a test's own, which is undone after it."""
    import apscheduler.executors.base
    import apscheduler.schedulers.base
    import apscheduler.triggers.interval
    import slack_sdk.signature

    import bot.app

    class Moved(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime.fromtimestamp(clock.time(), tz)

    put(time, "time", clock.time)
    put(slack_sdk.signature, "time", clock.time)
    put(bot.app, "real_now", clock.now)
    for module in (
        apscheduler.schedulers.base,
        apscheduler.triggers.interval,
        apscheduler.executors.base,
    ):
        put(module, "datetime", Moved)
