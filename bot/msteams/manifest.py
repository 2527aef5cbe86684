"""The app package that Teams takes, out of the registry that routes commands. Pure.

Manifest 1.30 has slash commands; 1.28 is for tenants that do not know it yet.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from bot.fitting import check, fits
from handlers.routing import Command, Router, ShortcutEntry

Version: TypeAlias = Literal["1.30", "1.28"]
NEWEST: Version = "1.30"

ICONS = Path(__file__).parent / "static"
ICON_FILES = ("color.png", "outline.png")
EXAMPLE_ID = "00000000-0000-0000-0000-000000000000"
"""Stands in the checked-in manifest for the bot's id, and the next for its address."""
EXAMPLE_URL = "https://drumbeat.example.org"
SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v{}/MicrosoftTeams.schema.json"

ACCENT = "#14302c"
SHORT = "Keeps your team's beat: stand-ups in chat, at everybody's own morning."
FULL = (
    "Drumbeat asks each member of a team for a short stand-up update, at nine in the morning of "
    "their own time zone, right here in Teams. Answer in a form or by replying in the chat. When "
    "the window closes, the team's channel gets one digest: blockers first, and everybody's full "
    "answers in its thread.\n\n"
    "Add Drumbeat to your team and say “@Drumbeat standup setup” in its channel. “@Drumbeat help” "
    "shows what else it can do. It reads what you write to it directly and messages that mention "
    "it, and nothing else."
)
LISTED = 10
"""Commands that Teams shows of a bot; people can say all the others too."""
SHARED, ALONE = ["team", "groupChat"], ["personal"]


def teams_manifest(
    router: Router,
    app_id: str = EXAMPLE_ID,
    url: str = EXAMPLE_URL,
    *,
    version: Version = NEWEST,
    release: str = "0.1.0",
) -> dict[str, Any]:
    """`release`: of Drumbeat; Teams takes a package for newer only when it grows."""
    site = url.rstrip("/")
    return {
        "$schema": SCHEMA.format(version),
        "manifestVersion": version,
        "version": release,
        "id": app_id,
        "developer": {
            "name": "Drumbeat",
            "websiteUrl": site,
            "privacyUrl": f"{site}/privacy",
            "termsOfUseUrl": f"{site}/terms",
        },
        "name": {"short": "Drumbeat", "full": "Drumbeat – your team's beat"},
        "description": {"short": SHORT, "full": FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [_bot(router, app_id, version)],
        **_extensions(router, app_id, version),
        # Whom it asks, and that it may write to them. Reading a roster takes no more than being
        # installed there, so no consent of a team's owner is asked for.
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(site).netloc],
        "webApplicationInfo": {"id": app_id},
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
    }


def package(manifest: dict[str, Any]) -> bytes:
    """The zip to upload; the same manifest gives the same bytes."""
    made = io.BytesIO()
    files = {"manifest.json": as_text(manifest).encode()}
    files |= {name: (ICONS / name).read_bytes() for name in ICON_FILES}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            whole.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def as_text(manifest: dict[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _bot(router: Router, app_id: str, version: Version) -> dict[str, Any]:
    commands = [_command(command) for command in listed(router)]
    if version == "1.28":
        slash: dict[str, Any] = {}
        shared: dict[str, Any] = {"scopes": SHARED}
    else:
        # Slash commands reach the bot as messages that only the two of them see.
        slash = {"supportsTargetedMessages": True}
        shared = {"scopes": SHARED, "triggers": ["slash", "mention"]}
    return {
        "botId": app_id,
        "scopes": [*ALONE, *SHARED],
        "supportsFiles": False,
        "isNotificationOnly": False,
        **slash,
        "commandLists": [
            {**shared, "commands": commands},
            {"scopes": ALONE, "commands": commands},
        ],
    }


def listed(router: Router) -> list[Command]:
    """The first of every family, then those to say without anything to fill in, then the rest."""
    # Of several ways to say the same, the last says most.
    ways = {(command.name, command.hint): command for command in router.commands}
    distinct = list(ways.values())
    firsts = {command.name: command for command in reversed(distinct)}
    bare = [command for command in distinct if not command.usage]
    ranked = dict.fromkeys([*reversed(firsts.values()), *bare, *distinct])
    chosen = list(ranked)[:LISTED]
    return [command for command in distinct if command in chosen]


def _command(command: Command) -> dict[str, str]:
    title = f"{command.name} {command.verb}".strip()
    hint = _sentence(command.hint)
    described = f"{hint}: {command.form.removeprefix('/')}" if command.usage else hint
    return {
        "title": fits("A command's title", title, 32),
        "description": fits("A command's description", described, 128),
    }


def _extensions(router: Router, app_id: str, version: Version) -> dict[str, Any]:
    if not router.shortcuts:
        return {}
    check("The list of shortcuts", len(router.shortcuts), 10)
    actions = [_action(shortcut, version) for shortcut in router.shortcuts]
    return {"composeExtensions": [{"botId": app_id, "commands": actions}]}


def _action(shortcut: ShortcutEntry, version: Version) -> dict[str, Any]:
    is_global = shortcut.on == "global"
    slash = {"triggers": ["slash"]} if is_global and version != "1.28" else {}
    return {
        "id": fits("A shortcut's name", shortcut.name, 64),
        "type": "action",
        "title": fits("A shortcut's title", shortcut.title, 32),
        "description": fits("A shortcut's hint", _sentence(shortcut.hint), 128),
        "context": ["compose", "commandBox"] if is_global else ["message"],
        "fetchTask": True,
        **slash,
    }


def _sentence(hint: str) -> str:
    return hint[:1].upper() + hint[1:]
