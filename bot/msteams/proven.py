"""Tokens whose signature was looked at a moment ago: Microsoft sends the same one for an hour, and
looking takes longer than all the rest of a request."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

REMEMBERED = 60.0
"""Seconds. Not longer than a key that was withdrawn may be trusted."""
MOST = 1000


class Proven:
    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._known: dict[tuple[bytes, str, str], tuple[float, Any]] = {}
        """By the token's hash: the token itself is kept nowhere."""

    def get(self, header: str, channel: str, service_url: str) -> Any:
        """What was proven with the same words for the same place; None if nothing was."""
        until, identity = self._known.get(_key(header, channel, service_url), (0.0, None))
        return identity if self._clock() < until else None

    def keep(
        self, header: str, channel: str, service_url: str, identity: Any, expires: float
    ) -> None:
        if len(self._known) >= MOST:
            self._known.clear()
        until = min(self._clock() + REMEMBERED, expires)
        self._known[_key(header, channel, service_url)] = (until, identity)


def _key(header: str, channel: str, service_url: str) -> tuple[bytes, str, str]:
    return hashlib.sha256(header.encode()).digest(), channel, service_url
