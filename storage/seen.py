"""Events that had their effect."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage.models import Seen
from storage.upsert import insert_once


def first_time(session: Session, happening: str, now: datetime) -> bool:
    """True for one caller, however many ask; undone if the transaction is."""
    return insert_once(session, Seen, {"happening": happening, "at": now})


def forget(session: Session, before: datetime, most: int) -> int:
    """Drops some of what is too old to be repeated. Returns how many."""
    old = select(Seen.id).where(col(Seen.at) < before).limit(most)
    return session.exec(delete(Seen).where(col(Seen.id).in_(old))).rowcount
