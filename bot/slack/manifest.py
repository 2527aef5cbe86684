"""The app manifest that Slack makes an app from, out of the registry that routes commands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.slack.scopes import BOT_SCOPES, EVENTS
from handlers.routing import Command, Router

EXAMPLE_URL = "https://drumbeat.example.org"
"""Stands in the checked-in manifest for an address that only the installation knows."""
EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"
BACKGROUND = "#4a154b"

DESCRIPTION = "Keeps your team's beat: stand-ups in chat, at everybody's own morning."
LONG_DESCRIPTION = (
    "Drumbeat asks each member of a team for a short stand-up update, at nine in the morning of "
    "their own time zone, right here in Slack. Answer in a form or by replying in the chat. When "
    "the window closes, the team's channel gets one digest: blockers first, and everybody's full "
    "answers in its thread.\n\n"
    "Invite Drumbeat to your team's channel and type /standup setup there. /drumbeat shows what "
    "else it can do. It reads what you write to it directly and messages that mention it, sees "
    "how people react to its own messages, and nothing else."
)


def slack_manifest(
    router: Router, url: str = EXAMPLE_URL, *, socket: bool = False
) -> dict[str, Any]:
    """`url`: where the world reaches Drumbeat; with Socket Mode nobody needs to."""
    base = "" if socket else url.rstrip("/")
    request: dict[str, str] = {"request_url": base + EVENTS_PATH} if base else {}
    oauth: dict[str, Any] = {"redirect_urls": [base + REDIRECT_PATH]} if base else {}
    return {
        "display_information": {
            "name": "Drumbeat",
            "description": DESCRIPTION,
            "background_color": BACKGROUND,
            "long_description": LONG_DESCRIPTION,
        },
        "features": _features(router, base),
        "oauth_config": {**oauth, "scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def _features(router: Router, base: str) -> dict[str, Any]:
    features: dict[str, Any] = {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Drumbeat", "always_online": True},
        "slash_commands": [
            _slash_command([each for each in router.commands if each.name == name], base)
            for name in dict.fromkeys(command.name for command in router.commands)
        ],
    }
    if router.shortcuts:
        features["shortcuts"] = [
            {
                "name": shortcut.title,
                "type": shortcut.on,
                "callback_id": shortcut.name,
                "description": _sentence(shortcut.hint),
            }
            for shortcut in router.shortcuts
        ]
    return features


def _slash_command(family: Sequence[Command], base: str) -> dict[str, Any]:
    alone = next((command for command in family if not command.verb), family[0])
    address = {"url": base + EVENTS_PATH} if base else {}
    forms = [
        f"{command.verb} {command.usage}".strip()
        for command in family
        if command.verb or command.usage
    ]
    usage = {"usage_hint": f"[{' | '.join(forms)}]"} if forms else {}
    return {
        "command": f"/{alone.name}",
        **address,
        "description": _sentence(alone.hint),
        **usage,
        # People and channels arrive as ids, also where two people have one name.
        "should_escape": True,
    }


def _sentence(hint: str) -> str:
    return hint[:1].upper() + hint[1:]
