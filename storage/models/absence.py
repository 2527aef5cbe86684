from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Absence(Owned, table=True):
    """Days of one person, both ends included, by the calendar where they are. Counts in all their
    teams."""

    __table_args__ = (
        Index("ix_absence_person_last_day", "person_id", "last_day"),
        Index("ix_absence_last_day", "last_day"),
    )

    person_id: int = Field(foreign_key="person.id")
    first_day: date
    last_day: date
    source: str = "said"
    """said: away, by somebody's word. calendar: away, as the person's own calendar has it. here: not
    away after all, whatever the calendar has."""
    by_id: int | None = Field(default=None, foreign_key="person.id")
    """Who said so for them; none: they themselves, or their calendar."""


class CalendarLink(Owned, table=True):
    """The secret address of a person's own calendar, and how reading it goes."""

    __table_args__ = (
        UniqueConstraint("person_id"),
        Index("ix_calendarlink_workspace_id", "workspace_id"),
    )

    person_id: int = Field(foreign_key="person.id")
    sealed: str
    """The address, encrypted."""
    host: str
    """All of the address that is ever shown."""
    next_at: datetime = Field(index=True)
    """When it is read next."""
    read_at: datetime | None = None
    """When it was last read to the end; none: not yet."""
    failing_since: datetime | None = None
    trouble: str = ""
    """Why it could not be read last time, in words; empty while it can."""
    told_at: datetime | None = None
    """When the person was told that it fails; none: they were not."""
    content: str = ""
    """A digest of what was read and for which day: the same is not taken apart again."""
