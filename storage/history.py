"""Answers of earlier days, of one stand-up: read, searched, and handed out by a link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from storage.models import Entry, Member, Person, StandupDay


def searchable(answers: Collection[str]) -> str:
    """The words of an answer as they are searched: without upper case, and without what PostgreSQL
    takes for no text."""
    return _plain("\n".join(answers))


def _plain(words: str) -> str:
    return words.casefold().replace("\0", " ").encode("utf-8", "ignore").decode()


def entries(
    session: Session,
    standup_id: int,
    first: date,
    last: date,
    person_id: int | None,
    most: int,
) -> list[tuple[Entry, Person]]:
    """Of those days, both included; the newest day first, then by name."""
    theirs = () if person_id is None else (Entry.person_id == person_id,)
    return _some(session, standup_id, most, Entry.day >= first, Entry.day <= last, *theirs)


def came(
    session: Session, standup_id: int, since: datetime, first: date, last: date, most: int
) -> list[tuple[Entry, Person]]:
    """Of the days from `first` on, and what was given or changed from `since` on for a day before; to
    `last`, that day included; the newest day first, then by name."""
    is_new = or_(Entry.day >= first, Entry.first_at >= since, col(Entry.edited_at) >= since)
    return _some(session, standup_id, most, Entry.day <= last, is_new)


def found(
    session: Session, standup_id: int, words: Sequence[str], most: int
) -> list[tuple[Entry, Person]]:
    """Those in whose answers all the words stand, the newest day first."""
    all_of_them = (col(Entry.words).contains(_plain(word), autoescape=True) for word in words)
    return _some(session, standup_id, most, *all_of_them)


def _some(
    session: Session, standup_id: int, most: int, *wanted: ColumnElement[bool] | bool
) -> list[tuple[Entry, Person]]:
    rows = session.exec(
        select(Entry, Person)
        .join(Person, col(Person.id) == Entry.person_id)
        .where(Entry.standup_id == standup_id, *wanted)
        .order_by(col(Entry.day).desc(), Person.name, col(Entry.id))
        .limit(most)
    ).all()
    return [(entry, person) for entry, person in rows]


def questions_of(
    session: Session, standup_id: int, days: Collection[date]
) -> dict[date, list[dict[str, Any]]]:
    """What was asked on those days."""
    rows = session.exec(
        select(StandupDay).where(
            StandupDay.standup_id == standup_id, col(StandupDay.day).in_(set(days))
        )
    ).all()
    return {row.day: row.questions for row in rows}


def everybody(session: Session, standup_id: int, team_id: int) -> Sequence[Person]:
    """Who is or was in the team, and who has answered; by name."""
    members = select(Member.person_id).where(Member.team_id == team_id)
    answered = select(Entry.person_id).where(Entry.standup_id == standup_id)
    return session.exec(
        select(Person)
        .where(or_(col(Person.id).in_(members), col(Person.id).in_(answered)))
        .order_by(Person.name)
    ).all()
