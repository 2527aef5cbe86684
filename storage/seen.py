"""Events that had their effect."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Connection, bindparam
from sqlmodel import Session, col, delete, select

from storage.models import Seen
from storage.prepared import Prepared
from storage.upsert import inserting_once


def first_time(connection: Connection, workspace_id: int, happening: str, now: datetime) -> bool:
    """True for one caller, however many ask; undone if the transaction is."""
    saved = _FIRST.first(connection, workspace_id=workspace_id, happening=happening, at=now)
    return saved is not None


def mark(seen_key: str) -> str:
    """What is kept of an event's key: it may name the chat with one person, and beside the time and
    what was saved with it that would say who pressed what."""
    return hashlib.blake2b(seen_key.encode(), digest_size=16).hexdigest()


_FIRST = Prepared(
    lambda dialect: inserting_once(Seen, dialect).values(
        {name: bindparam(name) for name in ("workspace_id", "happening", "at")}
    )
)


def forget(session: Session, before: datetime, most: int) -> int:
    """Drops some of what is too old to be repeated. Returns how many."""
    old = select(Seen.id).where(col(Seen.at) < before).limit(most)
    return session.exec(delete(Seen).where(col(Seen.id).in_(old))).rowcount
