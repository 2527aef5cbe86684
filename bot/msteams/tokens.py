"""Our own token, which every call to the connector carries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.msteams.keys import Unreachable

REMEMBERED = 300.0
"""Seconds. Microsoft's library keeps the token itself and renews it in time; it only wants to be
asked."""
SignIn = Callable[[], Awaitable["Callable[[], str] | None"]]


class Tokens:
    def __init__(self, sign_in: SignIn) -> None:
        """`sign_in` gives what gives us a token, and blocks; None: calls go without."""
        self._sign_in = sign_in
        self._get: Callable[[], str] | None = None
        self._token = ""
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def current(self) -> str:
        """Empty: calls go without. Raises Unreachable."""
        if time.monotonic() >= self._until:
            async with self._asking:
                if time.monotonic() >= self._until:
                    await self._renew()
        return self._token

    def forget(self) -> None:
        # Microsoft's library would give the same one again.
        self._get, self._until = None, 0.0

    async def _renew(self) -> None:
        try:
            self._get = self._get or await self._sign_in()
            self._token = await asyncio.to_thread(self._get) if self._get else ""
        except Exception as error:
            # Its own errors and those of its HTTP client; their words may name the tenant.
            raise Unreachable(f"no token: {type(error).__name__}") from None
        self._until = time.monotonic() + REMEMBERED
