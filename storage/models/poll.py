"""Polls, what is said in those that show names, and pulses: polls that come again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Poll(Owned, table=True):
    """One question to a channel. What is said in an anonymous one is in a box and nowhere here."""

    __table_args__ = (
        Index("ix_poll_place", "workspace_id", "place"),
        Index("ix_poll_pulse_id", "pulse_id"),
    )

    place: str
    """The channel, by the platform's id."""
    team_id: int | None = Field(default=None, foreign_key="team.id")
    """Whose channel it is; none: no team's."""
    author_id: int = Field(foreign_key="person.id")
    question: str
    kind: str = "single"
    """single, multiple, ranked, scale5, scale10 or pulse."""
    options: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The answers, or the statements of a pulse. Some may be added; none is changed or goes."""
    most: int = 0
    """How many answers one may choose; 0: as many as there are."""
    is_anonymous: bool = True
    is_live: bool = False
    """Whether the tally is shown before it closes."""
    is_open_to_more: bool = False
    """Whether everybody may add answers."""
    reminds: bool = False
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    closed_by_id: int | None = Field(default=None, foreign_key="person.id")
    """None: the clock."""
    counted: int = 0
    """Of an anonymous one: how many had answered when they were last counted."""
    tally: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """What was last shown of an anonymous one, and at the end what came of it; none: nothing."""
    pulse_id: int | None = Field(default=None, foreign_key="pulse.id")
    day: date | None = None
    """Of a pulse: the day that its rule gives it."""
    threshold: int = 3
    """Fewer answers without names than this are not shown."""


class PollVote(Owned, table=True):
    """What somebody said in a poll that shows names."""

    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        Index("ix_pollvote_person_id", "person_id"),
    )

    poll_id: int = Field(foreign_key="poll.id")
    person_id: int = Field(foreign_key="person.id")
    choice: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    at: datetime


class Pulse(Owned, table=True):
    """Statements that a team rates again and again."""

    __table_args__ = (Index("ix_pulse_team_id", "team_id"),)

    team_id: int = Field(foreign_key="team.id")
    author_id: int = Field(foreign_key="person.id")
    name: str
    statements: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    recurrence: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """`Recurrence` as plain values."""
    threshold: int = 3
    open_days: int = 2
    """How many working days each round takes."""
    is_on: bool = True
    changed_at: datetime
