"""`/favicon.svg` and `/favicon.ico`: the drum, for a browser's tab."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

DRAWN = (files("bot.playground") / "static" / "drum.svg").read_bytes()
HEADERS = {
    "Cache-Control": "public, max-age=604800",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
SIDE = 48
"""Pixels of the one for browsers that take no drawing."""


def icon() -> list[BaseRoute]:
    async def drawn(_request: Request) -> Response:
        return Response(DRAWN, media_type="image/svg+xml", headers=HEADERS)

    async def dots(_request: Request) -> Response:
        return Response(_png(), media_type="image/png", headers=HEADERS)

    return [
        Route("/favicon.svg", drawn, methods=["GET"]),
        Route("/favicon.ico", dots, methods=["GET"]),
    ]


@lru_cache(maxsize=1)
def _png() -> bytes:
    # Only now: few browsers ask for it.
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=DRAWN.decode(), width=SIDE, height=SIDE))
