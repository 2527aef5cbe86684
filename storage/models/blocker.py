from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Blocker(Owned, table=True):
    """What stops somebody and needs somebody else."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_blocker_team_status", "team_id", "status"),
        Index("ix_blocker_blocked_status", "blocked_id", "status"),
        Index("ix_blocker_owner_status", "owner_id", "status"),
        Index("ix_blocker_waits_for_team", "waits_for_team_id", "status"),
        Index("ix_blocker_waits_for_service", "waits_for_service_id", "status"),
    )

    number: int
    """What people call it by, within the workspace."""
    team_id: int = Field(foreign_key="team.id")
    summary: str
    details: str = ""
    link: str = ""
    """Of the message or page it came from."""
    status: str = "open"
    """open → acknowledged → resolved | dismissed."""
    raised_by_id: int = Field(foreign_key="person.id")
    blocked_id: int = Field(foreign_key="person.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    """Who can remove it; none: nobody has been found yet."""
    waits_for: str = ""
    """team, service, person or decision; empty: not said."""
    waits_for_name: str = ""
    waits_for_team_id: int | None = Field(default=None, foreign_key="team.id")
    """Where it waits for a team of this workspace."""
    waits_for_service_id: int | None = Field(default=None, foreign_key="service.id")
    """Where it waits for a common service that has an owner."""
    severity: str = "medium"
    """low, medium or high."""
    category: str = ""
    is_private: bool = False
    """Seen by those concerned and the scrum masters; not shown in the channel."""
    due_at: datetime | None = None
    due_has_time: bool = False
    raised_at: datetime
    quiet_until: datetime | None = None
    """Nobody is reminded before then: somebody is on it, or it was put off."""
    closed_at: datetime | None = None
    closing: str = ""
    """How it was resolved, or why it was dismissed."""
    merged_into_id: int | None = Field(default=None, foreign_key="blocker.id")
    ladder_since: datetime
    """When the ladder began to count."""
    ladder_rung: int = 0
    """The next one: those before are done with."""
    ladder_resumed: bool = False
    """It goes on after a pause: the first who was to be reminded is asked at once."""


class BlockerEvent(Owned, table=True):
    """One line of a blocker's history; never changed, never removed."""

    __table_args__ = (Index("ix_blockerevent_blocker_id", "blocker_id"),)

    blocker_id: int = Field(foreign_key="blocker.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Who did it; none: the clock."""
    kind: str
    """Such as raised, acknowledged, commented, escalated, resolved."""
    words: str = ""
    """What was said with it."""
    about: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Facts that belong to the kind: names before and after, moments."""


class BlockerWatcher(Owned, table=True):
    """Somebody who is stopped by the same, and hears of it."""

    __table_args__ = (UniqueConstraint("blocker_id", "person_id"),)

    blocker_id: int = Field(foreign_key="blocker.id")
    person_id: int = Field(foreign_key="person.id", index=True)


class BlockerNotice(Owned, table=True):
    """Somebody is to be told of something once, in hours of their own."""

    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_blockernotice_blocker_id", "blocker_id"),
    )

    blocker_id: int = Field(foreign_key="blocker.id")
    event_id: int = Field(foreign_key="blockerevent.id")
    person_id: int = Field(foreign_key="person.id")
    at: datetime


class BlockerLadder(Owned, table=True):
    """How a team's blockers are escalated, where it is not the usual way."""

    __table_args__ = (UniqueConstraint("team_id"),)

    team_id: int = Field(foreign_key="team.id")
    owner_after: int = 1
    """Working days; 0: never."""
    product_owner_after: int = 2
    sponsor_after: int = 4
    works_from: time = time(9)
    """Wall-clock time of whoever is reminded."""
    works_until: time = time(17)
