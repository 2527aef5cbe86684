"""What people are about to do, and when."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

SLOT = 1200
"""Seconds. Things are done together, so that there are not more moments than a machine can live
through in an hour."""
BESIDE = 30
"""Seconds after the full minute: nothing that is planned falls into the same moment."""

Doing = Callable[[], Awaitable[None]]


class Agenda:
    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, str, bool, Doing]] = []
        self._numbers = itertools.count()

    def add(self, about: datetime, who: str, doing: Doing, *, alone: bool = False) -> None:
        """`who` does one thing after the other; `alone`: while nobody else does anything."""
        heapq.heappush(self._heap, (slot(about), next(self._numbers), who, alone, doing))

    def next(self) -> datetime | None:
        return self._heap[0][0] if self._heap else None

    async def until(self, now: datetime) -> None:
        """All that is done by then: first what changes who is there, then the others at once."""
        alone, together = self._due(now)
        for doing in alone:
            await doing()
        await asyncio.gather(*(_in_order(doings) for doings in together.values()))

    def _due(self, now: datetime) -> tuple[list[Doing], dict[str, list[Doing]]]:
        first: list[Doing] = []
        found: dict[str, list[Doing]] = {}
        while self._heap and self._heap[0][0] <= now:
            _, _, who, alone, doing = heapq.heappop(self._heap)
            (first if alone else found.setdefault(who, [])).append(doing)
        return first, found


async def _in_order(doings: list[Doing]) -> None:
    for doing in doings:
        await doing()


def slot(about: datetime) -> datetime:
    seconds = int(about.timestamp()) // SLOT * SLOT + SLOT + BESIDE
    return datetime.fromtimestamp(seconds, UTC)
