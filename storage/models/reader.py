"""Who may read a team's weeknotes on the web, and what comes back from those who read."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class WeeknoteWeb(Owned, table=True):
    """How a team's weeknotes are on the web, where it is not the usual way."""

    __table_args__ = (UniqueConstraint("team_id"), UniqueConstraint("fingerprint"))

    team_id: int = Field(foreign_key="team.id")
    mode: str = "workspace"
    """off; workspace: each reader has a link of their own; public: one link opens for everybody."""
    secret: str = ""
    """Of the public link, which every weeknote shows: no more is behind it than lies beside it."""
    fingerprint: str | None = None
    """SHA-256 of it; none where there is none."""
    changed_at: datetime


class WeeknoteLink(Owned, table=True):
    """Somebody's own link to a team's weeknotes."""

    __table_args__ = (UniqueConstraint("team_id", "person_id"), UniqueConstraint("fingerprint"))

    team_id: int = Field(foreign_key="team.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    fingerprint: str
    """SHA-256 of the secret, which is kept nowhere."""
    made_at: datetime


class WeeknoteReader(Owned, table=True):
    """Somebody opened a weeknote, or pressed something beneath it."""

    __table_args__ = (UniqueConstraint("weeknote_id", "person_id"),)

    weeknote_id: int = Field(foreign_key="weeknote.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    first_at: datetime
    is_useful: bool = False
    """They found it useful."""


class WeeknoteUncounted(Owned, table=True):
    """Somebody who is not counted among those who read."""

    __table_args__ = (UniqueConstraint("workspace_id", "person_id"),)

    person_id: int = Field(foreign_key="person.id")
    since: datetime


class WeeknoteQuestion(Owned, table=True):
    """What a reader asked the team, and what it answered."""

    __table_args__ = (
        Index("ix_weeknotequestion_weeknote_id", "weeknote_id"),
        Index("ix_weeknotequestion_workspace_id", "workspace_id"),
    )

    weeknote_id: int = Field(foreign_key="weeknote.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    words: str
    asked_at: datetime
    answer: str = ""
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None


class WeeknoteReaction(Owned, table=True):
    """Somebody put a sign to a weeknote in chat, such as a thumb."""

    __table_args__ = (UniqueConstraint("weeknote_id", "person_id", "sign", "place"),)

    weeknote_id: int = Field(foreign_key="weeknote.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    sign: str
    """As it is drawn; a platform's own name of one that is only drawn there."""
    place: str
    """Where: the same sign to two copies can be taken back from one."""
