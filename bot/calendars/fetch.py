"""Fetching what a person's calendar publishes. Neither address nor content is ever logged."""

from __future__ import annotations

from typing import Self
from urllib.parse import urljoin

import aiohttp

from bot import address

MOST_BYTES = 10_000_000
"""A busy calendar of many years has some; it is that long once it is unpacked."""
WITHIN = aiohttp.ClientTimeout(total=30, sock_connect=5, sock_read=15)
"""Seconds."""
REDIRECTS = 5
HEADERS = {"Accept": "text/calendar, */*;q=0.5", "User-Agent": "Drumbeat"}


class Failed(Exception):
    """The words are for the person, and hold nothing of the address."""


class Fetcher:
    def __init__(self, *, is_lenient: bool) -> None:
        """`is_lenient`: plain HTTP and private networks are fine, on one's own machine."""
        self._is_lenient = is_lenient
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = address.session(
            is_lenient=self._is_lenient, timeout=WITHIN, headers=HEADERS
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(self, url: str) -> bytes:
        """Raises Failed, and nothing else."""
        try:
            for _ in range(REDIRECTS + 1):
                content, url = await self._once(url)
                if content is not None:
                    return content
        except address.TROUBLE as trouble:
            raise Failed(address.why(trouble)) from None
        raise Failed("It sends me from one address to the next.")

    async def _once(self, url: str) -> tuple[bytes | None, str]:
        """The content, or where to look instead."""
        assert self._session is not None
        # Each address anew, wherever it came from.
        address.check(url, is_lenient=self._is_lenient)
        async with self._session.get(url, allow_redirects=False) as answer:
            if answer.status in (301, 302, 303, 307, 308):
                return None, urljoin(url, answer.headers.get("Location", ""))
            if answer.status in (401, 403, 404, 410):
                raise Failed("It no longer knows the address. Its owner may have made a new one.")
            if answer.status != 200:
                raise Failed(f"It answers with an error ({answer.status}).")
            return await _read(answer), url


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in answer.content.iter_chunked(65536):
        content += chunk
        if len(content) > MOST_BYTES:
            raise Failed("It is too long for me to read.")
    return bytes(content)
