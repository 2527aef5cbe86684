"""APScheduler, and nothing else: a handful of jobs per process, none per person or team."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

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
                job, "interval", seconds=every.total_seconds(), id=name, name=name
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
