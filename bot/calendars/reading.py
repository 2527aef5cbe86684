"""Reading people's own calendars, each about once an hour; what comes of it is an event as any."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from bot.calendars import apart
from bot.calendars.fetch import Failed, Fetcher
from bot.dispatch import Handle
from bot.seal import Seal
from handlers.calendars.days import Range
from handlers.events import CalendarRead, Origin
from handlers.times import local
from storage import links
from storage.session import Database

log = structlog.get_logger()

AGAIN = timedelta(hours=1)
MOST = 40
"""Read in one go."""
AT_ONCE = 4
BACK = timedelta(days=7)
AHEAD = timedelta(days=400)
"""Of today: what a calendar has of this is taken over, and nothing else."""


@dataclass(frozen=True, slots=True)
class _Task:
    link: int
    sealed: str
    known: str
    """What was read the last time, as a digest."""
    zone: str
    origin: Origin


class Calendars:
    def __init__(
        self,
        database: Database,
        seal: Seal,
        handle: Handle,
        now: Callable[[], datetime],
        *,
        is_lenient: bool,
    ) -> None:
        """`is_lenient`: on one's own machine any address will do."""
        self._database = database
        self._seal = seal
        self._handle = handle
        self._now = now
        self._is_lenient = is_lenient
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def read(self) -> None:
        """Everything that is due."""
        while tasks := await self._database.run(self._claim):
            async with Fetcher(is_lenient=self._is_lenient) as fetcher:
                await asyncio.gather(*(self._read(task, fetcher) for task in tasks))

    def _claim(self) -> list[_Task]:
        with self._database.everywhere() as session:
            return [
                _Task(
                    link.key,
                    link.sealed,
                    link.content,
                    person.zone,
                    Origin(workspace.platform, workspace.ref, "", "", "nowhere"),
                )
                for link, person, workspace in links.claim(session, self._now(), AGAIN, MOST)
            ]

    async def _read(self, task: _Task, fetcher: Fetcher) -> None:
        async with self._turn:
            today = local(self._now(), task.zone).date()
            window = Range(today - BACK, today + AHEAD)
            trouble, days, content = "", None, ""
            try:
                opened = self._seal.open(task.sealed)
                if opened is None:
                    raise Failed("I no longer have the key to its address. Please enter it again.")
                found = await fetcher.fetch(opened["address"])
                content = _digest(found, today, task.zone)
                if content != task.known:
                    days = await apart.days_away(found, task.zone, window)
            except (Failed, apart.Failed) as failed:
                trouble = str(failed)
        log.info("calendar read", link=task.link, failed=bool(trouble), changed=days is not None)
        await self._handle(
            CalendarRead(
                task.origin,
                link=task.link,
                first=window.first,
                last=window.last,
                days=None if days is None else tuple((each.first, each.last) for each in days),
                content=content,
                trouble=trouble,
            )
        )


def _digest(content: bytes, today: date, zone: str) -> str:
    """The same text means other days tomorrow, and elsewhere."""
    told = f"{today.isoformat()} {zone} ".encode()
    return hashlib.sha256(told + content).hexdigest()
