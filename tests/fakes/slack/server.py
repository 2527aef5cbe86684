"""The fake's own HTTP and websocket side: Web API, uploads, response_url, Socket Mode."""

import asyncio
import base64
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from .errors import SlackError, ratelimited
from .faults import Fault
from .methods import METHODS, answer
from .record import Call
from .response_urls import respond
from .sockets import Sockets
from .world import JSON


class Cut(Response):
    """No answer at all: the connection is reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # ASGI has no word for a reset; uvicorn's `receive` is a method of what holds the transport.
        receive.__self__.transport.abort()  # type: ignore[attr-defined]
        await receive()


class Half(Response):
    """The connection is closed in the middle of the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = self.body or b"{}"
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        part = body[: len(body) // 2]
        await send({"type": "http.response.body", "body": part, "more_body": True})
        receive.__self__.transport.close()  # type: ignore[attr-defined]
        await receive()


def build(slack: Sockets, more: Sequence[BaseRoute] = ()) -> Starlette:
    async def api(request: Request) -> Response:
        return await _api(slack, request)

    async def upload(request: Request) -> Response:
        home = slack.workspaces.get(request.path_params["team"])
        file = home and home.files.get(request.path_params["file"])
        body = await request.body()
        fault = slack.struck("upload", {})
        team = home.id if home else None
        slack.calls.append(Call("upload", team, {}, {}, 200, slack.clock()))
        if fault is not None or not file:
            return PlainTextResponse("no", status_code=500 if fault else 404)
        # A form upload wraps the bytes; what matters here is that they came.
        file["content"] = body
        return PlainTextResponse(f"OK - {len(body)}")

    async def response_url(request: Request) -> Response:
        try:
            respond(slack, request.path_params["key"], json.loads(await request.body() or b"{}"))
        except SlackError as error:
            return JSONResponse(error.body, status_code=error.status)
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/api/{method}", api, methods=["GET", "POST"]),
            Route("/upload/{team}/{file}", upload, methods=["POST"]),
            Route("/response/{key}", response_url, methods=["POST"]),
            WebSocketRoute("/link/", slack.link),
            *more,
        ]
    )


async def _api(slack: Sockets, request: Request) -> Response:
    method = request.path_params["method"]
    token, args = await _asked(request)
    fault = slack.struck(method, args)
    if fault is not None and not fault.accepts:
        return await _troubled(slack, request, fault, method, args)
    headers: dict[str, str] = {}
    status, team = 200, None
    try:
        home, body = answer(slack, method, token, args)
        team = home.id if home else None
        if home:
            headers["x-oauth-scopes"] = ",".join(sorted(home.scopes))
        if (entry := METHODS[method]).scope:
            headers["x-accepted-oauth-scopes"] = str(entry.scope)
    except SlackError as error:
        status, body = error.status, error.body
        team = next((one.id for one in slack.workspaces.values() if one.token == token), None)
        if error.retry_after is not None:
            headers["Retry-After"] = str(error.retry_after)
    slack.calls.append(
        Call(method, team, args, body, status if fault is None else 0, slack.clock())
    )
    await asyncio.sleep(slack.slowness.get(method, 0))
    if body["ok"] and slack.echo and method == "chat.postMessage":
        slack.spawn(slack.echo_of(body["channel"], body["ts"]))
    if fault is not None:
        return await _failing(slack, request, str(fault.trouble).removeprefix("accept-then-"), body)
    return JSONResponse(body, status_code=status, headers=headers)


async def _asked(request: Request) -> tuple[str | None, JSON]:
    """The token and the arguments, from a query, a form or JSON."""
    args: JSON = dict(request.query_params)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            args |= json.loads(body or b"{}")
        except ValueError:
            args["_invalid"] = True
    else:
        args |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        client, _, secret = base64.b64decode(given).decode().partition(":")
        args |= {"client_id": client, "client_secret": secret}
    in_body: Any = args.pop("token", None)
    return (given.strip() if scheme.lower() == "bearer" else in_body), args


async def _troubled(
    slack: Sockets, request: Request, fault: Fault, method: str, args: JSON
) -> Response:
    trouble = fault.trouble
    status, body, headers = 200, {}, {}
    response: Response
    if isinstance(trouble, dict):
        body = trouble
        response = JSONResponse(body)
    elif trouble == 429:
        error = ratelimited(fault.retry_after)
        status, body, headers = 429, error.body, {"Retry-After": str(fault.retry_after)}
        response = JSONResponse(body, status_code=429, headers=headers)
    elif isinstance(trouble, int):
        status = trouble
        response = _broken(status)
    else:
        status = 0
    slack.calls.append(Call(method, None, args, body, status, slack.clock()))
    return response if status else await _failing(slack, request, str(trouble), body)


async def _failing(slack: Sockets, request: Request, how: str, body: JSON) -> Response:
    match how:
        case "half":
            return Half(json.dumps(body))
        case "500":
            return _broken(500)
        case "timeout":
            await slack.until_gone(request)
    return Cut()


def _broken(status: int) -> Response:
    return HTMLResponse("<html><body>Server Error</body></html>", status_code=status)
