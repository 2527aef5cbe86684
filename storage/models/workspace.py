from datetime import datetime, time

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import Owned


class Workspace(SQLModel, table=True):
    """One Slack workspace, Teams tenant or playground."""

    __table_args__ = (
        UniqueConstraint("platform", "ref"),
        # Ids are never used twice: keys of finished work name them.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    """slack, msteams or playground."""
    ref: str
    """The platform's own id."""
    name: str = ""
    sealed_installation: str = ""
    """Tokens and the like, encrypted; empty when the settings hold them or after an uninstall."""
    installed_at: datetime
    uninstalled_at: datetime | None = None

    @property
    def key(self) -> int:
        if self.id is None:
            raise ValueError("not saved yet")
        return self.id


class Person(Owned, table=True):
    __table_args__ = (UniqueConstraint("workspace_id", "ref"),)

    ref: str
    """The platform's own id."""
    name: str
    zone: str = ""
    """IANA name; empty while the platform has not said."""
    is_bot: bool = False
    is_guest: bool = False
    is_gone: bool = False
    is_administrator: bool = False
    facts_at: datetime | None = None
    """When the platform was last asked; none: only the id and a name are known."""

    # What the person said of their own week.
    country: str = ""
    """Whose public holidays are theirs, as ISO code; empty: their time zone's country."""
    region: str = ""
    """The part of that country, by its code; empty: what the whole country keeps."""
    offered_country: str = ""
    """Whose public holidays they were told are theirs, as ISO code, as long as they have not said
    so themselves; empty: nothing was said yet."""
    keeps_holidays: bool = True
    own_days: str = ""
    """The days they work, such as `mon,tue,thu`; empty: as their teams do."""
    own_hour: time | None = None
    """When they want to be asked, by their own clocks; none: at each team's hour."""
    days_changed_at: datetime | None = None
    """When their zone, hour, days or days away last became others; none: never."""
    stand_in_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    """Who is asked in their place while they are away; none: nobody was named."""
