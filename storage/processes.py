"""Which processes are alive, by their heartbeats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from storage.models import Process


def now(session: Session) -> datetime:
    """By the database's clock. The processes' own differ, and whose jumps must not take the others
    for dead, nor be taken for it."""
    if session.get_bind().dialect.name == "sqlite":
        seconds = session.exec(select(func.strftime("%s", "now"))).one()
        return datetime.fromtimestamp(int(seconds), UTC)
    found: datetime = session.exec(select(func.clock_timestamp())).one()
    return found


def beat(session: Session, process: str, now: datetime) -> None:
    found = session.get(Process, process) or Process(id=process, seen_at=now)
    found.seen_at = now
    session.add(found)


def living(session: Session, since: datetime) -> Sequence[str]:
    return session.exec(select(Process.id).where(Process.seen_at >= since)).all()


def forget(session: Session, before: datetime) -> None:
    session.exec(delete(Process).where(col(Process.seen_at) < before))


def gone(session: Session, process: str) -> None:
    session.exec(delete(Process).where(col(Process.id) == process))
