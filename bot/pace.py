"""How fast we may post: per conversation and per workspace, in one place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeAlias

from bot.port import Limited, Pace

FORGOTTEN_AT = 20_000
"""Conversations in memory; those that are rested are forgotten then."""

Key: TypeAlias = int | tuple[int, str]
"""A workspace, or one conversation in it."""


EDITS = "(edits)"


class Pacer:
    """Says whether a message may go now. What a platform refuses as too fast holds back its whole
    conversation or workspace for as long as it asked."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.sharing = 1
        """How many processes post at the same time: each takes its part of the pace."""
        self._clock = clock
        self._lock = threading.Lock()
        self._rested: dict[Key, float] = {}
        """When each could do a whole burst again. Whoever is rested need not be remembered."""
        self._until: dict[Key, float] = {}
        """Whoever has to wait now, and until when."""

    def turn(self, pace: Pace | None, workspace: int, place: str, *, is_edit: bool = False) -> bool:
        """Whether it may go; if so, this was its turn."""
        with self._lock:
            now = self._clock()
            if self._until.get(workspace, 0) > now or self._until.get((workspace, place), 0) > now:
                return False
            buckets = [] if pace is None else self._buckets(pace, workspace, place, is_edit)
            free = True
            for key, seconds, burst in buckets:
                may_at = self._rested.get(key, 0) - (burst - 1) * seconds
                if may_at > now:
                    self._until[key] = may_at
                    free = False
            if free:
                for key, seconds, _ in buckets:
                    self._rested[key] = max(self._rested.get(key, 0), now) + seconds
            if len(self._rested) > FORGOTTEN_AT:
                self._rested = {key: at for key, at in self._rested.items() if at > now}
            return free

    def _buckets(
        self, pace: Pace, workspace: int, place: str, is_edit: bool
    ) -> list[tuple[Key, float, int]]:
        """Each with the seconds one message costs and how many may go at once."""
        share = self.sharing
        if is_edit and pace.edits:
            return [((workspace, EDITS), share / pace.edits, max(1, pace.edits_burst // share))]
        return [
            (workspace, share / pace.workspace, max(1, pace.workspace_burst // share)),
            ((workspace, place), share / pace.place, max(1, pace.place_burst // share)),
        ]

    def hold(self, limit: Limited, workspace: int, place: str) -> None:
        key: Key = (workspace, place) if limit.scope == "place" else workspace
        with self._lock:
            self._until[key] = max(self._until.get(key, 0), self._clock() + limit.after)

    def rests(self, workspace: int) -> bool:
        """Whether nothing may go there now."""
        with self._lock:
            return self._until.get(workspace, 0) > self._clock()

    def soonest(self) -> float | None:
        """Seconds until somebody need not wait any more; None: nobody waits."""
        with self._lock:
            now = self._clock()
            self._until = {key: at for key, at in self._until.items() if at > now}
            return min((at - now for at in self._until.values()), default=None)
