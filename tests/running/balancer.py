"""A load balancer on loopback, as small as they come: round robin over those that are ready."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.slack import serving

LOOK = 0.1
"""Seconds between two looks at `/readyz`."""
PATIENCE = 60.0
"""Seconds that one answer may take."""
METHODS = ["GET", "POST"]
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class Balancer:
    """What could not even connect is tried at the next one. What a process has taken and does not
    answer is not: nobody knows what became of it, and the client is told so."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.backends: list[str] = []
        self.ready: list[str] = []
        self.served: Counter[str] = Counter()
        self.dropped: list[str] = []
        self.in_flight: Counter[str] = Counter()
        self.port = 0
        self._session = session
        self._turn = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def forward(self, request: Request) -> Response:
        body = await request.body()
        tried = 0
        while tried <= len(self.ready):
            backend = self._next()
            if backend is None:
                break
            tried += 1
            try:
                return await self._ask(backend, request, body)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError) as trouble:
                self.dropped.append(f"{backend}: {trouble!r}")
                return Response("dropped", 502)
        self.dropped.append("nobody is ready")
        return Response("nobody is ready", 503)

    def _next(self) -> str | None:
        self._turn += 1
        return self.ready[self._turn % len(self.ready)] if self.ready else None

    async def _ask(self, backend: str, request: Request, body: bytes) -> Response:
        headers = {key: value for key, value in request.headers.items() if key not in HOP_BY_HOP}
        self.in_flight[backend] += 1
        try:
            async with self._session.request(
                request.method, f"{backend}{request.url.path}", data=body, headers=headers
            ) as answer:
                found = await answer.read()
        finally:
            self.in_flight[backend] -= 1
        self.served[backend] += 1
        kept = {
            key: value for key, value in answer.headers.items() if key.lower() not in HOP_BY_HOP
        }
        return Response(found, answer.status, kept)

    async def look(self) -> None:
        """At each by itself: one that is slow to answer does not keep the others waiting."""
        looking: dict[str, asyncio.Task[None]] = {}
        while True:
            self.ready = [backend for backend in self.ready if backend in self.backends]
            for backend in self.backends:
                if backend not in looking or looking[backend].done():
                    looking[backend] = asyncio.create_task(self._note(backend))
            await asyncio.sleep(LOOK)

    async def _note(self, backend: str) -> None:
        is_ready = await self._is_ready(backend) and backend in self.backends
        if is_ready and backend not in self.ready:
            self.ready.append(backend)
        elif not is_ready and backend in self.ready:
            self.ready.remove(backend)

    async def _is_ready(self, backend: str) -> bool:
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with self._session.get(f"{backend}/readyz") as answer:
                return answer.status == 200
        return False


@contextlib.asynccontextmanager
async def balancing() -> AsyncIterator[Balancer]:
    # A connection for each request: one that is kept may be closed just when it is used again.
    connector = aiohttp.TCPConnector(force_close=True)
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        balancer = Balancer(session)
        app = Starlette(routes=[Route("/{path:path}", balancer.forward, methods=METHODS)])
        async with serving(app) as balancer.port:
            looking = asyncio.create_task(balancer.look())
            try:
                yield balancer
            finally:
                looking.cancel()
                await asyncio.gather(looking, return_exceptions=True)
