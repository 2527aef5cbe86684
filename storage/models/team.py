from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Team(Owned, table=True):
    """An agile team; its home is one channel."""

    __table_args__ = (UniqueConstraint("workspace_id", "place"),)

    name: str
    place: str
    """The platform's id of the team's channel."""
    zone: str
    """IANA name of the zone that team moments, such as the digest, are meant in."""
    created_at: datetime
    trackers: str = ""
    """Where the keys of its tickets lead, in lines as `handlers.tracker_settings` reads them."""


class Member(Owned, table=True):
    __table_args__ = (UniqueConstraint("team_id", "person_id"),)

    team_id: int = Field(foreign_key="team.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    circle: str = "core"
    """core, extended or sponsor."""
    role: str = ""
    """Such as scrum master; empty for none."""
    joined_at: datetime
    left_at: datetime | None = None
