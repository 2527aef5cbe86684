"""Weeknotes that are out, as the next one draws on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from storage.models import Weeknote, WeeknoteBullet


def latest(session: Session, team_id: int, *, is_imported: bool | None = None) -> Weeknote | None:
    """The posted one that tells of the last days; an older one may have been taken over since, under
    a higher number. `is_imported`: of those alone that were, or were not."""
    query = select(Weeknote).where(Weeknote.team_id == team_id, Weeknote.status == "posted")
    if is_imported is not None:
        query = query.where(col(Weeknote.is_imported).is_(is_imported))
    return session.exec(
        query.order_by(col(Weeknote.last_day).desc(), col(Weeknote.number).desc()).limit(1)
    ).first()


def by_hand(
    session: Session, team_id: int, origins: Collection[str], most: int
) -> Sequence[Weeknote]:
    """Posted ones with a point of one of these origins, the newest first."""
    some = select(WeeknoteBullet.id).where(
        WeeknoteBullet.weeknote_id == Weeknote.id, col(WeeknoteBullet.origin).in_(origins)
    )
    return session.exec(
        select(Weeknote)
        .where(Weeknote.team_id == team_id, Weeknote.status == "posted", some.exists())
        .order_by(col(Weeknote.last_day).desc(), col(Weeknote.number).desc())
        .limit(most)
    ).all()
