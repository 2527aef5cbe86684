"""The playground has no accounts, so it answers this machine only, and no other site's page."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from bot.playground.problems import Problem

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
LARGEST_BODY = 256 * 1024
"""In bytes."""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws:; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware around every route of the playground."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        objection = _objection(scope)
        if objection is None:
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008, reason=objection)(scope, receive, send)
        else:
            answer = JSONResponse({"error": objection}, status_code=403)
            await answer(scope, receive, _with_headers(send))


async def body_of(request: Request) -> bytes:
    """Raises Problem 413 as soon as it is known to be too large."""
    too_large = Problem(413, "That is more than 256 KB. Please send less at once.")
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced[:12]) > LARGEST_BODY:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise too_large
    return bytes(body)


def _objection(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    client = scope.get("client")
    forwarded_for = headers.get("x-forwarded-for", "")
    addresses = [client[0] if client else "", *filter(None, forwarded_for.split(","))]
    if "forwarded" in headers or not all(_is_loopback(address.strip()) for address in addresses):
        return "The playground answers only on the machine it runs on."
    hosts = headers.getlist("host")
    # A name that only now points here is another site's page trying its luck (DNS rebinding).
    if len(hosts) != 1 or _name(hosts[0]) not in LOCAL_NAMES:
        return "Please open the playground as localhost or 127.0.0.1."
    is_reading = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    if not is_reading and any(
        not _is_same(origin, hosts[0]) for origin in headers.getlist("origin")
    ):
        return "Another site's page may not use the playground."
    return None


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped.is_loopback
    return found.is_loopback


def _name(host: str) -> str:
    host = host.lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _is_same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return send_with_headers
