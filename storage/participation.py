"""How a stand-up was answered over many days, of everybody at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, cast, exists, func, or_
from sqlmodel import Session, col, select

from storage.models import Entry, Member, Person, Prompt


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Somebody was asked, and has not answered."""

    day: date
    person_id: int
    closes_at: datetime
    is_skipped: bool


def answers(
    session: Session, standup_id: int, first: date, last: date
) -> dict[date, tuple[int, int]]:
    """How many answers each of those days has, and how many of them came late."""
    rows = session.exec(
        select(col(Entry.day), func.count(), func.sum(cast(col(Entry.is_late), Integer)))
        .where(Entry.standup_id == standup_id, Entry.day >= first, Entry.day <= last)
        .group_by(col(Entry.day))
    ).all()
    return {day: (count, int(late)) for day, count, late in rows}


def unanswered(
    session: Session, standup_id: int, team_id: int, first: date, last: date
) -> list[Unanswered]:
    """By who was in the team until they were no longer waited for. Only these are read one by one:
    most people answer on most days."""
    has_answered = exists().where(
        col(Entry.standup_id) == Prompt.standup_id,
        col(Entry.person_id) == Prompt.person_id,
        col(Entry.day) == Prompt.day,
    )
    was_there = or_(col(Member.left_at).is_(None), col(Member.left_at) > col(Prompt.closes_at))
    rows = session.exec(
        select(
            col(Prompt.day), col(Prompt.person_id), col(Prompt.closes_at), col(Prompt.skipped_at)
        )
        .join(Member, col(Member.person_id) == Prompt.person_id)
        .where(
            Prompt.standup_id == standup_id,
            Member.team_id == team_id,
            Prompt.day >= first,
            Prompt.day <= last,
            was_there,
            ~has_answered,
        )
    ).all()
    return [
        Unanswered(day, person, closes_at, skipped_at is not None)
        for day, person, closes_at, skipped_at in rows
    ]


def turned_to(session: Session, standup_id: int, since: date) -> set[tuple[int, date]]:
    """Who was asked or has answered on which day, from that one on."""
    asked = session.exec(
        select(col(Prompt.person_id), col(Prompt.day)).where(
            Prompt.standup_id == standup_id, Prompt.day >= since
        )
    ).all()
    answered = session.exec(
        select(col(Entry.person_id), col(Entry.day)).where(
            Entry.standup_id == standup_id, Entry.day >= since
        )
    ).all()
    return {(person, day) for person, day in (*asked, *answered)}


def people(session: Session, ids: Collection[int]) -> Sequence[Person]:
    """Also those who have left."""
    return session.exec(select(Person).where(col(Person.id).in_(ids))).all()
