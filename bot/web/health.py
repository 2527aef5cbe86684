"""Whether it lives, and whether it can work; and a word for who looks in with a browser."""

from __future__ import annotations

import asyncio
import contextlib

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route

from storage.session import Database


class Leaving:
    """Whether this process is on its way out, and whether anybody who sends people here knows."""

    def __init__(self) -> None:
        self.has_begun = False
        self._told = asyncio.Event()

    def tell(self) -> None:
        self._told.set()

    async def known(self, within: float, then: float) -> None:
        """`then` seconds after somebody was told, who needs a moment for it; nobody may have asked
        `within` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._told.wait()
        await asyncio.sleep(then)


def health(database: Database, leaving: Leaving) -> list[BaseRoute]:
    async def alive(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def ready(_request: Request) -> JSONResponse:
        if leaving.has_begun:
            leaving.tell()
            return JSONResponse({"status": "leaving"}, status_code=503)
        try:
            await database.run(_ask)
        except Exception as trouble:
            return JSONResponse(
                {"status": "not ready", "database": type(trouble).__name__}, status_code=503
            )
        return JSONResponse({"status": "ok"})

    def _ask() -> None:
        with database.everywhere() as session:
            session.execute(text("SELECT 1"))

    return [Route("/healthz", alive), Route("/readyz", ready)]


async def landing(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("Drumbeat is running. Talk to it in your chat.\n")
