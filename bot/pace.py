"""How fast we may post: per conversation and per workspace, in one place."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from aiolimiter import AsyncLimiter

from bot.port import Limited, Pace

REMEMBERED = 20_000
"""Conversations whose pace is kept in memory; the longest unused go first."""


class Pacer:
    """Waits until a message may go. What a platform refuses as too fast holds back its whole
    conversation or workspace for as long as it asked."""

    def __init__(self) -> None:
        self._limiters: OrderedDict[str, AsyncLimiter] = OrderedDict()
        self._held: dict[str, float] = {}

    async def turn(self, pace: Pace | None, workspace: str, place: str) -> None:
        loop = asyncio.get_running_loop()
        for key in (workspace, place):
            while (wait := self._held.get(key, 0) - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._held.pop(key, None)
        if pace is None:
            return
        await self._limiter(workspace, pace.workspace, pace.workspace_burst).acquire()
        await self._limiter(place, pace.place, pace.place_burst).acquire()

    def hold(self, limit: Limited, workspace: str, place: str) -> None:
        key = place if limit.scope == "place" else workspace
        until = asyncio.get_running_loop().time() + limit.after
        self._held[key] = max(self._held.get(key, 0), until)

    def _limiter(self, key: str, per_second: float, burst: int) -> AsyncLimiter:
        limiter = self._limiters.get(key)
        if limiter is None:
            limiter = AsyncLimiter(burst, burst / per_second)
            self._limiters[key] = limiter
            if len(self._limiters) > REMEMBERED:
                self._limiters.popitem(last=False)
        self._limiters.move_to_end(key)
        return limiter
