"""Installing into a workspace: Bolt's OAuth flow, with our states, our store and our words."""

from __future__ import annotations

import html
import secrets
from typing import Any

import structlog
from cryptography.fernet import InvalidToken, MultiFernet
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.settings import Settings
from bot.slack.keys import Keyring, Keys
from bot.slack.scopes import BOT_SCOPES
from bot.slack.wire import Wire, quiet

log = structlog.get_logger()

STATE_LIVES = 600
"""Seconds between "install" and the way back."""

_WHY = {
    "access_denied": "You said no, and nothing was installed.",
    "invalid_browser": "This began in another browser. Please start again from the install page.",
    "invalid_state": "That took longer than ten minutes. Please start again from the install page.",
    "invalid_code": "Slack did not accept the installation. Please start again.",
    "missing_code": "Slack sent no code. Please start again.",
    "storage_error": "Drumbeat installs into one workspace at a time, not a whole organisation.",
}


def flow(settings: Settings, keyring: Keyring, wire: Wire) -> AsyncOAuthFlow | None:
    """None where only one workspace's token is set."""
    fernet = keyring.seal.fernet
    if not settings.slack_client_id or fernet is None:
        return None
    base = settings.public_url.rstrip("/")
    return AsyncOAuthFlow(
        client=wire.client,
        logger=quiet,
        settings=AsyncOAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=list(BOT_SCOPES),
            user_scopes=[],
            redirect_uri=f"{base}/slack/oauth_redirect" if base else None,
            installation_store=_Installations(keyring),
            state_store=SignedStates(fernet),
            state_expiration_seconds=STATE_LIVES,
            callback_options=AsyncCallbackOptions(success=_installed, failure=_not_installed),
        ),
    )


class Pages:
    """`GET /slack/install` and `/slack/oauth_redirect`."""

    def __init__(self, flow: AsyncOAuthFlow) -> None:
        self.flow = flow

    async def install(self, request: Request) -> Response:
        return await self._page(request, self.flow.handle_installation)

    async def redirect(self, request: Request) -> Response:
        return await self._page(request, self.flow.handle_callback)

    async def _page(self, request: Request, handle: Any) -> Response:
        try:
            return to_starlette_response(await handle(to_async_bolt_request(request, b"")))
        except Exception:
            log.exception("installation failed")
            return HTMLResponse(_html("Slack did not answer. Please start again."), 502)


class SignedStates(AsyncOAuthStateStore):
    """A state is a sealed random value with its age: nothing to store, nothing to forge. Bolt holds
    it against the browser's cookie as well."""

    def __init__(self, fernet: MultiFernet) -> None:
        self.fernet = fernet

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        return self.fernet.encrypt(secrets.token_bytes(16)).decode()

    async def async_consume(self, state: str) -> bool:
        try:
            self.fernet.decrypt(state, ttl=STATE_LIVES)
        except (InvalidToken, UnicodeEncodeError):
            return False
        return True


class _Installations(AsyncInstallationStore):
    """Bolt saves here; everything else asks the keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    async def async_save(self, installation: Installation) -> None:
        if installation.is_enterprise_install or not installation.team_id:
            raise BoltError("an installation into a whole organisation")
        await self.keyring.install(
            installation.team_id,
            installation.team_name or "",
            Keys(
                installation.bot_token or "",
                installation.bot_user_id or "",
                installation.bot_id or "",
            ),
            refresh=installation.bot_refresh_token or "",
            lives=_lives(installation),
        )
        log.info("installed", platform="slack", team=installation.team_id)


def _lives(installation: Installation) -> int:
    """Seconds from the installation on; 0: for ever."""
    ends = installation.bot_token_expires_at
    return int(ends - installation.installed_at) if ends else 0


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    team = args.installation.team_name or "your workspace"
    words = f"Drumbeat is in {team}. Invite it to your team's channel and say /standup setup there."
    return _page(200, words, args.settings)


async def _not_installed(args: AsyncFailureArgs) -> BoltResponse:
    log.warning("not installed", why=args.reason)
    words = _WHY.get(args.reason, "Slack did not install it. Please start again.")
    status = 400 if args.reason == "storage_error" else args.suggested_status_code
    return _page(status, words, args.settings)


def _page(status: int, words: str, settings: AsyncOAuthSettings) -> BoltResponse:
    return BoltResponse(
        status=status,
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Set-Cookie": settings.state_utils.build_set_cookie_for_deletion(),
        },
        body=_html(words),
    )


def _html(words: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Drumbeat</title>'
        '<body style="font: 1.1rem sans-serif; max-width: 32rem; margin: 4rem auto">'
        f"<h1>Drumbeat</h1><p>{html.escape(words)}</p>"
        '<p><a href="/slack/install">Install page</a></p>'
    )
