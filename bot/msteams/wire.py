"""Calls across the wire to Teams: where they may go, and every failure in the port's words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

import aiohttp

from bot.msteams.hosts import Hosts
from bot.msteams.keys import Unreachable
from bot.msteams.sdk import Sdk, Told
from bot.port import Limited, Stopped, Trouble, Why

Scope = Literal["place", "workspace"]

WITHOUT_A_WORD = 5.0
"""Seconds to wait where Teams does not say how long, which it does not promise to."""

_CHANNEL: dict[str, Why] = {
    "BotNotInConversationRoster": "not in channel",
    "ConversationNotFound": "no such place",
    # What an archived team answers.
    "MessageWritesBlocked": "archived",
}
_DIRECT: dict[str, Why] = {
    "BotNotInConversationRoster": "person gone",
    "ConversationBlockedByUser": "person gone",
    "ConversationNotFound": "person gone",
    "ForbiddenOperationException": "person gone",
    # The person took the app away.
    "MessageWritesBlocked": "person gone",
}
_ANYWHERE: dict[str, Why] = {
    "ActivityNotFoundInConversation": "message gone",
    "MemberNotFoundInConversation": "person gone",
}


class Wire:
    def __init__(self, sdk: Sdk, hosts: Hosts, limited: Callable[[], None] = lambda: None) -> None:
        """`limited` hears of every 429."""
        self.sdk = sdk
        self.hosts = hosts
        self._limited = limited

    async def call(
        self,
        service_url: str,
        method: Literal["get", "post", "put", "delete"],
        path: str,
        body: dict[str, Any] | None = None,
        *,
        kind: Literal["channel", "direct"] = "channel",
        scope: Scope = "place",
    ) -> dict[str, Any]:
        """`path` below `v3/`, quoted; `kind` is what a refusal speaks of, `scope` what a 429 counts
        for. Raises Limited, Stopped or Trouble."""
        if not self.hosts.trusts(service_url):
            raise Stopped("refused", "service URL not trusted")
        try:
            told = await self.sdk.call(service_url, method, f"v3/{path}", body)
        except (aiohttp.ClientError, TimeoutError, OSError, Unreachable) as error:
            raise Trouble(f"{method}: {type(error).__name__}") from error
        if told.status in (200, 201, 202):
            return _read(told.body)
        if told.status == 401:
            self.sdk.forget_token()
        if told.status == 429:
            self._limited()
        raise _meaning(told, kind, scope)


def _meaning(
    told: Told, kind: Literal["channel", "direct"], scope: Scope
) -> Limited | Stopped | Trouble:
    code = _code(_read(told.body))
    if told.status in (412, 429):
        return Limited(_seconds(told.headers.get("Retry-After")), scope)
    why = (_DIRECT if kind == "direct" else _CHANNEL).get(code) or _ANYWHERE.get(code)
    if why:
        return Stopped(why, code)
    # 404 without a word of what is not there: the address has changed, and the next activity
    # brings the new one.
    if told.status >= 500 or told.status in (401, 404, 408):
        return Trouble(f"{told.status} {code}")
    return Stopped("refused", code or str(told.status))


def _code(told: dict[str, Any]) -> str:
    """`{"error": {"code": …}}`; or, from deeper down, `{"message": "{\\"subCode\\": …}"}`."""
    error = told.get("error")
    if isinstance(error, dict):
        return str(error.get("code") or "")
    try:
        inner = json.loads(told.get("message") or "")
    except (TypeError, ValueError):
        return ""
    return str(inner.get("subCode") or "") if isinstance(inner, dict) else ""


def _read(body: bytes) -> dict[str, Any]:
    """Empty where it is no JSON object."""
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(retry_after: str | None) -> float:
    try:
        return max(1.0, float(retry_after or WITHOUT_A_WORD))
    except ValueError:
        return WITHOUT_A_WORD
