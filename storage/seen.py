"""Events that had their effect."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session, col, delete, select

from storage.models import Seen
from storage.upsert import inserting_once


def first_time(connection: Connection, workspace_id: int, happening: str, now: datetime) -> bool:
    """True for one caller, however many ask; undone if the transaction is."""
    values = {"workspace_id": workspace_id, "happening": happening, "at": now}
    saved = connection.execute(inserting_once(Seen, connection.dialect.name), values)
    return saved.first() is not None


def forget(session: Session, before: datetime, most: int) -> int:
    """Drops some of what is too old to be repeated. Returns how many."""
    old = select(Seen.id).where(col(Seen.at) < before).limit(most)
    return session.exec(delete(Seen).where(col(Seen.id).in_(old))).rowcount
