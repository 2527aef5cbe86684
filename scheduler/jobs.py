"""APScheduler, and nothing else: a handful of jobs per process, none per person or team."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger()

LOOK = 1.0
"""Seconds between two looks at whether the clock was set back."""
ENDING = 2.0
"""Seconds that what runs has to end, when all of it stops."""
SET_BACK = 1.0
"""Seconds; less is not worth a word."""

Job = Callable[[], Awaitable[None]]


class Jobs:
    """Runs each job at its interval, never two of the same at once, and never drops a late one."""

    def __init__(self, jobs: dict[str, tuple[timedelta, Job]]) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for name, (every, job) in jobs.items():
            self._scheduler.add_job(
                self._run, "interval", [job], seconds=every.total_seconds(), id=name, name=name
            )
        self._running: set[asyncio.Task[None]] = set()
        self._is_stopping = False
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Starts nothing more; what runs may end, and is broken off where it does not."""
        if self._watching is not None:
            self._watching.cancel()
        self._scheduler.pause()
        self._is_stopping = True
        if self._running:
            await asyncio.wait(self._running, timeout=ENDING)
        self._scheduler.shutdown(wait=False)

    async def _run(self, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await job()
        except asyncio.CancelledError:
            # By the scheduler, which would call it an error of the job.
            if not self._is_stopping:
                raise
        finally:
            self._running.discard(task)

    async def _watch(self) -> None:
        """The scheduler sleeps until a moment on the wall clock; one that is set back by hours would
        let it sleep for as long."""
        ahead = _ahead()
        while True:
            await asyncio.sleep(LOOK)
            was, ahead = ahead, _ahead()
            if ahead < was - SET_BACK:
                log.warning("the clock was set back", seconds=round(was - ahead))
                now = datetime.fromtimestamp(time.time(), UTC)
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)


def _ahead() -> float:
    """Seconds; changes only where the wall clock does not run as time does."""
    return time.time() - time.monotonic()
