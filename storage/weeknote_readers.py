"""Who reads a team's weeknotes, what they find useful, and what they ask."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import Session, col, delete, select, update

from storage.models import (
    Weeknote,
    WeeknoteQuestion,
    WeeknoteReader,
    WeeknoteUncounted,
)
from storage.upsert import insert_once


@dataclass(frozen=True, slots=True)
class Reach:
    readers: int = 0
    useful: int = 0


def read(session: Session, weeknote_id: int, person_id: int, now: datetime) -> bool:
    """True: the first time. Whoever is not counted leaves no trace."""
    if is_uncounted(session, person_id):
        return False
    values = {
        "weeknote_id": weeknote_id,
        "person_id": person_id,
        "first_at": now,
        "is_useful": False,
    }
    return insert_once(session, WeeknoteReader, values)


def find_useful(session: Session, weeknote_id: int, person_id: int, *, useful: bool) -> bool:
    """Of somebody who is counted among the readers. False: it was so already."""
    changed = session.exec(
        update(WeeknoteReader)
        .where(
            col(WeeknoteReader.weeknote_id) == weeknote_id,
            col(WeeknoteReader.person_id) == person_id,
            col(WeeknoteReader.is_useful).is_(not useful),
        )
        .values(is_useful=useful)
    )
    return bool(changed.rowcount)


def reach(session: Session, some: Collection[int]) -> dict[int, Reach]:
    """By weeknote; those that nobody has read are not there."""
    rows = session.exec(
        select(
            WeeknoteReader.weeknote_id,
            func.count(),
            func.sum(case((col(WeeknoteReader.is_useful), 1), else_=0)),
        )
        .where(col(WeeknoteReader.weeknote_id).in_(some))
        .group_by(col(WeeknoteReader.weeknote_id))
    ).all()
    return {weeknote: Reach(count, int(useful or 0)) for weeknote, count, useful in rows}


def have_read(session: Session, some: Collection[int], person_id: int) -> set[int]:
    """Which of these weeknotes the person has read, or asked something about."""
    opened = session.exec(
        select(WeeknoteReader.weeknote_id).where(
            col(WeeknoteReader.weeknote_id).in_(some), WeeknoteReader.person_id == person_id
        )
    ).all()
    asked = session.exec(
        select(WeeknoteQuestion.weeknote_id).where(
            col(WeeknoteQuestion.weeknote_id).in_(some), WeeknoteQuestion.person_id == person_id
        )
    ).all()
    return {*opened, *asked}


# Who is not counted.
def is_uncounted(session: Session, person_id: int) -> bool:
    found = session.exec(
        select(WeeknoteUncounted.id).where(WeeknoteUncounted.person_id == person_id)
    ).first()
    return found is not None


def uncount(session: Session, person_id: int, now: datetime) -> None:
    """What was counted of them is forgotten."""
    insert_once(session, WeeknoteUncounted, {"person_id": person_id, "since": now})
    session.exec(delete(WeeknoteReader).where(col(WeeknoteReader.person_id) == person_id))


def count_again(session: Session, person_id: int) -> None:
    session.exec(delete(WeeknoteUncounted).where(col(WeeknoteUncounted.person_id) == person_id))


# Questions.
def ask(
    session: Session, weeknote_id: int, person_id: int, words: str, now: datetime
) -> WeeknoteQuestion:
    question = WeeknoteQuestion(
        weeknote_id=weeknote_id, person_id=person_id, words=words, asked_at=now
    )
    session.add(question)
    session.flush()
    return question


def question(session: Session, question_id: int) -> WeeknoteQuestion | None:
    """Held until the transaction ends."""
    return session.exec(
        select(WeeknoteQuestion)
        .where(WeeknoteQuestion.id == question_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def unanswered(session: Session, team_id: int) -> Sequence[WeeknoteQuestion]:
    """The oldest first."""
    return session.exec(
        select(WeeknoteQuestion)
        .join(Weeknote, col(Weeknote.id) == WeeknoteQuestion.weeknote_id)
        .where(Weeknote.team_id == team_id, col(WeeknoteQuestion.answered_at).is_(None))
        .order_by(col(WeeknoteQuestion.id))
    ).all()
