"""People's own weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, delete, select

from storage.models import Planner, PlannerLine
from storage.upsert import upsert_all


def locale(session: Session, person_id: int) -> str:
    """Empty where none was chosen."""
    found = session.exec(select(Planner.locale).where(Planner.person_id == person_id)).first()
    return found or ""


def set_locale(session: Session, person_id: int, locale: str) -> None:
    upsert_all(session, Planner, [{"person_id": person_id, "locale": locale}], key=("person_id",))


def lines(session: Session, person_id: int) -> Sequence[PlannerLine]:
    """In the order of a day."""
    return session.exec(
        select(PlannerLine)
        .where(PlannerLine.person_id == person_id)
        .order_by(col(PlannerLine.at), col(PlannerLine.id))
    ).all()


def add(session: Session, line: PlannerLine) -> None:
    session.add(line)
    session.flush()


def remove(session: Session, person_id: int, line_id: int) -> None:
    session.exec(
        delete(PlannerLine).where(
            col(PlannerLine.person_id) == person_id, col(PlannerLine.id) == line_id
        )
    )


def drop_past(session: Session, person_id: int, before: date) -> None:
    """What was for one day that is over."""
    session.exec(
        delete(PlannerLine).where(
            col(PlannerLine.person_id) == person_id,
            col(PlannerLine.is_weekly).is_(False),
            col(PlannerLine.day) < before,
        )
    )
