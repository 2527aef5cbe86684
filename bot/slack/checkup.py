"""Slack's part of `drumbeat doctor`: asks Slack what the tokens are good for."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import WebClient

from bot.findings import Finding
from bot.settings import Settings
from bot.slack.manifest import EVENTS_PATH
from bot.slack.scopes import APP_METHODS, BOT_SCOPES

# What goes wrong is a finding; the SDK would say it once more, in its own words.
silent = logging.getLogger("bot.slack.checkup")
silent.setLevel(logging.CRITICAL)

PATIENCE = 10
"""Seconds to wait for one answer."""
SOCKETS = "apps.connections.open"
APP_PAGE = "https://api.slack.com/apps"


class Refused(Exception):
    """Slack answered no; the words are its error code."""


class Unreachable(Exception):
    pass


def examine(settings: Settings) -> Iterator[Finding]:
    if not settings.has_slack:
        yield Finding(
            "Slack", "off", "not configured", "To connect it, see “Connect Slack” in README.md."
        )
        return
    client = WebClient(
        base_url=settings.slack_api_url, timeout=PATIENCE, retry_handlers=[], logger=silent
    )
    if settings.slack_bot_token.get_secret_value():
        yield from _bot_token(settings, client)
    yield from _way_in(settings, client)
    yield from _oauth(settings)
    yield _public_url(settings)


def _bot_token(settings: Settings, client: WebClient) -> Iterator[Finding]:
    try:
        told, headers = _ask(client, "auth.test", settings.slack_bot_token)
    except Unreachable as why:
        yield _unreachable("Slack bot token", settings, why)
        return
    except Refused as why:
        yield Finding(
            "Slack bot token",
            "broken",
            f"Slack refuses it ({why})",
            f"Copy the Bot User OAuth Token from {APP_PAGE} into SLACK_BOT_TOKEN.",
        )
        return
    team, user = told.get("team", "?"), told.get("user", "?")
    yield Finding("Slack bot token", "ok", f"opens the workspace {team} as @{user}")
    yield _scopes(headers)


def _scopes(headers: dict[str, str]) -> Finding:
    granted = headers.get("x-oauth-scopes", "")
    has = {scope.strip() for scope in granted.split(",")} - {""}
    missing, spare = sorted(set(BOT_SCOPES) - has), sorted(has - set(BOT_SCOPES))
    if not has:
        return Finding("Slack scopes", "warning", "Slack did not say which scopes the token has")
    if missing:
        return Finding(
            "Slack scopes",
            "missing",
            f"missing: {', '.join(missing)}",
            "Add them under OAuth & Permissions (or paste the manifest), then reinstall the app.",
        )
    if spare:
        return Finding(
            "Slack scopes",
            "warning",
            f"all there; not needed: {', '.join(spare)}",
            "Remove what is not needed under OAuth & Permissions, then reinstall the app.",
        )
    return Finding("Slack scopes", "ok", "all there, and none too many")


def _way_in(settings: Settings, client: WebClient) -> Iterator[Finding]:
    """How events reach us: over HTTP, by Socket Mode, or both."""
    signed = bool(settings.slack_signing_secret.get_secret_value())
    sockets = bool(settings.slack_app_token.get_secret_value())
    if sockets:
        yield _socket_mode(settings, client)
    if signed:
        yield Finding("Slack signing secret", "ok", "set; requests are checked with it")
    elif sockets:
        yield Finding("Slack signing secret", "off", "not needed with Socket Mode")
    else:
        yield Finding(
            "Slack signing secret",
            "missing",
            "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set, so nothing can come in",
            "Copy the Signing Secret from Basic Information, or make an app token for Socket Mode.",
        )


def _socket_mode(settings: Settings, client: WebClient) -> Finding:
    try:
        _ask(client, SOCKETS, settings.slack_app_token)
    except Unreachable as why:
        return _unreachable("Slack app token", settings, why)
    except Refused as why:
        return Finding(
            "Slack app token",
            "broken",
            f"Slack refuses it for Socket Mode ({why})",
            f"Under Basic Information make an App-Level Token (xapp-…) with {APP_METHODS[SOCKETS]},"
            " and enable Socket Mode.",
        )
    return Finding("Slack app token", "ok", "opens Socket Mode")


def _oauth(settings: Settings) -> Iterator[Finding]:
    client_id = bool(settings.slack_client_id)
    client_secret = bool(settings.slack_client_secret.get_secret_value())
    if client_id and client_secret:
        where = settings.public_url.rstrip("/") or "this server's address"
        yield Finding("Slack OAuth", "ok", f"other workspaces install from {where}/slack/install")
    elif client_id or client_secret:
        unset = "SLACK_CLIENT_SECRET" if client_id else "SLACK_CLIENT_ID"
        yield Finding(
            "Slack OAuth",
            "missing" if client_id else "warning",
            f"half set: {unset} is empty",
            f"Copy it from Basic Information into {unset}, or empty the other one too.",
        )
    else:
        yield Finding("Slack OAuth", "off", "one workspace only")


def _public_url(settings: Settings) -> Finding:
    by_socket = bool(settings.slack_app_token.get_secret_value())
    url = urlsplit(settings.public_url)
    if not settings.public_url:
        if by_socket and not settings.slack_client_id:
            return Finding("Public address", "off", "not needed with Socket Mode")
        return Finding(
            "Public address",
            "warning",
            "DRUMBEAT_PUBLIC_URL is empty",
            "Set it to the https address that Slack and the browser reach Drumbeat at.",
        )
    if url.scheme != "https" or not url.hostname:
        return Finding(
            "Public address",
            "warning",
            f"{settings.public_url} is no https address, and Slack takes no other",
            "Put a proxy with a certificate in front, and set DRUMBEAT_PUBLIC_URL to its address.",
        )
    shown = settings.public_url.rstrip("/")
    says = shown if by_socket else f"Slack must reach {shown}{EVENTS_PATH}"
    return Finding("Public address", "ok", says)


def _unreachable(what: str, settings: Settings, why: Unreachable) -> Finding:
    return Finding(
        what,
        "broken",
        f"{settings.slack_api_url} does not answer ({why})",
        "Check the network and HTTPS_PROXY; SLACK_API_URL is only for tests and gateways.",
    )


def _ask(client: WebClient, method: str, token: SecretStr) -> tuple[dict[str, Any], dict[str, str]]:
    """What Slack answers, and its headers in lower case. Raises Refused or Unreachable."""
    try:
        response = client.api_call(
            method, headers={"Authorization": f"Bearer {token.get_secret_value()}"}
        )
    except SlackApiError as error:
        data = error.response.data if error.response is not None else None
        code = str(data.get("error", "")) if isinstance(data, dict) else ""
        if not code:
            raise Unreachable(f"HTTP {error.response.status_code}") from None
        raise Refused(code) from None
    except (SlackClientError, OSError, ValueError) as error:
        raise Unreachable(_words(error)) from None
    told = response.data if isinstance(response.data, dict) else {}
    return told, {name.lower(): value for name, value in response.headers.items()}


def _words(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return getattr(reason, "strerror", None) or type(reason).__name__
