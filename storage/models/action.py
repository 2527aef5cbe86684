from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from storage.models.base import Owned


class Action(Owned, table=True):
    """What a team said it would do: one owner, one due date."""

    __table_args__ = (
        Index("ix_action_team_status", "team_id", "status"),
        Index("ix_action_owner_status", "owner_id", "status"),
        Index("ix_action_retro_id", "retro_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    retro_id: int | None = Field(default=None, foreign_key="retro.id")
    """The retro that it came from; none: it was given outside of one."""
    topic_id: int | None = None
    """What was talked about then; no foreign key, as a topic goes where its cards are moved away."""
    words: str
    owner_id: int = Field(foreign_key="person.id")
    made_by_id: int = Field(foreign_key="person.id")
    made_at: datetime
    due_day: date
    """On whichever calendar its owner lives by; with a time, on that of who said it."""
    due_at: datetime | None = None
    """Where a time was said."""
    status: str = "open"
    """open → done | dropped."""
    closed_at: datetime | None = None
    closing: str = ""
    """Why it was dropped."""
    step: int = 0
    """The next thing its owner is told; those before are done with."""
    step_at: datetime
    """When the last one was, or when it began anew."""
    turn: int = 0
    """How often it began anew: with another owner or day."""


class ActionEvent(Owned, table=True):
    """One line of an action's history; never changed, never removed."""

    __table_args__ = (Index("ix_actionevent_action_id", "action_id"),)

    action_id: int = Field(foreign_key="action.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Who did it; none: the clock."""
    kind: str
    """made, changed, done, dropped, reopened or told."""
    words: str = ""
    """What was said with it."""
    about: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Facts that belong to the kind: what was changed, from what."""
