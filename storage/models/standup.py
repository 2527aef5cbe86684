from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Standup(Owned, table=True):
    """How a stand-up of a team runs. A team may have several."""

    __table_args__ = (
        UniqueConstraint("team_id", "name"),
        Index("ix_standup_workspace_id", "workspace_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    name: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Such as "Friday check-in"; empty for the first, or only, one of a team."""
    days: str = "mon,tue,wed,thu,fri"
    every_weeks: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    anchor: date | None = None
    """Where it is not held every week: a day of a week in which it is."""
    hour: time = time(9)
    """Wall-clock time in each member's own zone."""
    window_minutes: int = 240
    remind_after_minutes: int = 60
    questions: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """`rules.Question` as plain values."""
    posts_entries: bool = False
    """Each answer comes into the channel by itself, and not into the digest's thread."""
    paused: str = ""
    """Why nothing is asked for now, in words; empty while it runs."""
    updated_at: datetime
    ended_at: datetime | None = None
    """Removed: nobody is asked any more; what was answered can be read."""


class StandupDay(Owned, table=True):
    """One day of a stand-up: everybody's own 09:00 of that date, and one digest."""

    __table_args__ = (
        UniqueConstraint("standup_id", "day"),
        Index("ix_standupday_workspace_id", "workspace_id"),
    )

    standup_id: int = Field(foreign_key="standup.id")
    day: date
    questions: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """As they were when the day's first prompt went out."""
    digest_at: datetime | None = None
    """When the digest was posted; none before."""


class Prompt(Owned, table=True):
    """One person asked on one day, once."""

    __table_args__ = (
        UniqueConstraint("standup_id", "person_id", "day"),
        Index("ix_prompt_person_day", "person_id", "day"),
        Index("ix_prompt_standup_day", "standup_id", "day"),
    )

    standup_id: int = Field(foreign_key="standup.id")
    person_id: int = Field(foreign_key="person.id")
    day: date
    asked_at: datetime
    closes_at: datetime
    skipped_at: datetime | None = None
    reminders: int = 0
    said: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Answers given so far by replying in the chat, question by question."""
    marks: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What has become of the lines of the last plan: `done` or `still`, by the line's key."""


class Entry(Owned, table=True):
    """A member's answers of one day."""

    __table_args__ = (
        UniqueConstraint("standup_id", "person_id", "day"),
        Index("ix_entry_person_day", "person_id", "day"),
        Index("ix_entry_standup_day", "standup_id", "day"),
    )

    standup_id: int = Field(foreign_key="standup.id")
    person_id: int = Field(foreign_key="person.id")
    day: date
    answers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    words: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The answers' words as they are searched."""
    first_at: datetime
    edited_at: datetime | None = None
    is_late: bool = False


class Observer(Owned, table=True):
    """Somebody who reads along: each digest comes to them in a direct message."""

    __table_args__ = (
        UniqueConstraint("standup_id", "person_id"),
        Index("ix_observer_workspace_id", "workspace_id"),
    )

    standup_id: int = Field(foreign_key="standup.id")
    person_id: int = Field(foreign_key="person.id")
    since: datetime


class Export(Owned, table=True):
    """A link to a file, for a while."""

    __table_args__ = (UniqueConstraint("fingerprint"),)

    fingerprint: str
    """Of the link's secret, which is kept nowhere."""
    kind: str
    """What is in it, such as answers or blockers."""
    person_id: int = Field(foreign_key="person.id")
    """Who asked for it; it opens as long as they may read."""
    what: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    until: datetime
