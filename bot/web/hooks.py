"""`POST /hooks/{secret}`: a team's webhook is called from outside. The link says which team is meant,
the signature that it may; a signed message has its effect once. Neither is ever logged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.dispatch import Handle, Outcome
from bot.seal import Seal
from bot.web.rates import Rate
from bot.webhooks import signing
from bot.webhooks.signing import Unsigned
from handlers.cards import Card, Text
from handlers.events import Answers, Origin, WebhookCalled
from storage import link_secrets, webhooks
from storage.session import Database

log = structlog.get_logger()

LONGEST = 64_000
"""Bytes of a message."""
MOST = 60
"""Times a link is called within `WITHIN`."""
WITHIN = timedelta(minutes=1)
PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class _Webhook:
    id: int
    sealed: str
    origin: Origin


class _No(Exception):
    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(code)
        self.status, self.code, self.words = status, code, words


def hooks(
    database: Database, seal: Seal, handle: Handle, real_now: Callable[[], datetime]
) -> list[BaseRoute]:
    rate = Rate(MOST, WITHIN)

    async def answer(request: Request) -> Response:
        try:
            return await heard(request)
        except _No as no:
            log.info("webhook refused", code=no.code)
            headers = {**PRIVATE, **({"Retry-After": "60"} if no.status == 429 else {})}
            content = {"error": no.code, "message": no.words}
            return JSONResponse(content, no.status, headers=headers)

    async def heard(request: Request) -> Response:
        secret = request.path_params["secret"]
        if len(secret) > link_secrets.LONGEST:
            raise _nothing()
        if rate.ask(link_secrets.fingerprint(secret)):
            raise _No(429, "too_often", f"At most {MOST} calls a minute. Please try again later.")
        body = await _body(request)
        webhook = await database.run(found, secret)
        if webhook is None:
            raise _nothing()
        signature = _signed(request, webhook, body)
        kind, said = _read(body)
        key = hashlib.sha256(signature.encode()).hexdigest()
        outcome = await handle(
            WebhookCalled(webhook.origin, webhook.id, kind, said, f"hook:{webhook.id}:{key}")
        )
        return _answer(outcome, kind)

    def found(secret: str) -> _Webhook | None:
        with database.everywhere() as session:
            known = webhooks.opened_by(session, secret)
            if known is None:
                return None
            webhook, workspace = known
            origin = Origin(workspace.platform, workspace.ref, "", "", "nowhere")
            return _Webhook(webhook.key, webhook.sealed, origin)

    def _signed(request: Request, webhook: _Webhook, body: bytes) -> str:
        opened = seal.open(webhook.sealed)
        if opened is None:
            raise _No(401, "key_lost", "Drumbeat no longer has the key. Ask for /team webhook.")
        timestamp = request.headers.get(signing.TIMESTAMP, "")
        given = request.headers.get(signing.SIGNATURE, "")
        try:
            return signing.check(opened["key"], timestamp, given, body, real_now().timestamp())
        except Unsigned as wrong:
            raise _No(401, "not_signed", str(wrong)) from None

    return [Route("/hooks/{secret}", answer, methods=["POST"])]


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST:
                raise _No(413, "too_long", f"At most {LONGEST:,} bytes, please.")
    except ClientDisconnect:
        raise _No(400, "not_whole", "The message did not arrive whole.") from None
    return bytes(body)


def _read(body: bytes) -> tuple[str, Answers]:
    """Kind and what is said; numbers as words, as in a form."""
    try:
        content: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise _No(400, "no_json", "The body is no JSON.") from None
    if not isinstance(content, dict) or not isinstance(content.get("kind"), str):
        example = '{"kind": "blocker.resolve", "number": 12}'
        raise _No(400, "no_kind", f"The body is an object with a kind, such as {example}.")
    said: Answers = {}
    for name, value in content.items():
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise _No(400, "wrong_value", f"“{name[:40]}” is neither words nor a number.")
        said[name] = str(value)
    return said.pop("kind"), said


def _answer(outcome: Outcome, kind: str) -> Response:
    words = _words(outcome.whispers[0]) if outcome.whispers else ""
    if outcome.repeated:
        raise _No(409, "repeated", "This signed message had its effect before. Sign a new one.")
    if outcome.failed:
        raise _No(500, "failed", "Something went wrong here; nothing was changed. Try again.")
    if outcome.refused:
        raise _No(422, "refused", words)
    if not words:
        raise _No(422, "unknown_kind", f"I do nothing on “{kind[:40]}”. Say blocker.resolve.")
    return JSONResponse({"message": words}, headers=PRIVATE)


def _words(card: Card) -> str:
    """Of an answer in one sentence."""
    spans = [span for part in card.parts if isinstance(part, Text) for span in part.spans]
    return "".join(getattr(span, "text", "") for span in spans)


def _nothing() -> _No:
    """The same for what never was and for what is no more."""
    return _No(404, "not_found", "This address opens nothing any more. Ask for /team webhook.")
