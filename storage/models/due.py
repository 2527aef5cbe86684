from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Due(Owned, table=True):
    """The next moment of something that recurs, or one single moment. One row per ceremony, time
    zone and local hour, never one per person: a tick costs what is due, not who there is."""

    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    name: str
    """Such as `standup:12:ask:Europe/Berlin`."""
    kind: str
    """What handles it, such as `standup.ask`."""
    next_run_at: datetime = Field(index=True)
    rule: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """`Cadence` as plain values; none: this moment only, then the row goes."""
    args: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
