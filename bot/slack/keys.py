"""Which token opens which workspace."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.port import Limited, Stopped, Trouble
from bot.seal import Seal, keys_of
from bot.settings import Settings
from bot.slack.wire import Wire
from storage import workspaces
from storage.session import Database

log = structlog.get_logger()

REMEMBERED = 60.0
"""Seconds. Another process may have learnt of an uninstall that this one was not told of."""
RENEWED_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Keys:
    bot_token: str
    bot_user: str
    bot_id: str


class Keyring:
    """One workspace's token from the settings, all others' sealed in the database."""

    def __init__(
        self, settings: Settings, database: Database, wire: Wire, now: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.database = database
        self.wire = wire
        self.now = now
        self.seal = Seal(keys_of(settings))
        self._known: dict[str, tuple[float, Keys | None]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._own = ""

    async def start(self) -> None:
        """Learns whose workspace the settings' token opens. Where Slack does not answer now, that
        is asked again with the first event."""
        try:
            await self._ask_own()
        except (Limited, Trouble) as trouble:
            log.warning("slack did not say whose token this is", trouble=str(trouble))

    async def of(self, workspace: str) -> Keys | None:
        """None: not installed there, or not any more. May raise as the port's calls do."""
        known = self._known.get(workspace)
        if known and known[0] > time.monotonic():
            return known[1]
        async with self._locks[workspace]:
            known = self._known.get(workspace)
            if known and known[0] > time.monotonic():
                return known[1]
            keys = await self._find(workspace)
            self._known[workspace] = (time.monotonic() + REMEMBERED, keys)
            return keys

    def forget(self, workspace: str) -> None:
        """After an uninstall, a reinstall, or an answer that says the token is dead."""
        self._known.pop(workspace, None)

    async def install(
        self, workspace: str, name: str, keys: Keys, refresh: str = "", lives: int = 0
    ) -> None:
        """What an earlier installation left is replaced. `lives` in seconds; 0: for ever."""
        sealed = self._sealed(keys, refresh, lives)
        await self.database.run(self._save, workspace, name, sealed)
        self.forget(workspace)

    async def _ask_own(self) -> tuple[str, Keys] | None:
        token = self.settings.slack_bot_token.get_secret_value()
        if not token:
            return None
        try:
            told = await self.wire.call("auth.test", token)
        except Stopped as stopped:
            log.error("slack refuses the token in SLACK_BOT_TOKEN", why=stopped.detail)
            return None
        workspace = told["team_id"]
        keys = Keys(token, told["user_id"], told.get("bot_id", ""))
        if self._own != workspace:
            await self.database.run(self._save, workspace, told.get("team", ""), "")
            self._own = workspace
        self._known[workspace] = (time.monotonic() + REMEMBERED, keys)
        return workspace, keys

    async def _find(self, workspace: str) -> Keys | None:
        sealed = await self.database.run(self._load, workspace)
        if sealed:
            return await self._opened(workspace, sealed)
        own = await self._ask_own() if self._own in ("", workspace) else None
        return own[1] if own and own[0] == workspace else None

    async def _opened(self, workspace: str, sealed: str) -> Keys | None:
        content = self.seal.open(sealed)
        if content is None:
            log.error("no key of DRUMBEAT_SECRET_KEYS opens this installation", team=workspace)
            return None
        keys = Keys(content["bot_token"], content["bot_user"], content["bot_id"])
        ends = content.get("ends", "")
        if not ends or datetime.fromisoformat(ends) - self.now() > RENEWED_BEFORE:
            return keys
        return await self._renewed(workspace, keys, content["refresh"])

    async def _renewed(self, workspace: str, keys: Keys, refresh: str) -> Keys:
        try:
            told = await self.wire.call(
                "oauth.v2.access",
                client_id=self.settings.slack_client_id,
                client_secret=self.settings.slack_client_secret.get_secret_value(),
                grant_type="refresh_token",
                refresh_token=refresh,
            )
        except (Limited, Stopped, Trouble) as trouble:
            # Two hours are left to try again; another process may have done it just now.
            log.warning("token not renewed", team=workspace, trouble=str(trouble))
            return keys
        new = Keys(told["access_token"], keys.bot_user, keys.bot_id)
        sealed = self._sealed(new, told["refresh_token"], told["expires_in"])
        await self.database.run(self._reseal, workspace, sealed)
        return new

    def _sealed(self, keys: Keys, refresh: str, lives: int) -> str:
        content = {
            "bot_token": keys.bot_token,
            "bot_user": keys.bot_user,
            "bot_id": keys.bot_id,
        }
        if refresh and lives:
            ends = self.now() + timedelta(seconds=lives)
            content |= {"refresh": refresh, "ends": ends.isoformat()}
        return self.seal.close(content)

    def _load(self, workspace: str) -> str:
        with self.database.everywhere() as session:
            row = workspaces.called(session, "slack", workspace)
            return row.sealed_installation if row and not row.uninstalled_at else ""

    def _save(self, workspace: str, name: str, sealed: str) -> None:
        with self.database.everywhere() as session:
            workspaces.install(session, "slack", workspace, name, sealed, self.now())

    def _reseal(self, workspace: str, sealed: str) -> None:
        with self.database.everywhere() as session:
            row = workspaces.called(session, "slack", workspace)
            if row and not row.uninstalled_at:
                row.sealed_installation = sealed
                session.add(row)
