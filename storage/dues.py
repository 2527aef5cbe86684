"""Planned moments. Claiming one moves it on in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from storage.models import Due
from storage.upsert import upsert_all


def plan(
    session: Session,
    name: str,
    kind: str,
    at: datetime,
    rule: dict[str, Any] | None = None,
    args: dict[str, str] | None = None,
) -> None:
    """The moment of that name, new or moved."""
    plan_all(session, [moment(name, kind, at, rule, args)])


def plan_all(session: Session, moments: Sequence[dict[str, Any]]) -> None:
    """The same for several."""
    upsert_all(session, Due, moments, key=("workspace_id", "name"))


def moment(
    name: str,
    kind: str,
    at: datetime,
    rule: dict[str, Any] | None = None,
    args: dict[str, str] | None = None,
) -> dict[str, Any]:
    values = {"kind": kind, "next_run_at": at, "rule": rule, "args": args or {}}
    return {"name": name, **values}


def named(session: Session, name: str) -> Due | None:
    return session.exec(select(Due).where(Due.name == name)).first()


def named_like(session: Session, prefix: str) -> Sequence[Due]:
    return session.exec(select(Due).where(col(Due.name).startswith(prefix, autoescape=True))).all()


def cancel(session: Session, names: Sequence[str]) -> None:
    if names:
        session.exec(delete(Due).where(col(Due.name).in_(names)))


def claim(session: Session, now: datetime, limit: int) -> Sequence[Due]:
    """What is due, the longest waiting first; rows another process holds are left to it."""
    return session.exec(
        select(Due)
        .where(Due.next_run_at <= now)
        .order_by(col(Due.next_run_at), col(Due.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def overdue(session: Session, now: datetime) -> int:
    """How many moments have come and nobody has handed on."""
    return session.exec(select(func.count()).where(col(Due.next_run_at) <= now)).one()


def first(session: Session) -> Due | None:
    """What falls due next, over all workspaces the session sees."""
    return session.exec(select(Due).order_by(col(Due.next_run_at), col(Due.id)).limit(1)).first()
