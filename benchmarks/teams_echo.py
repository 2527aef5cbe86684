"""A message in Teams, there and back: token, dedupe, transaction, card; beside Microsoft's SDK.

    python -m benchmarks.teams_echo [MESSAGES] [AT_ONCE]

Both servers run at the same time, each as its own process, and are asked in turns, so that both
see the same machine. The SDK is as it comes and says the words back; ours also looks at what it has
seen before, writes that down, and answers with a card. A message counts when its answer has reached
the connector and the request is answered.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from typing import Any, cast

import aiohttp

from benchmarks.catalogue import Found
from benchmarks.slash_command import ROUNDS, Figures, alive, figures, free_port
from benchmarks.teams_server import APP, PATH
from tests.fakes.msteams import keys

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Sink(asyncio.Protocol):
    """A connector that only says yes, and the place where Microsoft's keys are."""

    url = ""
    answers = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._came = b""

    def data_received(self, data: bytes) -> None:
        self._came += data
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head = self._came[:end]
            length = _LENGTH.search(head)
            until = end + 4 + (int(length.group(1)) if length else 0)
            if len(self._came) < until:
                return
            self._came = self._came[until:]
            body = json.dumps(self._told(head)).encode()
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
            )

    def _told(self, head: bytes) -> Any:
        if head.startswith(b"GET /openid"):
            return {"jwks_uri": f"{Sink.url}keys"}
        if head.startswith(b"GET /keys"):
            return {"keys": [keys.jwk(0, ["msteams"])]}
        if b"/members/" in head:
            return {"id": "29:ada", "name": "Ada", "aadObjectId": "ada", "tenantId": "T"}
        Sink.answers += head.startswith(b"POST /v3/")
        return {"id": "1"}


def token() -> str:
    now = int(time.time())
    claims = {
        "iss": "https://api.botframework.com",
        "aud": APP,
        "serviceurl": Sink.url,
        "nbf": now - 60,
        "exp": now + 3600,
    }
    return keys.signed(claims, 0)


def message(number: str) -> bytes:
    told = {
        "type": "message",
        "id": number,
        "timestamp": "2026-11-23T09:00:00.000Z",
        "localTimestamp": "2026-11-23T10:00:00.000+01:00",
        "localTimezone": "Europe/Berlin",
        "serviceUrl": Sink.url,
        "channelId": "msteams",
        "from": {"id": "29:ada", "name": "Ada", "aadObjectId": "ada"},
        "conversation": {"conversationType": "personal", "tenantId": "T", "id": "a:ada"},
        "recipient": {"id": f"28:{APP}", "name": "Drumbeat"},
        "entities": [{"locale": "en-US", "platform": "Web", "type": "clientInfo"}],
        "channelData": {"tenant": {"id": "T"}},
        "textFormat": "plain",
        "text": "echo good morning",
        "attachments": [{"contentType": "text/html", "content": "<p>echo good morning</p>"}],
        "locale": "en-US",
    }
    return json.dumps(told).encode()


async def burst(url: str, messages: int, at_once: int, tag: str) -> tuple[list[float], float]:
    times: list[float] = []
    left = iter(range(messages))
    headers = {"Authorization": f"Bearer {token()}", "Content-Type": "application/json"}

    async def worker(session: aiohttp.ClientSession) -> None:
        for number in left:
            began = time.perf_counter()
            body = message(f"{tag}.{number}")
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()
                assert answer.status == 200, answer.status
            times.append(time.perf_counter() - began)

    before = Sink.answers
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:
        began = time.perf_counter()
        await asyncio.gather(*(worker(session) for _ in range(at_once)))
        took = time.perf_counter() - began
    assert Sink.answers - before == messages, "not every message was answered"
    return times, took


async def compare(messages: int, at_once: int) -> dict[str, Figures]:
    """`messages` by ours in each round; Microsoft's takes a fifth of them, and as long."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0)
    Sink.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    counts = {"ours": messages, "stock": max(at_once, messages // 5)}
    with tempfile.TemporaryDirectory() as folder:
        ports = {name: free_port() for name in counts}
        started = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "benchmarks.teams_server",
                    name,
                    str(port),
                    Sink.url,
                    folder,
                ],
                stdout=subprocess.DEVNULL,
            )
            for name, port in ports.items()
        ]
        try:
            found: dict[str, tuple[list[float], float]] = {name: ([], 0.0) for name in ports}
            for port in ports.values():
                await alive(port)
            for number in range(-1, ROUNDS):
                for name, port in ports.items():
                    url = f"http://127.0.0.1:{port}{PATH}"
                    times, took = await burst(url, counts[name], at_once, f"{name}{number}")
                    if number >= 0:  # the first round warms up
                        found[name] = (found[name][0] + times, found[name][1] + took)
            return {name: figures(times, took) for name, (times, took) in found.items()}
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait()
            server.close()


def teams_echo() -> Found:
    """Messages a second with sixteen at once, beside Microsoft's SDK as it comes."""
    found = asyncio.run(compare(1000, 16))
    ours, peer = found["ours"].per_second, found["stock"].per_second
    return {
        "ours": ours,
        "peer": peer,
        "unit": "messages/s",
        "ratio": ours / peer,
        "dominates": "sending the answer over aiohttp, a third of the processor's time, then the "
        "transaction; the SDK spends its on building two clients with every message",
        "details": {name: figure.__dict__ for name, figure in found.items()},
    }


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    at_once = int(sys.argv[2]) if len(sys.argv) > 2 else 16
    found = asyncio.run(compare(messages, at_once))
    for name, figure in found.items():
        print(f"{at_once:>3} at once  {name:<6} {json.dumps(figure.__dict__)}")
    print(f"ratio {found['ours'].per_second / found['stock'].per_second:.2f}")


if __name__ == "__main__":
    main()
