"""Slack as the bot's incoming side: Bolt's app, and the guards before it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot import logs
from bot.slack.answer import Answering
from bot.slack.intime import Body
from bot.slack.keys import Keyring
from bot.slack.parse import Us
from bot.slack.wire import Wire, quiet

log = structlog.get_logger()

Answer: TypeAlias = Callable[[dict[str, Any], Us], Awaitable[Body]]

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own stay far below."""
NOT_INSTALLED = "Drumbeat is not installed in this workspace any more. An administrator can add it."
SORRY = "Sorry, Drumbeat cannot answer just now. Please try again in a minute."

_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json;charset=utf-8"}
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def build(
    answering: Answering, keyring: Keyring, wire: Wire, oauth: AsyncOAuthFlow | None
) -> AsyncApp:
    """`process_before_response`: Bolt's other way looks for the answer only every 10 ms. The
    signature is looked at before Bolt, by `Endpoint`."""
    app = AsyncApp(
        name="drumbeat",
        logger=quiet,
        process_before_response=True,
        request_verification_enabled=False,
        attaching_function_token_enabled=False,
        client=wire.client,
        authorize=_Authorize(keyring),  # type: ignore[arg-type]  # Bolt takes it, its hints do not
        oauth_flow=oauth,
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
    app.use(_Listening(answering))

    @app.error
    async def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        log.error("slack request failed", kind=body.get("type", "command"), exc_info=error)
        return await _sorry(wire, body)

    return app


class _Listening(AsyncMiddleware):
    """Any command, button, shortcut and form: the router knows which there are, and answers what it
    does not know in words, where Bolt would say 404. So Bolt's own search for a listener, which
    takes longer than the answer, is left out."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        logs.begin()
        answer = self._answer_to(req.body)
        if answer is None:
            await next()
            return resp
        us = Us(req.context.team_id or "", req.context.bot_user_id or "")
        body = await answer(req.body, us)
        headers = _JSON if isinstance(body, str) and body else None
        return BoltResponse(status=200, body=body, headers=headers)

    def _answer_to(self, body: dict[str, Any]) -> Answer | None:
        match body.get("type"):
            case None if "command" in body:
                return self.answering.command
            case "block_actions":
                return self.answering.press
            case "shortcut" | "message_action":
                return self.answering.shortcut
            case "view_submission":
                return self.answering.form
            case "event_callback":
                return self.answering.event
            case _:
                return None


class Endpoint:
    """`POST /slack/events`. Looks at the bytes before anything parses them."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self.app = app
        self.verifier = SignatureVerifier(signing_secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return PlainTextResponse("Too large", 413)
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return PlainTextResponse("Not UTF-8", 400)
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)):
            return PlainTextResponse("Not signed", 401)
        if not self.verifier.is_valid(text, timestamp, signature):
            return PlainTextResponse("Not signed by Slack, or too long ago", 401)
        try:
            asked = AsyncBoltRequest(body=text, headers=dict(request.headers))
        except (AttributeError, KeyError, TypeError, ValueError):
            return PlainTextResponse("Not understood", 400)
        try:
            answer = await self.app.async_dispatch(asked)
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            # Bolt looks into payloads before any listener does, and trips over half of one.
            log.error("slack sent half a payload", trouble=error)
            return PlainTextResponse("Not understood", 400)
        if answer.status == 404:
            log.info("slack sent what nobody listens for", kind=asked.body.get("type", ""))
            return Response(status_code=200)
        # No cookies here: Bolt's own way of turning it round looks for them.
        return Response(answer.body, answer.status, answer.first_headers())


class _Authorize(AsyncAuthorize):
    """From the keyring's memory. Bolt's own asks the database twice and Slack once, each time."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        keys = await self.keyring.of(team_id) if team_id else None
        if keys is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=keys.bot_token,
            bot_user_id=keys.bot_user,
            bot_id=keys.bot_id,
            user_id=user_id,
        )


async def _read(request: Request) -> bytes | None:
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > LARGEST_BODY:
            return None
    return bytes(chunks)


def _ok(body: dict[str, Any] | str) -> BoltResponse:
    return BoltResponse(status=200, body=body)


async def _sorry(wire: Wire, body: dict[str, Any]) -> BoltResponse:
    """Events come again; people are told."""
    match body.get("type"):
        case "event_callback":
            return BoltResponse(status=503, body="")
        case None:
            return _ok({"response_type": "ephemeral", "text": SORRY})
        case "view_submission":
            inputs = [block for block in body["view"]["blocks"] if block["type"] == "input"]
            if inputs:
                errors = {inputs[0]["block_id"]: SORRY}
                return _ok({"response_action": "errors", "errors": errors})
            return _ok("")
        case _:
            if url := body.get("response_url"):
                said = {"response_type": "ephemeral", "replace_original": False, "text": SORRY}
                await wire.respond(url, said)
            return _ok("")
