"""Who came into a team and who left it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.models import Member, Person


def joined(session: Session, team_id: int, since: datetime) -> list[tuple[Member, Person]]:
    """From then on, those who are still there; by name."""
    return _rows(session, team_id, col(Member.joined_at) >= since, col(Member.left_at).is_(None))


def left(session: Session, team_id: int, since: datetime) -> list[tuple[Member, Person]]:
    return _rows(session, team_id, col(Member.left_at) >= since)


def ever(session: Session, team_id: int) -> Sequence[Person]:
    """Everybody who is or was in the team."""
    return [person for _, person in _rows(session, team_id)]


def _rows(session: Session, team_id: int, *which: object) -> list[tuple[Member, Person]]:
    rows = session.exec(
        select(Member, Person)
        .join(Person, col(Person.id) == Member.person_id)
        .where(Member.team_id == team_id, *which)  # type: ignore[arg-type]
        .order_by(Person.name, col(Person.id))
    ).all()
    return [(member, person) for member, person in rows]
