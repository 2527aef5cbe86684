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
    WeeknoteReaction,
    WeeknoteReader,
    WeeknoteUncounted,
)
from storage.upsert import insert_once


@dataclass(frozen=True, slots=True)
class Reach:
    readers: int = 0
    useful: int = 0
    reacted: int = 0
    """How many people put a sign to it, whatever it was."""


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
    reacted = _reacted(session, some)
    found = {
        weeknote: Reach(count, int(useful or 0), reacted.get(weeknote, 0))
        for weeknote, count, useful in rows
    }
    return {**{weeknote: Reach(0, 0, count) for weeknote, count in reacted.items()}, **found}


def _reacted(session: Session, some: Collection[int]) -> dict[int, int]:
    """How many people, by weeknote."""
    rows = session.exec(
        select(WeeknoteReaction.weeknote_id, func.count(col(WeeknoteReaction.person_id).distinct()))
        .where(col(WeeknoteReaction.weeknote_id).in_(some))
        .group_by(col(WeeknoteReaction.weeknote_id))
    ).all()
    return dict(rows)


# Signs that people put to it.
def react(session: Session, weeknote_id: int, person_id: int, sign: str, place: str) -> bool:
    """False: it was there already."""
    values = {"weeknote_id": weeknote_id, "person_id": person_id, "sign": sign, "place": place}
    return insert_once(session, WeeknoteReaction, values)


def take_back(session: Session, weeknote_id: int, person_id: int, sign: str, place: str) -> bool:
    """False: it was not there."""
    gone = session.exec(
        delete(WeeknoteReaction).where(
            col(WeeknoteReaction.weeknote_id) == weeknote_id,
            col(WeeknoteReaction.person_id) == person_id,
            col(WeeknoteReaction.sign) == sign,
            col(WeeknoteReaction.place) == place,
        )
    )
    return bool(gone.rowcount)


def signs(session: Session, weeknote_id: int) -> dict[str, int]:
    """How many people put which, the most frequent first."""
    people = func.count(col(WeeknoteReaction.person_id).distinct())
    rows = session.exec(
        select(WeeknoteReaction.sign, people)
        .where(WeeknoteReaction.weeknote_id == weeknote_id)
        .group_by(col(WeeknoteReaction.sign))
    ).all()
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


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
    session.exec(delete(WeeknoteReaction).where(col(WeeknoteReaction.person_id) == person_id))


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


def open_about(session: Session, weeknote_id: int) -> Sequence[WeeknoteQuestion]:
    """Without an answer yet, the oldest first; held until the transaction ends."""
    return session.exec(
        select(WeeknoteQuestion)
        .where(
            WeeknoteQuestion.weeknote_id == weeknote_id,
            col(WeeknoteQuestion.answered_at).is_(None),
        )
        .order_by(col(WeeknoteQuestion.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
