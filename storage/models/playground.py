"""What a chat service keeps on its own servers; the playground is one, so it keeps it here."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class PlaygroundPerson(Owned, table=True):
    __table_args__ = (UniqueConstraint("workspace_id", "ref"),)

    ref: str
    name: str
    role: str
    zone: str
    is_gone: bool = False


class PlaygroundPlace(Owned, table=True):
    __table_args__ = (UniqueConstraint("workspace_id", "ref"),)

    ref: str
    name: str
    kind: str
    """channel or direct."""
    members: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    is_archived: bool = False


class PlaygroundMessage(Owned, table=True):
    # Ids are never used again, so that a page from before a reset presses nothing of today's.
    __table_args__ = (
        UniqueConstraint("workspace_id", "delivery_key"),
        {"sqlite_autoincrement": True},
    )

    place: str = Field(index=True)
    author: str
    """A person's ref, or `drumbeat`."""
    at: datetime
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The card as plain values, or `{"text": …}` for what a person typed."""
    only_for: str = ""
    """The one person who may see it; empty: everybody in the place."""
    thread: int = Field(default=0, index=True)
    """Id of the thread's first message; 0 outside threads."""
    edited: bool = False
    signs: dict[str, list[str]] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    """Such as a thumb, and who put it there."""
    delivery_key: str | None = None
