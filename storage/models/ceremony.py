"""Sprints, the ceremonies of a team, and each time one of them is held."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Cadence(Owned, table=True):
    """How a team's sprints follow one another. Their zone is the team's."""

    __table_args__ = (
        UniqueConstraint("team_id"),
        Index("ix_cadence_workspace_id", "workspace_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    weeks: int = 2
    anchor: date
    """The first day of some sprint."""
    number: int = 1
    """Of the sprint that starts then."""
    paused: str = ""
    """Why no ceremony is announced for now, in words; empty while they are."""
    updated_at: datetime


class Goal(Owned, table=True):
    """What a team wants to have reached when a sprint ends."""

    __table_args__ = (
        UniqueConstraint("team_id", "sprint"),
        Index("ix_goal_workspace_id", "workspace_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    sprint: int
    """Its number."""
    words: str
    set_at: datetime
    outcome: str = ""
    """reached, partly or missed; empty: nobody has said."""
    outcome_words: str = ""
    outcome_at: datetime | None = None


class Ceremony(Owned, table=True):
    """One ceremony of a team, and when it recurs."""

    __table_args__ = (
        UniqueConstraint("team_id", "kind"),
        Index("ix_ceremony_workspace_id", "workspace_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    kind: str
    """planning, refinement, review, retro or weeknote."""
    is_on: bool = True
    recurrence: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """`Recurrence` as plain values."""
    minutes: int = 60
    """How long it takes; 0: it has no meeting."""
    agenda: str = ""
    remind_minutes: int = 10
    """How long before it starts the channel is told."""
    around: str = "before"
    """What a day off does to it: before, after, drop or keep."""
    uid: str
    """What calendars know it by, for all time."""
    sequence: int = 0
    """How often it was changed: calendars take the higher one."""
    changed_at: datetime
    ruled_at: datetime | None = None
    """Since when its rule is what it is; none: since it was placed."""


class Occurrence(Owned, table=True):
    """One planned moment of a ceremony, from when anybody touched it or it was announced."""

    __table_args__ = (
        UniqueConstraint("ceremony_id", "day"),
        Index("ix_occurrence_workspace_id", "workspace_id"),
    )

    ceremony_id: int = Field(foreign_key="ceremony.id")
    day: date
    """The day that its rule gives it, which stays when it is moved."""
    starts_at: datetime
    is_moved: bool = False
    is_skipped: bool = False
    announced_at: datetime | None = None
    began_at: datetime | None = None
    """When somebody started its timer."""
    ends_at: datetime
    """When it should be over; with a timer, when that runs out."""
    ended_at: datetime | None = None
    notes: list[dict[str, str]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """What was noted: the words, and the name of who wrote them."""


class Attendance(Owned, table=True):
    """What somebody said of being there."""

    __table_args__ = (
        UniqueConstraint("occurrence_id", "person_id"),
        Index("ix_attendance_workspace_id", "workspace_id"),
    )

    occurrence_id: int = Field(foreign_key="occurrence.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    says: str
    """there, late or cannot."""
    at: datetime


class Feed(Owned, table=True):
    """A calendar link that one person was given. Whoever has the link sees what that person may
    see, and no more."""

    __table_args__ = (
        UniqueConstraint("fingerprint"),
        Index("ix_feed_person", "workspace_id", "person_id"),
    )

    person_id: int = Field(foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    """One team's ceremonies; none: everything of the person's own."""
    fingerprint: str
    """SHA-256 of the secret, which is kept nowhere."""
    made_at: datetime
    etag: str = ""
    """Of what was last fetched."""
    changed_at: datetime | None = None
    """When that was first so."""
