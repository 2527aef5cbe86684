"""What a team tells to the outside, and hears from there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Webhook(Owned, table=True):
    """A team's own: where it calls, and how it is called."""

    __table_args__ = (UniqueConstraint("team_id"), UniqueConstraint("fingerprint"))

    team_id: int = Field(foreign_key="team.id")
    sealed: str
    """The address that is called and the key that both sides sign with, encrypted."""
    fingerprint: str
    """Of the secret in the address under which others call us."""
    host: str = ""
    """All of the address that is ever shown; empty: it is only called, and calls nobody."""
    made_at: datetime
    failing_since: datetime | None = None
    trouble: str = ""
    """Why it could not be called last time, in words; empty while it can."""
    told_at: datetime | None = None
    """When the team was told that it fails; none: it was not."""


class WebhookCall(Owned, table=True):
    """One thing that a webhook is told, kept until it is. Those of one webhook go in their order."""

    __table_args__ = (
        UniqueConstraint("name"),
        Index("ix_webhookcall_state", "state", "webhook_id"),
    )

    webhook_id: int = Field(foreign_key="webhook.id", ondelete="CASCADE")
    name: str
    """By which whoever is called knows it again."""
    kind: str
    """Such as `blocker.created`."""
    at: datetime
    """When it happened."""
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str = "waiting"
    """waiting → told | given up."""
    attempts: int = 0
    not_before: datetime
    """Nobody calls before then: it has just failed, or somebody is at it."""
