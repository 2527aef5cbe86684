"""Weeknotes: what a team tells those who read along, and where it was told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Weeknote(Owned, table=True):
    """One number of a team's weeknotes, from its draft on."""

    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index("ix_weeknote_team_status", "team_id", "status"),
        Index("ix_weeknote_workspace_id", "workspace_id"),
    )

    team_id: int = Field(foreign_key="team.id")
    number: int
    """Within the team; earlier ones that were taken over count."""
    status: str = "draft"
    """draft → approved → posted. A team has at most one that is not posted."""
    first_day: date
    last_day: date
    """The days it tells of, both included, by the team's clocks."""
    opening: str = ""
    """The line that everything begins with."""
    picture_url: str = ""
    picture_alt: str = ""
    editor_id: int | None = Field(default=None, foreign_key="person.id")
    """Whose turn it is; none: whoever runs the team."""
    planned_at: datetime | None = None
    """When it is to be posted; none: by hand."""
    drafted_at: datetime
    approved_at: datetime | None = None
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    """None for one that was posted by the clock."""
    posted_at: datetime | None = None
    edited_at: datetime | None = None
    """When somebody last changed it: the draft, or what is posted."""
    held_at: datetime | None = None
    """Its moment came and nobody had approved it: the editor and the scrum masters were told."""
    is_imported: bool = False
    """From before Drumbeat, as it was pasted."""
    people: list[dict[str, str]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """Who was in the team when it was posted: `name` and `role`."""
    contact: str = ""
    """Whom readers ask, as it was when it was posted."""
    words: str = ""
    """What readers see of it, as it is searched."""


class WeeknoteBullet(Owned, table=True):
    """One point of a weeknote."""

    __table_args__ = (
        Index("ix_weeknotebullet_weeknote_id", "weeknote_id"),
        Index("ix_weeknotebullet_workspace_id", "workspace_id"),
    )

    weeknote_id: int = Field(foreign_key="weeknote.id")
    section: str
    """good, learned, difficult or next."""
    position: int
    text: str
    origin: str = "drafted"
    """drafted, edited, added, suggested or imported."""
    sources: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """What it was drafted from: `kind`, `id`, `words`, and `day` where it has one. Shown to the
    editor, never to readers."""


class WeeknoteRule(Owned, table=True):
    """How a team's weeknotes come about, where it is not the usual way."""

    __table_args__ = (UniqueConstraint("team_id"),)

    team_id: int = Field(foreign_key="team.id")
    editor: str = "rotating"
    """rotating: one of the core after the other; fixed: always `editor_id`."""
    editor_id: int | None = Field(default=None, foreign_key="person.id")
    last_editor_id: int | None = Field(default=None, foreign_key="person.id")
    """Whose turn it was last."""
    draft_hours: int = 24
    """How long before it is posted the editor has the draft."""
    remind_hours: int = 3
    """How long before it is posted an editor who has not approved is reminded; 0: never."""
    unapproved: str = "hold"
    """post or hold: what happens when its moment comes and nobody has approved it."""
    sponsor_places: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Channels it goes to besides the team's own, by the platform's ids."""
    contact: str = ""
    is_own_tone: bool = True
    """Drafts are put the way the team writes its weeknotes."""
    offered_at: datetime | None = None
    """When the team was asked whether weeknotes should come by themselves. Nobody is asked twice."""


class WeeknoteSubscription(Owned, table=True):
    """Somebody to whom a team's weeknotes come in a direct message."""

    __table_args__ = (UniqueConstraint("team_id", "person_id"),)

    team_id: int = Field(foreign_key="team.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    every_weeks: int = 1
    """1, or 2: two at a time."""
    since: datetime
    sent_through: int = 0
    """The number of the last weeknote that went to them."""


class WeeknoteOptOut(Owned, table=True):
    """Somebody whose words and name no weeknote draws on."""

    __table_args__ = (UniqueConstraint("workspace_id", "person_id"),)

    person_id: int = Field(foreign_key="person.id")
    since: datetime


class WeeknoteCopy(Owned, table=True):
    """A place where a weeknote was posted, so that a change reaches it."""

    __table_args__ = (UniqueConstraint("weeknote_id", "place"),)

    weeknote_id: int = Field(foreign_key="weeknote.id")
    place: str
    """A channel, or the person whose direct chat it is, by the platform's id."""
    place_kind: str = "channel"
    """channel or direct."""


class WeeknoteWish(Owned, table=True):
    """Somebody has asked a language model for other words for a draft."""

    __table_args__ = (
        UniqueConstraint("weeknote_id"),
        Index("ix_weeknotewish_state_next", "state", "next_at"),
        Index("ix_weeknotewish_workspace_id", "workspace_id"),
    )

    weeknote_id: int = Field(foreign_key="weeknote.id")
    person_id: int = Field(foreign_key="person.id")
    state: str = "asked"
    """asked → answered | failed."""
    asked_at: datetime
    next_at: datetime
    """When whoever works on it may be taken for dead, and it is asked again."""
    attempts: int = 0
    answer: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """`opening`, and `bullets` by their ids, as suggested."""


class WeeknotePicture(Owned, table=True):
    """The picture of a weeknote that somebody has sent, as we have drawn it anew."""

    __table_args__ = (UniqueConstraint("weeknote_id"), UniqueConstraint("fingerprint"))

    weeknote_id: int = Field(foreign_key="weeknote.id")
    fingerprint: str
    """SHA-256 of the secret in its address."""
    kind: str
    """jpeg or png."""
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class WeeknotePass(Owned, table=True):
    """Somebody may edit a weeknote, or take earlier ones over, on a page of their own for a while."""

    __table_args__ = (
        UniqueConstraint("team_id", "person_id", "what"),
        UniqueConstraint("fingerprint"),
    )

    team_id: int = Field(foreign_key="team.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    what: str
    """edit, or import."""
    weeknote_id: int | None = Field(default=None, foreign_key="weeknote.id")
    """Which is edited."""
    fingerprint: str
    """SHA-256 of the secret, which is kept nowhere."""
    until: datetime = Field(index=True)
