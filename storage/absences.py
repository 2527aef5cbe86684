"""Who is away when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import Table, bindparam
from sqlmodel import Session, col, delete, select

from storage.models import Absence, Member
from storage.prepared import Prepared, settled

Row = tuple[int, date, date, str]
"""Person, first day, last day, source."""


def of_team(session: Session, team_id: int, since: date) -> Iterable[Row]:
    """What ends on that day or later, of everybody in the team now."""
    return _OF_TEAM.each(
        settled(session),
        workspace_id=session.info["workspace_id"],
        team_id=team_id,
        since=since,
    )


def of_people(session: Session, people: Collection[int], since: date) -> Sequence[Absence]:
    """What ends on that day or later, the first to come first."""
    return session.exec(
        select(Absence)
        .where(col(Absence.person_id).in_(people), Absence.last_day >= since)
        .order_by(col(Absence.first_day), col(Absence.id))
    ).all()


def add(
    session: Session,
    person_id: int,
    first: date,
    last: date,
    *,
    source: str = "said",
    by_id: int | None = None,
) -> Absence:
    row = Absence(person_id=person_id, first_day=first, last_day=last, source=source, by_id=by_id)
    session.add(row)
    session.flush()
    return row


def remove(session: Session, rows: Iterable[Absence]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()


def forget(session: Session, before: datetime, most: int) -> int:
    """Drops some that ended before then. Returns how many."""
    gone = select(Absence.id).where(Absence.last_day < before.date()).limit(most)
    return session.exec(delete(Absence).where(col(Absence.id).in_(gone))).rowcount


_absences: Table = Absence.__table__  # type: ignore[attr-defined]
_members: Table = Member.__table__  # type: ignore[attr-defined]
# Asked of every team at its hour.
_OF_TEAM = Prepared(
    lambda _: (
        sa.select(
            _absences.c.person_id,
            _absences.c.first_day,
            _absences.c.last_day,
            _absences.c.source,
        )
        .join(_members, _members.c.person_id == _absences.c.person_id)
        .where(
            _absences.c.workspace_id == bindparam("workspace_id"),
            _members.c.team_id == bindparam("team_id"),
            _members.c.left_at.is_(None),
            _absences.c.last_day >= bindparam("since"),
        )
    )
)
