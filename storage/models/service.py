from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Service(Owned, table=True):
    """What several teams need and none of them does: legal review, data, IT."""

    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    name: str
    owner_id: int = Field(foreign_key="person.id", index=True)
    """Who hears of what waits for it."""
    place: str = ""
    """The platform's id of its channel; empty: it has none."""
