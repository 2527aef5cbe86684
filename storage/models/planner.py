"""A person's own week, besides what their teams plan."""

from datetime import date, time

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Planner(Owned, table=True):
    __table_args__ = (
        UniqueConstraint("person_id"),
        Index("ix_planner_workspace_id", "workspace_id"),
    )

    person_id: int = Field(foreign_key="person.id")
    locale: str = ""
    """How days are named, such as `de`; empty: as where the person is."""


class PlannerLine(Owned, table=True):
    """What a person put into their week themselves. Nobody else sees it."""

    __table_args__ = (Index("ix_plannerline_person", "workspace_id", "person_id"),)

    person_id: int = Field(foreign_key="person.id")
    day: date
    """The first one, where it is weekly."""
    is_weekly: bool = False
    at: time
    """By the person's own clocks."""
    minutes: int = 60
    kind: str = "solo"
    """solo: work of their own; external: a meeting that no team of theirs has."""
    words: str
