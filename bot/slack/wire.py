"""Calls across the wire to Slack: one session for all, and every failure in the port's words.

The SDK's client is what Bolt is given. Our own calls go past it: it takes as long again as the call.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Literal

import aiohttp
import orjson
from slack_sdk.web.async_client import AsyncWebClient

from bot.port import Limited, Stopped, Trouble, Why

# The SDK and Bolt write whole requests, with tokens and what people said, at levels below this one.
quiet = logging.getLogger("bot.slack.sdk")
quiet.setLevel(logging.ERROR)

PATIENCE = 10.0
"""Seconds a call may take in all."""
JSON = "application/json; charset=utf-8"
FORMS = {"conversations.members", "files.getUploadURLExternal", "users.info"}
"""Methods that take no JSON."""

_STOPPED: dict[str, Why] = {
    "is_archived": "archived",
    "not_in_channel": "not in channel",
    "channel_not_found": "no such place",
    "message_not_found": "message gone",
    "thread_not_found": "message gone",
    "cannot_dm_bot": "person gone",
    "messages_tab_disabled": "person gone",
    "user_disabled": "person gone",
    "user_not_found": "person gone",
    "user_not_visible": "person gone",
}
_PASSING = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
DEAD_TOKEN = {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}


class Wire:
    def __init__(self, api_url: str, limited: Callable[[], None] = lambda: None) -> None:
        """`limited` hears of every 429."""
        self._limited = limited
        self._api_url = api_url.rstrip("/")
        # No retries here: a post that seems to have failed may have arrived, and only the ledger
        # knows what to do about that.
        self.client = AsyncWebClient(base_url=api_url, retry_handlers=[], logger=quiet)

    async def start(self) -> None:
        self.client.session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
            # Not one below what the ledger has on the wire: a button must not wait behind it.
            connector=aiohttp.TCPConnector(limit=0),
            # A call is told who it is by its token.
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def stop(self) -> None:
        if self.client.session:
            await self.client.session.close()

    async def call(
        self,
        method: str,
        token: str = "",
        scope: Literal["place", "workspace"] = "workspace",
        **args: Any,
    ) -> dict[str, Any]:
        """What Slack answers. `scope` is what a 429 of this method counts for.

        Raises Limited, Stopped or Trouble.
        """
        session = self.client.session
        if session is None:
            raise Trouble("not started")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data: Any = args
        if token and method not in FORMS:
            data = aiohttp.BytesPayload(orjson.dumps(args), content_type=JSON)
        url = f"{self._api_url}/{method}"
        try:
            async with session.post(url, data=data, headers=headers) as response:
                told = _read(await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Trouble(f"{method}: {type(error).__name__}") from error
        if response.status == 200 and told.get("ok"):
            return told
        trouble = _meaning(method, response, str(told.get("error", "")), scope)
        if isinstance(trouble, Limited):
            self._limited()
        raise trouble

    async def upload(self, url: str, content: bytes) -> None:
        """Where Slack said that a file goes. Raises Trouble."""
        session = self.client.session
        if session is None:
            raise Trouble("not started")
        headers = {"Content-Type": "application/octet-stream"}
        try:
            async with session.post(url, data=content, headers=headers) as response:
                if response.status != 200:
                    raise Trouble(f"upload: {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Trouble(f"upload: {type(error).__name__}") from error

    async def respond(self, url: str, body: dict[str, Any]) -> None:
        """To a response_url, which takes five answers within 30 minutes."""
        session = self.client.session
        if session is None:
            raise Trouble("not started")
        try:
            async with session.post(url, json=body) as response:
                if response.status == 429:
                    self._limited()
                if response.status >= 500 or response.status == 429:
                    raise Trouble(f"response_url: {response.status}")
                if response.status != 200:
                    raise Stopped("refused", f"response_url: {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Trouble(f"response_url: {type(error).__name__}") from error


def _read(body: bytes) -> dict[str, Any]:
    """Empty where it is no JSON object."""
    try:
        told = orjson.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _meaning(
    method: str, response: aiohttp.ClientResponse, code: str, scope: Literal["place", "workspace"]
) -> Limited | Stopped | Trouble:
    if response.status == 429 or code in ("ratelimited", "rate_limited"):
        return Limited(_seconds(response.headers.get("Retry-After")), scope)
    if not code or response.status >= 500 or code in _PASSING:
        return Trouble(f"{method}: {response.status} {code}")
    return Stopped(_STOPPED.get(code, "refused"), code)


def _seconds(retry_after: str | None) -> float:
    try:
        return max(1.0, float(retry_after or 1))
    except ValueError:
        return 1.0
