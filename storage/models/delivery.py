from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Delivery(Owned, table=True):
    """One message, or one question to the platform, and how far it got.

    `revision` is what should be shown, `sent_revision` what is. A newer content replaces one that
    still waits, it never queues behind it.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "subject"),
        Index("ix_delivery_waiting", "state", "workspace_id", "not_before"),
        Index("ix_delivery_ref", "workspace_id", "place", "ref"),
    )

    subject: str
    kind: str = "message"
    """message, roster or removal."""
    place: str
    place_kind: str = "channel"
    under: str = ""
    """Subject of the message whose thread this belongs in."""
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The card as plain values."""
    revision: int = 1
    sent_revision: int = 0
    state: str = "waiting"
    """waiting → sending → sent; stopped: it can never arrive."""
    ref: str = ""
    """The platform's id of the message, once it is there."""
    attempts: int = 0
    not_before: datetime
    due_at: datetime
    """When it should have been there: lateness counts from here."""
    claimed_by: str = ""
    """The process that has it in hand."""
    repeats: int = 0
    """How often it was sent again because nobody knows whether the first one arrived."""
    trouble: str = ""


class Seen(Owned, table=True):
    """An event that had its effect; its repetition has none."""

    __table_args__ = (UniqueConstraint("workspace_id", "happening"),)

    happening: str
    at: datetime
    """Without an index, which would be written with every event: the oldest lie first anyhow."""
