"""Handing things to the app: signed over HTTP, or in an envelope through a socket."""

import asyncio
import json
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from .record import Answer, Delivered, Failure
from .signing import Headers, sign
from .state import State
from .world import JSON, Workspace

ACK_WITHIN = 3.0
RETRIES = 3
Kind = Literal["events_api", "slash_commands", "interactive"]

_REASON = {
    "operation_timeout": "http_timeout",
    "dispatch_failed": "http_error",
    "no_connection": "connection_failed",
}
_SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
}


class Delivery(State):
    """Needs `session`, which exists while the fake is running."""

    session: aiohttp.ClientSession

    def has_sockets(self) -> bool:
        return False

    async def through_socket(self, kind: Kind, payload: JSON, retry: int, reason: str) -> Any:
        raise NotImplementedError

    def signed(self, body: bytes | str, content_type: str | None = None) -> Headers:
        return sign(
            self.signing_secret,
            body.encode() if isinstance(body, str) else body,
            self.signing_clock(),
            content_type,
        )

    async def hand_over(
        self, kind: Kind, name: str, payload: JSON, retry: int = 0, extra: Headers | None = None
    ) -> Answer:
        """One attempt, and what came of it. Slack looks at no answer that is later than 3 s."""
        started = self.clock()
        status: int | None = None
        body: Any = None
        headers: dict[str, str] = {}
        failed: Failure | None = None
        try:
            if self.has_sockets():
                body = await self.through_socket(
                    kind, payload, retry, (extra or {}).get("X-Slack-Retry-Reason", "")
                )
                status = 200
            elif self.app_url:
                status, body, headers = await self._post(encoded(kind, payload), extra or {})
                failed = None if 200 <= status < 300 else "dispatch_failed"
            else:
                failed = "no_connection"
        except TimeoutError:
            failed = "operation_timeout"
        except aiohttp.ClientError:
            failed = "no_connection"
        took = self.clock() - started
        failed = "operation_timeout" if took > ACK_WITHIN else failed
        return Answer(name, payload, status, body, took, failed, retry=retry, headers=headers)

    async def _post(self, body: bytes, extra: Headers) -> tuple[int, Any, dict[str, str]]:
        return await self.send_raw(body, {**self.signed(body), **extra})

    async def send_raw(
        self, body: bytes | str, headers: Headers | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        """Exactly these bytes and headers to the app; status, parsed body and headers of its answer."""
        assert self.app_url, "no app_url to send to"
        sent = body.encode() if isinstance(body, str) else body
        patience = aiohttp.ClientTimeout(total=self.patience)
        async with self.session.post(
            self.app_url, data=sent, headers=headers or {}, timeout=patience
        ) as response:
            text = (await response.read()).decode("utf-8", "replace")
            is_json = response.content_type == "application/json" and text
            return response.status, json.loads(text) if is_json else text, dict(response.headers)

    # Requests a bot has to refuse.

    def unsigned(self, body: bytes | str) -> Headers:
        return {"Content-Type": self.signed(body)["Content-Type"]}

    def wrongly_signed(self, body: bytes | str) -> Headers:
        data = body.encode() if isinstance(body, str) else body
        return sign("another-secret", data, self.signing_clock())

    def stale(self, body: bytes | str, seconds: float = 600) -> Headers:
        """Well signed, too long ago."""
        data = body.encode() if isinstance(body, str) else body
        return sign(self.signing_secret, data, self.signing_clock() - seconds)

    # Events.

    async def deliver(self, home: Workspace, event: JSON) -> Delivered | None:
        """None when the app did not subscribe to this, or may not hear it."""
        scope = _SCOPE_OF_EVENT.get(event["type"])
        refused = self.subscribed is not None and event["type"] not in self.subscribed
        if refused or (scope and scope not in home.scopes):
            return None
        return await self.redeliver(wrapped(self, home, event), count_from=0)

    async def redeliver(
        self,
        event: Delivered | JSON,
        *,
        new_id: bool = False,
        retry_header: bool = True,
        count_from: int = 1,
    ) -> Delivered:
        """The same event once more. `new_id=True, retry_header=False` is the variant that only its
        channel and ts betray."""
        payload = dict(event.payload if isinstance(event, Delivered) else event)
        if new_id:
            payload["event_id"] = self.new_id("Ev")
        attempts: list[Answer] = []
        retry, reason = count_from, "http_timeout"
        while True:
            extra = (
                {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
                if retry and retry_header
                else {}
            )
            answer = await self.hand_over(
                "events_api", payload["event"]["type"], payload, retry, extra
            )
            attempts.append(answer)
            no_retry = (
                answer.headers.get("X-Slack-No-Retry", answer.headers.get("x-slack-no-retry"))
                == "1"
            )
            if (
                answer.failed is None
                or retry >= RETRIES
                or no_retry
                or not (self.app_url or self.has_sockets())
            ):
                break
            reason, retry = _REASON[answer.failed], retry + 1
            if not self.retry_at_once:
                self.pending_retries.append((payload, retry))
                break
        done = Delivered(payload["event_id"], payload, tuple(attempts))
        self.deliveries.append(done)
        return done

    async def retry_pending(self) -> list[Delivered]:
        """Sends what `retry_at_once=False` kept back."""
        waiting, self.pending_retries = self.pending_retries, []
        return [await self.redeliver(payload, count_from=retry) for payload, retry in waiting]

    async def until_gone(self, request: Any) -> None:
        """Until the caller hangs up, or the fake closes."""
        closing = asyncio.ensure_future(self.closing.wait())
        gone = asyncio.ensure_future(request.receive())
        await asyncio.wait({closing, gone}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        gone.cancel()

    closing: asyncio.Event


def encoded(kind: Kind, payload: JSON) -> bytes:
    match kind:
        case "events_api":
            return json.dumps(payload).encode()
        case "slash_commands":
            return urlencode(payload).encode()
        case "interactive":
            return urlencode({"payload": json.dumps(payload)}).encode()


def wrapped(slack: State, home: Workspace, event: JSON) -> JSON:
    bot = {
        "enterprise_id": None,
        "team_id": home.id,
        "user_id": home.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "verification-token",
        "team_id": home.id,
        "context_team_id": home.id,
        "context_enterprise_id": None,
        "api_app_id": home.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": slack.new_id("Ev"),
        "event_time": int(slack.clock()),
        "authorizations": [bot],
        "is_ext_shared_channel": False,
        "event_context": f"4-{home.id}",
    }
