"""Microsoft's public keys, which say that a request is from Microsoft."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

log = structlog.get_logger()

FRESH = 24 * 3600.0
"""Seconds after which the keys are asked for again."""
UNKNOWN_AGAIN = 3600.0
"""Seconds between two questions for a key that is not there: anybody can name one."""
FAILED_AGAIN = 5.0
"""Seconds after which somebody who did not answer is asked again."""
PATIENCE = 5.0


class Unreachable(Exception):
    """Nobody can say now whose a request is, or give us a token."""


class UnknownKey(Exception):
    """The request names a key that Microsoft does not have."""


@dataclass(frozen=True, slots=True)
class Key:
    public_key: Any
    endorsements: list[str]


class Keys:
    """In place of the SDK's own cache, which blocks the loop while it asks, trips over a key it does
    not know, and then does not ask for it before a day has passed."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`url` of the OpenID document that says where the keys are."""
        self.url = url
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._asked_at: float | None = None
        self._failed_at: float | None = None
        self._asking = asyncio.Lock()

    async def get(self, key_id: str | None) -> Key:
        """Raises UnknownKey or Unreachable."""
        if self._is_due(key_id):
            async with self._asking:
                if self._is_due(key_id):
                    await self._ask()
        try:
            return self._keys[key_id or ""]
        except KeyError:
            raise UnknownKey from None

    def _is_due(self, key_id: str | None) -> bool:
        now = self._clock()
        if self._failed_at is not None and now - self._failed_at < FAILED_AGAIN:
            if not self._keys:
                raise Unreachable(self.url)
            return False
        if self._asked_at is None:
            return True
        age = now - self._asked_at
        return age >= FRESH or (age >= UNKNOWN_AGAIN and key_id not in self._keys)

    async def _ask(self) -> None:
        try:
            keys = await _fetched(self.url)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError) as no:
            self._failed_at = self._clock()
            log.warning("microsoft's keys are not to be had", trouble=type(no).__name__)
            if not self._keys:
                raise Unreachable(self.url) from no
            return
        self._keys = keys
        self._asked_at = self._clock()
        self._failed_at = None


async def _fetched(url: str) -> dict[str, Key]:
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session:
        async with session.get(url) as answer:
            document = json.loads(await answer.read())
        async with session.get(document["jwks_uri"]) as answer:
            told = json.loads(await answer.read())
    return {each["kid"]: key for each in told["keys"] if (key := _key(each))}


def _key(told: dict[str, Any]) -> Key | None:
    try:
        public_key = RSAAlgorithm.from_jwk(told)
    except (InvalidKeyError, ValueError):
        return None
    return Key(public_key, list(told.get("endorsements") or ()))
