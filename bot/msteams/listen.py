"""`POST /api/messages`: the bytes looked at before anything parses them, the token before anything
else does, and where it comes from noted before anybody answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot import logs
from bot.msteams import parse
from bot.msteams.access import Access
from bot.msteams.answer import SORRY, Answering
from bot.msteams.book import Book, Heard, heard
from bot.msteams.hosts import Hosts
from bot.msteams.keys import Unreachable
from bot.msteams.learning import Learning
from bot.msteams.parse import Payload, Us
from bot.msteams.sdk import Forged, Invoked, Sdk

log = structlog.get_logger()

LARGEST_BODY = 1_000_000
"""Bytes. Teams' own stay far below."""
CHANNEL = "msteams"


class Endpoint:
    def __init__(
        self,
        sdk: Sdk,
        hosts: Hosts,
        book: Book,
        learning: Learning,
        answering: Answering,
        us: Callable[[Payload], Us],
    ) -> None:
        self.sdk = sdk
        self.hosts = hosts
        self.book = book
        self.learning = learning
        self.answering = answering
        self.us = us

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return PlainTextResponse("Too large", 413)
        try:
            told = json.loads(body.decode("utf-8"))
        except UnicodeDecodeError:
            return PlainTextResponse("Not UTF-8", 400)
        except (ValueError, RecursionError):
            return PlainTextResponse("Not JSON", 400)
        if not isinstance(told, dict) or not isinstance(told.get("type"), str):
            return PlainTextResponse("Not an activity", 400)
        logs.begin()
        header = request.headers.get("authorization")
        try:
            answer = await self.sdk.hear(header, told, self._turn)
        except Forged as forged:
            log.warning("somebody else's request", trouble=str(forged))
            return PlainTextResponse("Not from Teams", 401)
        except Unreachable as away:
            log.error("nobody can be checked", trouble=str(away))
            return PlainTextResponse("Microsoft's keys are not to be had", 503)
        except _No as no:
            return PlainTextResponse(no.words, no.status)
        if answer is None:
            return Response(status_code=200)
        if answer.body is None:
            return Response(status_code=answer.status)
        return JSONResponse(answer.body, answer.status)

    async def _turn(self, told: Payload) -> Invoked | None:
        """One activity that is from Microsoft, and meant for us. Raises _No."""
        _refuse_strangers(told, self.hosts, self.sdk.access)
        is_invoke = told["type"] == "invoke"
        try:
            with parse.whole():
                us = self.us(told)
            if self.sdk.access.tenant not in ("", us.workspace):
                log.warning("another tenant's request", tenant=us.workspace)
                raise _No(403, "Not for this tenant")
            return await self._taken(told, us)
        except parse.Half as half:
            log.error("not an activity we know", kind=told["type"], trouble=str(half))
            raise _No(400, "Not understood") from None
        except _No:
            raise
        except Exception:
            log.exception("teams request failed", kind=told["type"])
            if is_invoke:
                return _sorry(told)
            raise _No(503, "Not now") from None

    async def _taken(self, told: Payload, us: Us) -> Invoked | None:
        match told["type"]:
            case "message":
                await self._note(told, us)
                await self.answering.message(told, us)
            case "invoke":
                with parse.whole():
                    known = heard(told)
                note = partial(self._keep, told, us, known)
                return await self.answering.invoke(told, us, note)
            case "messageReaction":
                with parse.whole():
                    put = parse.reactions(told, us)
                await self.answering.changed(put)
            case "conversationUpdate" | "installationUpdate":
                await self._changed(told, us)
            case other:
                log.debug("nothing for us", kind=other)
        return None

    async def _note(self, told: Payload, us: Us, *, anew: bool = False) -> None:
        with parse.whole():
            known = heard(told)
        await self._keep(told, us, known, anew=anew)

    async def _keep(
        self, told: Payload, us: Us, known: Sequence[Heard], *, anew: bool = False
    ) -> None:
        await self.book.note(us.workspace, known, anew=anew)
        await self.learning.learn(told, us.workspace)

    async def _changed(self, told: Payload, us: Us) -> None:
        with parse.whole():
            is_leaving = parse.is_leaving(told, us)
        if not is_leaving:
            await self._note(told, us, anew=True)
        channels = await self.learning.channels(told, us.workspace)
        with parse.whole():
            changes = parse.changes(told, us, channels)
        await self.answering.changed(changes)
        await self.learning.deleted(told, us.workspace)
        if is_leaving and await self.learning.left(told, us.workspace, channels):
            await self.answering.uninstalled(told, us)


class _No(Exception):
    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def _refuse_strangers(told: Payload, hosts: Hosts, access: Access) -> None:
    if not hosts.trusts(str(told.get("serviceUrl") or "")):
        # Our token would go there with every answer.
        log.warning("a service URL we do not trust")
        raise _No(403, "Service URL not trusted")
    if told.get("channelId") != CHANNEL and not access.is_open:
        # On other channels whoever writes names himself.
        log.warning("another channel's request")
        raise _No(403, "Only Teams is served")


def _sorry(told: Payload) -> Invoked:
    if told.get("name") == "adaptiveCard/action":
        kind = "application/vnd.microsoft.activity.message"
        return Invoked({"statusCode": 200, "type": kind, "value": SORRY})
    return Invoked({"task": {"type": "message", "value": SORRY}})


async def _read(request: Request) -> bytes | None:
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > LARGEST_BODY:
            return None
    return bytes(chunks)
