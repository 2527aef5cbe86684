"""Retrospectives: what is known once it is shown. Until then it lies in boxes of sealed slips."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Retro(Owned, table=True):
    """One retrospective of a team."""

    # `slot` is 1 while it is open and nothing after: a team has one open at a time.
    __table_args__ = (
        UniqueConstraint("team_id", "slot"),
        Index("ix_retro_workspace_id", "workspace_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    facilitator_id: int = Field(foreign_key="person.id")
    template: str
    """What it is called by, such as `Start, stop, continue`."""
    phase: str = "review"
    """review → collect → group → vote → discuss → actions → closed."""
    step: int = 0
    """Counts every change of phase, back ones as well: what was planned in an earlier one is past."""
    round: int = 1
    """Of collecting: its box is burnt at the end, so another one needs another box."""
    is_async: bool = False
    phase_hours: int = 0
    """How long each phase is open where it is async."""
    deadline: datetime | None = None
    """When the phase ends by itself."""
    day: date | None = None
    """Of the cadence, which planned it: the day that its rule gives it, wherever it is moved."""
    slots: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """When each phase ends, seen from that day, as in `RetroRule`; empty: `phase_hours` each."""
    planned: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The moments those meant when they were last looked at."""
    ends: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The same as it is held to: somebody may have changed one since, or a phase began late."""
    is_anonymous: bool = True
    icebreaker: str = ""
    budget: int = 0
    """Votes of each person; 0: as suggested once voting opens."""
    cap: int = 3
    """Votes that one topic takes from a person."""
    few: bool = False
    """So few took part that who wrote what can be guessed."""
    talk_minutes: int = 8
    """For each topic."""
    topic_id: int | None = None
    """The topic that is talked about; no foreign key, as topics point here."""
    talk_until: datetime | None = None
    started_at: datetime
    moved_at: datetime
    """When the facilitator last did something."""
    closed_at: datetime | None = None
    shown: int = 1
    """How often its card was posted: brought down to where people talk, it is another message."""
    slot: int | None = 1


class RetroRule(Owned, table=True):
    """How a team's retros come about, where it is not the usual way."""

    __table_args__ = (UniqueConstraint("team_id"),)

    team_id: int = Field(foreign_key="team.id")
    is_async: bool = False
    """Each retro of the cadence opens by itself, days before, and goes on over days."""
    template: str = "start"
    """The key of a template, or the name of one of the team's own."""
    is_anonymous: bool = True
    slots: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """When it opens and when each phase ends, such as `-2 evening`: so many working days from the
    ceremony's. Empty: as is usual."""
    last_day: date | None = None
    """Of the cadence: the last that was opened, or let go."""


class RetroColumn(Owned, table=True):
    """What a retro asks for, such as `Learned`."""

    __table_args__ = (UniqueConstraint("retro_id", "position"),)

    retro_id: int = Field(foreign_key="retro.id")
    position: int
    name: str
    hint: str = ""


class RetroTopic(Owned, table=True):
    """Cards that belong together; at first each card is a topic of its own."""

    __table_args__ = (Index("ix_retrotopic_retro_id", "retro_id"),)

    retro_id: int = Field(foreign_key="retro.id")
    title: str
    votes: int | None = None
    """None until voting is closed."""
    state: str = ""
    """discussed or skipped; empty before."""


class RetroCard(Owned, table=True):
    """A card that has been shown. Its id is drawn by lot; it knows no person and no time."""

    __table_args__ = (Index("ix_retrocard_retro_id", "retro_id"),)

    id: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger().with_variant(Integer(), "sqlite"),
    )
    retro_id: int = Field(foreign_key="retro.id")
    column_id: int = Field(foreign_key="retrocolumn.id")
    topic_id: int = Field(foreign_key="retrotopic.id")
    text: str
    name: str = ""
    """Of who wrote it, where they put it there."""


class RetroNote(Owned, table=True):
    """What somebody noted while a topic was discussed; never anonymous."""

    __table_args__ = (Index("ix_retronote_retro_id", "retro_id"),)

    retro_id: int = Field(foreign_key="retro.id")
    topic_id: int = Field(foreign_key="retrotopic.id")
    person_id: int = Field(foreign_key="person.id")
    words: str
    at: datetime


class RetroTemplate(Owned, table=True):
    """Columns of a team's own."""

    __table_args__ = (UniqueConstraint("team_id", "name"),)

    team_id: int = Field(foreign_key="team.id")
    name: str
    columns: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class RetroEnd(Owned, table=True):
    """How worthwhile a retro was, as those said who took part: only what all of them say together.
    Until it is counted, answers lie in a box of sealed slips."""

    __table_args__ = (UniqueConstraint("retro_id"),)

    retro_id: int = Field(foreign_key="retro.id")
    closes_at: datetime
    is_counted: bool = False
    answered: int = 0
    """0 where so few did that it is not told."""
    average: float | None = None
    lowest: int | None = None
    highest: int | None = None
