"""A Monday of a team on a real platform: a clock that goes forward, with all that falls due."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.dispatch import Dispatch
from handlers.events import Due
from scheduler import ticks
from storage import dues
from tests.platforms.surfaces import Seen, Surface

BERLIN = ZoneInfo("Europe/Berlin")


class Stage(Surface, Protocol):
    dispatch: Dispatch


class Monday:
    surface: Stage

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 7, tzinfo=UTC)

    async def until(self, hour: int, minute: int = 0) -> None:
        """To that time in Berlin, with everything that falls due on the way."""
        to = datetime(2026, 11, 23, hour, minute, tzinfo=BERLIN).astimezone(UTC)
        database = self.surface.dispatch.database
        while (due_at := await database.run(self._next)) <= to:
            self.now = max(self.now, due_at)
            for due in await database.run(self._claim):
                await self.surface.dispatch.handle_due(due)
            await self.surface.delivered()
        self.now = to

    def _next(self) -> datetime:
        with self.surface.dispatch.database.everywhere() as session:
            due = dues.first(session)
            assert due is not None
            return due.next_run_at

    def _claim(self) -> list[Due]:
        handed_on: list[Due] = []
        with self.surface.dispatch.database.everywhere() as session:
            ticks.tick(session, self.now, lambda _, due: handed_on.append(due))
        return handed_on

    async def prompt(self, who: str) -> Seen:
        [prompt] = [
            each
            for each in await self.surface.direct_as(who)
            if "stand-up for Monday 23 November" in each.text
        ]
        return prompt

    async def digest(self) -> Seen:
        [digest] = [
            each
            for each in await self.surface.channel_as("ada")
            if each.text.startswith("Stand-up · Harbor") and not each.private
        ]
        return digest
