"""What exists in a workspace: people, channels, messages, views."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

JSON = dict[str, Any]

BOT_SCOPES = frozenset(
    [
        "commands",
        "chat:write",
        "users:read",
        "channels:read",
        "groups:read",
        "app_mentions:read",
        "im:history",
        "files:write",
        "reactions:read",
    ]
)
APP_SCOPES = frozenset({"connections:write"})


@dataclass
class Person:
    id: str
    team: str
    name: str
    real_name: str
    tz: str = "Europe/Amsterdam"
    deleted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False

    def offset(self, at: float) -> int:
        """Seconds east of UTC."""
        shift = datetime.fromtimestamp(at, ZoneInfo(self.tz)).utcoffset()
        return int(shift.total_seconds()) if shift else 0

    def described(self, at: float) -> JSON:
        profile = {
            "real_name": self.real_name,
            "display_name": self.name,
            "team": self.team,
            "image_72": "",
        }
        told: JSON = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
        }
        if self.deleted:
            return {**told, "is_bot": self.is_bot, "is_app_user": False, "updated": int(at)}
        told |= {
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self.offset(at),
        }
        told |= {
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_admin": self.is_admin,
            "is_owner": False,
        }
        told |= {
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }
        # Slack leaves this one out for everybody it does not apply to.
        stranger = {"is_stranger": True} if self.is_stranger else {}
        return {**told, **stranger, "updated": int(at)}


@dataclass
class Message:
    ts: str
    channel: str
    author: str
    text: str
    blocks: list[JSON] = field(default_factory=list)
    bot_id: str | None = None
    thread_ts: str | None = None
    metadata: JSON | None = None
    edited: str | None = None
    only_for: str | None = None
    deleted: bool = False
    files: list[JSON] = field(default_factory=list)
    # What each person has chosen in the message's own inputs: person, block, action -> state.
    chosen: dict[str, dict[str, dict[str, JSON]]] = field(default_factory=dict)
    earlier: list[tuple[str, list[JSON]]] = field(default_factory=list)

    def described(self, team: str, app: str) -> JSON:
        told: JSON = {
            "type": "message",
            "user": self.author,
            "text": self.text,
            "ts": self.ts,
            "team": team,
        }
        if self.bot_id:
            told |= {"bot_id": self.bot_id, "app_id": app}
        for key in ("blocks", "thread_ts", "metadata", "files"):
            if value := getattr(self, key):
                told[key] = value
        if self.edited:
            told["edited"] = {"user": self.bot_id or self.author, "ts": self.edited}
        return told


@dataclass
class Channel:
    id: str
    team: str
    name: str
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    is_deleted: bool = False
    im_with: str | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return "im" if self.im_with else "group" if self.is_private else "channel"

    def described(self, bot: str) -> JSON:
        if self.im_with:
            return {
                "id": self.id,
                "is_im": True,
                "user": self.im_with,
                "is_archived": False,
                "is_org_shared": False,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_member": bot in self.members,
            "num_members": len(self.members),
            "context_team_id": self.team,
        }

    def message(self, ts: str) -> Message | None:
        return next(
            (one for one in reversed(self.messages) if one.ts == ts and not one.deleted), None
        )


@dataclass
class View:
    id: str
    team: str
    owner: str
    body: JSON
    hash: str
    root: str
    previous: str | None = None
    is_open: bool = True
    values: dict[str, dict[str, JSON]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[JSON]:
        return list(self.body.get("blocks") or [])


@dataclass
class Workspace:
    id: str
    name: str
    token: str
    bot: Person
    bot_id: str
    app_id: str
    scopes: frozenset[str] = BOT_SCOPES
    # Why the token is refused, once it is: account_inactive or token_revoked.
    refused: str | None = None
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    # The person's id -> their conversation with the bot.
    ims: dict[str, Channel] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, JSON] = field(default_factory=dict)

    @property
    def domain(self) -> str:
        return self.name.lower().replace(" ", "-")
