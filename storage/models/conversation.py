from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Conversation(Owned, table=True):
    """How to reach a place where the platform takes more than its id: Teams wants to be called at
    the address that it last called from."""

    __table_args__ = (UniqueConstraint("workspace_id", "kind", "place"),)

    kind: str
    """channel, or direct: the chat with one person."""
    place: str
    """The platform's id of the channel or of the person, as everywhere else."""
    ref: str = ""
    """The platform's id of the conversation itself; empty while there is none with the person."""
    service_url: str
    belongs_to: str = ""
    """What the channel belongs to there; empty for chats."""
    about: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the platform says besides: names, and a person's id of its own kind."""
    heard_at: datetime
