"""Teams' part of `drumbeat doctor`: whether Microsoft gives us a token, and says whose requests are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.findings import Finding
from bot.msteams.access import Access, Unsafe, access
from bot.settings import Settings

PATH = "/api/messages"
WAY = "see “Connect Teams” in README.md"


def examine(settings: Settings) -> Iterator[Finding]:
    if not settings.has_teams:
        yield Finding("Teams", "off", "not configured", f"To connect it, {WAY}.")
        return
    try:
        granted = access(settings)
    except Unsafe as why:
        yield Finding("Teams", "broken", str(why), f"For all it needs {WAY}.")
        return
    if granted.is_open:
        says = "no app id: whoever reaches it is taken for Teams; for development only"
        yield Finding("Teams app", "warning", says, "Set TEAMS_APP_ID.")
    else:
        yield _app(granted)
        yield asyncio.run(_keys(granted))
    yield _tenant(granted)
    yield _address(settings)


def _app(granted: Access) -> Finding:
    if granted.managed_identity:
        return Finding("Teams app", "ok", "has a managed identity; only Azure itself can try it")
    if not (granted.password or granted.certificate):
        says = "neither TEAMS_APP_PASSWORD nor TEAMS_APP_CERTIFICATE is set: calls have no token"
        return Finding("Teams app", "warning", says, "Only a channel on this machine takes that.")
    what = "secret" if granted.password else "certificate"
    # Only here: Microsoft's SDK takes a second.
    from bot.msteams.keys import Unreachable
    from bot.msteams.sdk import Sdk

    try:
        asyncio.run(Sdk(granted).sign_in())
    except Unreachable as why:
        return Finding(
            "Teams app",
            "broken",
            f"Microsoft gives no token for the {what} ({why})",
            "Check TEAMS_APP_ID, TEAMS_TENANT_ID and the secret or certificate, and the network.",
        )
    return Finding("Teams app", "ok", f"Microsoft gives a token for the {what}")


async def _keys(granted: Access) -> Finding:
    from bot.msteams.keys import Keys, UnknownKey, Unreachable
    from bot.msteams.sdk import OPENID_URL

    url = granted.openid_url or OPENID_URL
    try:
        await Keys(url).get("")
    except UnknownKey:
        return Finding("Teams keys", "ok", "Microsoft's keys are there; requests are checked")
    except Unreachable:
        to_do = "Check the network; without its keys every request is refused."
        return Finding("Teams keys", "broken", f"{url} does not answer", to_do)
    return Finding("Teams keys", "ok", "there")


def _tenant(granted: Access) -> Finding:
    if granted.tenant:
        return Finding("Teams tenant", "ok", f"{granted.tenant}, and no other")
    to_do = "Set TEAMS_TENANT_ID: new bots belong to one tenant."
    return Finding("Teams tenant", "warning", "any tenant is served", to_do)


def _address(settings: Settings) -> Finding:
    shown = settings.public_url.rstrip("/")
    if urlsplit(shown).scheme != "https":
        return Finding(
            "Teams address",
            "warning",
            "DRUMBEAT_PUBLIC_URL is no https address",
            "Put a proxy with a certificate in front, and set DRUMBEAT_PUBLIC_URL to its address.",
        )
    return Finding("Teams address", "ok", f"Teams must reach {shown}{PATH}")
