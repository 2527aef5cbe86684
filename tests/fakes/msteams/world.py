"""What exists in a tenant: people, teams, conversations, messages, dialogs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

JSON = dict[str, Any]
Kind = Literal["personal", "groupChat", "channel"]


@dataclass
class Person:
    id: str
    """`29:…`: how this bot knows the person; another bot knows another id."""
    aad: str
    """The id in the directory, the same for every app."""
    tenant: str
    name: str
    email: str
    tz: str = "Europe/Amsterdam"
    is_guest: bool = False
    role: str = "user"
    is_gone: bool = False

    def account(self) -> JSON:
        return {"id": self.id, "name": self.name, "aadObjectId": self.aad}

    def described(self) -> JSON:
        """As the roster tells it."""
        given, _, surname = self.name.partition(" ")
        return {
            "id": self.id,
            "name": self.name,
            "objectId": self.aad,
            "aadObjectId": self.aad,
            "givenName": given,
            "surname": surname,
            "email": self.email,
            "userPrincipalName": self.email,
            "tenantId": self.tenant,
            "userRole": "guest" if self.is_guest else self.role,
        }

    def local(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, ZoneInfo(self.tz))


@dataclass
class Message:
    id: str
    place: str
    author: str
    """A person's id, or the bot's `28:…`."""
    activity: JSON
    at: float
    root: str | None = None
    """The thread's first message, for a reply in a channel."""
    only_for: str | None = None
    edited: bool = False
    deleted: bool = False
    views: dict[str, JSON] = field(default_factory=dict)
    """The card as one person sees it, after an Action.Execute of theirs was answered with one."""
    earlier: list[JSON] = field(default_factory=list)

    @property
    def text(self) -> str:
        return str(self.activity.get("text") or "")

    @property
    def cards(self) -> list[JSON]:
        return [
            one["content"]
            for one in self.activity.get("attachments") or []
            if one["contentType"] == "application/vnd.microsoft.card.adaptive"
        ]


@dataclass
class Place:
    """A conversation: one to one with the bot, a group chat, or a channel."""

    id: str
    tenant: str
    kind: Kind
    name: str
    members: list[str] = field(default_factory=list)
    """People's ids; a channel has those of its team."""
    has_bot: bool = False
    team: str | None = None
    blocked: str | None = None
    """Why nothing may be written, one of `errors.BLOCKED`."""
    is_deleted: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, ref: str) -> Message | None:
        return next(
            (one for one in reversed(self.messages) if one.id == ref and not one.deleted), None
        )


@dataclass
class Team:
    id: str
    """The id of its General channel."""
    group: str
    tenant: str
    name: str
    members: list[str] = field(default_factory=list)
    channels: list[Place] = field(default_factory=list)
    has_bot: bool = False
    is_deleted: bool = False


@dataclass
class Dialog:
    id: str
    owner: str
    title: str
    card: JSON
    place: Place
    command: str | None = None
    """The message extension's command, when one opened it."""
    message: Message | None = None
    is_open: bool = True
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Tenant:
    id: str
    name: str
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    chats: dict[str, Place] = field(default_factory=dict)
    """Person's id -> their conversation with the bot."""
    installed_for: set[str] = field(default_factory=set)
