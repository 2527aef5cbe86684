"""A Slack that only says yes: no memory, as little work as HTTP allows.

    python -m benchmarks.sink [limited]

Prints its port. `limited`: it says no to what comes faster than Slack takes it. It takes any Web
API call and answers it with a `ts` of its own; `GET /seen` tells how many calls came, how many
different messages by the key in their metadata, and how often it said no.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from typing import cast

import uvloop

from bot.serve import listener
from tests.fakes.slack.rates import Rates

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_TOKEN = re.compile(rb"authorization: *Bearer (\S+)", re.IGNORECASE)
_CHANNEL = re.compile(rb'"channel": ?"([^"]+)"')
_KEY = re.compile(rb'"key": ?"([^"]+)"')


class Seen:
    def __init__(self, rates: Rates | None) -> None:
        self.rates = rates
        self.calls = 0
        self.limited = 0
        self.keys: set[bytes] = set()

    def wait(self, head: bytes, channel: str) -> int | None:
        """Seconds, where this came too soon."""
        if self.rates is None:
            return None
        token = _TOKEN.search(head)
        team = token.group(1).decode() if token else ""
        wait = self.rates.wait("chat.postMessage", team, channel, time.monotonic())
        self.limited += wait is not None
        return wait


class Connection(asyncio.Protocol):
    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._came += data
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head = self._came[:end]
            length = _LENGTH.search(head)
            until = end + 4 + (int(length.group(1)) if length else 0)
            if len(self._came) < until:
                return
            body, self._came = self._came[end + 4 : until], self._came[until:]
            self._transport.write(self._answer(head, body))

    def _answer(self, head: bytes, body: bytes) -> bytes:
        if head.startswith(b"GET /seen"):
            seen = self._seen
            told = {"calls": seen.calls, "messages": len(seen.keys), "limited": seen.limited}
            return _response(json.dumps(told).encode())
        self._seen.calls += 1
        found = _CHANNEL.search(body)
        channel = found.group(1) if found else b""
        if wait := self._seen.wait(head, channel.decode()):
            return _response(
                b'{"ok":false,"error":"ratelimited"}',
                b"429 Too Many Requests\r\nRetry-After: %d" % wait,
            )
        if key := _KEY.search(body):
            self._seen.keys.add(key.group(1))
        return _response(
            b'{"ok":true,"channel":"%s","ts":"1790000000.%06d"}' % (channel, self._seen.calls)
        )


def _response(body: bytes, status: bytes = b"200 OK") -> bytes:
    return (
        b"HTTP/1.1 %s\r\nContent-Type: application/json; charset=utf-8\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (status, len(body), body)
    )


async def serve() -> None:
    seen = Seen(Rates() if "limited" in sys.argv else None)
    opened = listener("127.0.0.1", 0)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(seen), sock=opened)
    print(opened.getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve())
