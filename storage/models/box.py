from sqlalchemy import BigInteger, Integer, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Owned


class Box(Owned, table=True):
    """Where slips without names are collected until they are counted or shown."""

    __table_args__ = (UniqueConstraint("workspace_id", "subject"),)

    subject: str
    """What it belongs to, such as `retro:12:cards`."""
    sealed_key: str
    """Opens the slips; empty once they are out."""


class Slip(Owned, table=True):
    """One sealed slip. It has no person, no time and no number in a row: its id is drawn by lot."""

    __table_args__ = (UniqueConstraint("box_id", "mark"),)

    id: int | None = Field(
        default=None,
        primary_key=True,
        # SQLite keeps rows in the order of a plain INTEGER key, and in that of arrival else.
        sa_type=BigInteger().with_variant(Integer(), "sqlite"),
    )
    box_id: int = Field(foreign_key="box.id")
    mark: str
    """By which its holder finds it again; tells nobody whose it is without the box's key or the
    holder's secret."""
    sealed: str
    """All are of one length."""
