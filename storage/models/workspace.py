from datetime import datetime

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
