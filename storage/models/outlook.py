from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Milestone(Owned, table=True):
    """What a team wants to have reached by a day, and others count on."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_milestone_team_status", "team_id", "status"),
    )

    number: int
    """What people call it by, within the workspace."""
    team_id: int = Field(foreign_key="team.id")
    title: str
    due_on: date
    """On the team's calendar."""
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    """Who sees that it is reached; none: nobody has been found yet."""
    status: str = "open"
    """open → reached | missed | dropped."""
    made_by_id: int = Field(foreign_key="person.id")
    made_at: datetime
    closed_at: datetime | None = None
    closing: str = ""
    """What was said as it was reached, missed or dropped."""
    asked_for: date | None = None
    """Somebody was asked about it when this day had passed."""


class Risk(Owned, table=True):
    """What may happen and would hurt."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_risk_team_status", "team_id", "status"),
    )

    number: int
    team_id: int = Field(foreign_key="team.id")
    title: str
    likelihood: str = "medium"
    """low, medium or high."""
    impact: str = "medium"
    response: str = ""
    """What is done about it."""
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date
    """When somebody looks at it again, on the team's calendar."""
    status: str = "open"
    """open → happened | over."""
    made_by_id: int = Field(foreign_key="person.id")
    made_at: datetime
    closed_at: datetime | None = None
    closing: str = ""
    asked_for: date | None = None


class OutlookEvent(Owned, table=True):
    """One line of the history of a milestone or a risk; never changed, never removed."""

    __table_args__ = (
        Index("ix_outlookevent_team_at", "team_id", "at"),
        Index("ix_outlookevent_milestone_id", "milestone_id"),
        Index("ix_outlookevent_risk_id", "risk_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    risk_id: int | None = Field(default=None, foreign_key="risk.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Who did it; none: the clock."""
    kind: str
    """made, changed, moved, looked at, asked, reopened, or what became of it in the end."""
    words: str = ""
    about: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Days and levels before and after."""
