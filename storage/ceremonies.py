"""Sprints and ceremonies: how they recur, each time one is held, and who was there."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from storage.models import (
    Attendance,
    Cadence,
    Ceremony,
    Goal,
    Member,
    Occurrence,
    Person,
    Team,
)
from storage.upsert import insert_once, upsert_all


def cadence(session: Session, team_id: int) -> Cadence | None:
    return session.exec(select(Cadence).where(Cadence.team_id == team_id)).first()


def of_team(session: Session, team_id: int) -> Sequence[Ceremony]:
    """Those that are off as well."""
    return session.exec(
        select(Ceremony).where(Ceremony.team_id == team_id).order_by(col(Ceremony.id))
    ).all()


def by_id(session: Session, ceremony_id: int) -> tuple[Ceremony, Cadence, Team] | None:
    found = session.exec(
        select(Ceremony, Cadence, Team)
        .join(Cadence, col(Cadence.team_id) == Ceremony.team_id)
        .join(Team, col(Team.id) == Ceremony.team_id)
        .where(Ceremony.id == ceremony_id)
    ).first()
    return (found[0], found[1], found[2]) if found else None


def teams_of(session: Session, person_id: int) -> list[tuple[Cadence, Team]]:
    """The teams with sprints that a person is in now, by name."""
    rows = session.exec(
        select(Cadence, Team)
        .join(Team, col(Team.id) == Cadence.team_id)
        .join(Member, col(Member.team_id) == Team.id)
        .where(Member.person_id == person_id, col(Member.left_at).is_(None))
        .order_by(Team.name)
    ).all()
    return [(cadence, team) for cadence, team in rows]


def add(session: Session, ceremony: Ceremony) -> Ceremony:
    """A new one, with a name of its own in all calendars of the world."""
    ceremony.uid = f"{secrets.token_hex(16)}@drumbeat"
    session.add(ceremony)
    session.flush()
    return ceremony


def changed(session: Session, ceremony: Ceremony, now: datetime) -> None:
    """Calendars take the newer one."""
    ceremony.sequence += 1
    ceremony.changed_at = now
    session.add(ceremony)


def ruled(session: Session, ceremony: Ceremony, now: datetime) -> None:
    """The same for its rule: what was held before stays where it was."""
    ceremony.ruled_at = now
    changed(session, ceremony, now)


def goal(session: Session, team_id: int, sprint: int) -> str:
    """Empty where none was set."""
    found = session.exec(
        select(Goal.words).where(Goal.team_id == team_id, Goal.sprint == sprint)
    ).first()
    return found or ""


def set_goal(session: Session, team_id: int, sprint: int, words: str, now: datetime) -> None:
    """Of what became of an earlier one nothing is known any more."""
    row = {
        "team_id": team_id,
        "sprint": sprint,
        "words": words,
        "set_at": now,
        "outcome": "",
        "outcome_words": "",
        "outcome_at": None,
    }
    upsert_all(session, Goal, [row], key=("team_id", "sprint"))


def goal_row(session: Session, team_id: int, sprint: int) -> Goal | None:
    """With what became of it."""
    return session.exec(select(Goal).where(Goal.team_id == team_id, Goal.sprint == sprint)).first()


def hold(session: Session, ceremony_id: int, day: date, starts: datetime, ends: datetime) -> None:
    """A row for that day's, where there is none yet."""
    new: dict[str, Any] = {
        "ceremony_id": ceremony_id,
        "day": day,
        "starts_at": starts,
        "ends_at": ends,
        "is_moved": False,
        "is_skipped": False,
        "announced_at": None,
        "began_at": None,
        "ended_at": None,
        "notes": [],
    }
    insert_once(session, Occurrence, new)


def held(session: Session, ceremony_id: int, day: date) -> Occurrence | None:
    """That day's, held until the transaction ends."""
    return session.exec(
        select(Occurrence)
        .where(Occurrence.ceremony_id == ceremony_id, Occurrence.day == day)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def occurrence(session: Session, occurrence_id: int) -> Occurrence | None:
    """Held until the transaction ends."""
    return session.exec(
        select(Occurrence)
        .where(Occurrence.id == occurrence_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def occurrences(session: Session, ceremonies: Collection[int], since: date) -> Sequence[Occurrence]:
    """Those of the rule's days from then on, in their order."""
    return session.exec(
        select(Occurrence)
        .where(col(Occurrence.ceremony_id).in_(ceremonies), col(Occurrence.day) >= since)
        .order_by(col(Occurrence.day), col(Occurrence.id))
    ).all()


def attend(session: Session, occurrence_id: int, person_id: int, says: str, now: datetime) -> None:
    row = {"occurrence_id": occurrence_id, "person_id": person_id, "says": says, "at": now}
    upsert_all(session, Attendance, [row], key=("occurrence_id", "person_id"))


def attendance(session: Session, occurrences: Collection[int]) -> list[tuple[Attendance, Person]]:
    """What was said of them, by name."""
    rows = session.exec(
        select(Attendance, Person)
        .join(Person, col(Person.id) == Attendance.person_id)
        .where(col(Attendance.occurrence_id).in_(occurrences))
        .order_by(Person.name, col(Person.id))
    ).all()
    return [(said, person) for said, person in rows]


def forget_attendance(session: Session, occurrence_id: int) -> None:
    """It is another moment now: everybody is asked anew."""
    session.exec(delete(Attendance).where(col(Attendance.occurrence_id) == occurrence_id))
