"""The peer: a Bolt app with one command and nothing else, on the same server.

python -m benchmarks.bare_bolt PORT
"""

from __future__ import annotations

import os
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.serve import listener


async def authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1"
    )


def app() -> Starlette:
    bolt = AsyncApp(
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        authorize=authorize,
        process_before_response=True,
    )

    @bolt.command("/drumbeat")
    async def drumbeat(ack: Any) -> None:
        await ack("Hello")

    handler = AsyncSlackRequestHandler(bolt)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def alive(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    return Starlette(
        routes=[Route("/slack/events", events, methods=["POST"]), Route("/healthz", alive)]
    )


if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config(app(), log_config=None, access_log=False))
    server.run(sockets=[listener("127.0.0.1", int(sys.argv[1]))])
