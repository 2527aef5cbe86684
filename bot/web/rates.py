"""How often one thing may be asked for."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta

KEPT = 10_000
"""Keys remembered at most: whoever invents new ones pushes out their own."""


class Rate:
    def __init__(
        self, most: int, within: timedelta, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._within = within.total_seconds()
        self._ticks = ticks
        self._asked: dict[str, deque[float]] = {}

    def ask(self, key: str) -> int:
        """0: go on. Else how many seconds to wait."""
        now = self._ticks()
        asked = self._asked.pop(key, deque())
        while asked and asked[0] <= now - self._within:
            asked.popleft()
        # Last in line again: the longest unheard is forgotten first.
        self._asked[key] = asked
        if len(self._asked) > KEPT:
            del self._asked[next(iter(self._asked))]
        if len(asked) >= self._most:
            return max(1, round(asked[0] + self._within - now))
        asked.append(now)
        return 0
