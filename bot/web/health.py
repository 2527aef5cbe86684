"""Whether it lives, and whether it can work; and a word for who looks in with a browser."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route

from storage.session import Database


def health(database: Database, is_leaving: Callable[[], bool]) -> list[BaseRoute]:
    async def alive(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def ready(_request: Request) -> JSONResponse:
        if is_leaving():
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
