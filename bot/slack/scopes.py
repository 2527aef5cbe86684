"""What we ask of Slack, and the scope each needs. The manifest is tested against this."""

from __future__ import annotations

METHODS: dict[str, str] = {
    "auth.test": "",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.members": "channels:read",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "oauth.v2.access": "",
    "users.info": "users:read",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
}
"""Web API method to bot scope; empty where none is needed."""

APP_METHODS: dict[str, str] = {"apps.connections.open": "connections:write"}
"""The same for the app-level token of Socket Mode."""

EVENTS: dict[str, str] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}
"""Subscription to bot scope; empty where none is needed."""

# Slash commands and shortcuts have a scope of their own; conversations.members and the member_…
# events ask for groups:read in private channels.
BOT_SCOPES: tuple[str, ...] = tuple(
    sorted({"commands", "groups:read", *METHODS.values(), *EVENTS.values()} - {""})
)
