"""What Slack takes for an app manifest, as far as Drumbeat uses it.

Limits as Slack documents them: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def words(most: int, least: int = 1) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most}


def exactly(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


def some(items: Schema, most: int, least: int = 1) -> Schema:
    return {
        "type": "array",
        "items": items,
        "minItems": least,
        "maxItems": most,
        "uniqueItems": True,
    }


YES_OR_NO: Schema = {"type": "boolean"}
ADDRESS: Schema = {**words(3000), "pattern": "^https://"}
SCOPE: Schema = {**words(50), "pattern": r"^[a-z_]+(:[a-z_.]+)*$"}

SLASH_COMMAND = exactly(
    {
        "command": {**words(32, least=2), "pattern": "^/[a-z0-9_-]+$"},
        "description": words(2000),
        "should_escape": YES_OR_NO,
    },
    {"url": ADDRESS, "usage_hint": words(1000)},
)
SHORTCUT = exactly(
    {
        "name": words(24),
        "type": {"enum": ["message", "global"]},
        "callback_id": words(255),
        "description": words(150),
    }
)

SCHEMA: Schema = exactly(
    {
        "display_information": exactly(
            {
                "name": words(35),
                "description": words(140),
                "background_color": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
                # The reference says 174, Slack's own check one more.
                "long_description": words(4000, least=175),
            }
        ),
        "features": exactly(
            {
                "app_home": exactly(
                    {
                        "home_tab_enabled": YES_OR_NO,
                        "messages_tab_enabled": YES_OR_NO,
                        "messages_tab_read_only_enabled": YES_OR_NO,
                    }
                ),
                "bot_user": exactly({"display_name": words(80), "always_online": YES_OR_NO}),
                "slash_commands": some(SLASH_COMMAND, most=50),
            },
            {"shortcuts": some(SHORTCUT, most=10)},
        ),
        "oauth_config": exactly(
            {"scopes": exactly({"bot": some(SCOPE, most=255)})},
            {"redirect_urls": some({**ADDRESS, "maxLength": 2500}, most=1000)},
        ),
        "settings": exactly(
            {
                "event_subscriptions": exactly(
                    {"bot_events": some(words(50), most=100)}, {"request_url": ADDRESS}
                ),
                "interactivity": exactly({"is_enabled": YES_OR_NO}, {"request_url": ADDRESS}),
                "org_deploy_enabled": YES_OR_NO,
                "socket_mode_enabled": YES_OR_NO,
                "token_rotation_enabled": YES_OR_NO,
            }
        ),
    }
)
