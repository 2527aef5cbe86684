"""What one person takes part in, asked for all their teams at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from storage.models import Entry, Member, Observer, Person, Prompt, Standup, Team
from storage.upsert import insert_once


@dataclass(frozen=True, slots=True)
class Part:
    team: Team
    standup: Standup
    member: Member


def of_person(session: Session, person_id: int) -> list[Part]:
    """The stand-ups of the teams a person is in now, by the team's name."""
    rows = session.exec(
        select(Team, Standup, Member)
        .join(Standup, col(Standup.team_id) == Team.id)
        .join(Member, col(Member.team_id) == Team.id)
        .where(Member.person_id == person_id, col(Member.left_at).is_(None))
        .order_by(Team.name, col(Team.id))
    ).all()
    return [Part(team, standup, member) for team, standup, member in rows]


def prompts(
    session: Session, person_id: int, days: Iterable[date]
) -> dict[tuple[int, date], Prompt]:
    """A person's prompts of those days, by stand-up and day."""
    found = session.exec(
        select(Prompt).where(Prompt.person_id == person_id, col(Prompt.day).in_(set(days)))
    ).all()
    return {(prompt.standup_id, prompt.day): prompt for prompt in found}


def entries(
    session: Session, person_id: int, days: Iterable[date]
) -> dict[tuple[int, date], Entry]:
    """A person's answers of those days, by stand-up and day."""
    found = session.exec(
        select(Entry).where(Entry.person_id == person_id, col(Entry.day).in_(set(days)))
    ).all()
    return {(entry.standup_id, entry.day): entry for entry in found}


def observe(session: Session, standup_id: int, person_id: int, now: datetime) -> bool:
    """From now on. False: they did already."""
    values = {"standup_id": standup_id, "person_id": person_id, "since": now}
    return insert_once(session, Observer, values)


def stop_observing(session: Session, standup_id: int, person_id: int) -> bool:
    """False: they did not observe."""
    found = session.exec(
        select(Observer).where(Observer.standup_id == standup_id, Observer.person_id == person_id)
    ).first()
    if found is not None:
        session.delete(found)
        session.flush()
    return found is not None


def observers(session: Session, standup_id: int, team_id: int) -> Sequence[Person]:
    """Those who are in the team now, by name."""
    return session.exec(
        select(Person)
        .join(Observer, col(Observer.person_id) == Person.id)
        .join(Member, col(Member.person_id) == Person.id)
        .where(
            Observer.standup_id == standup_id,
            Member.team_id == team_id,
            col(Member.left_at).is_(None),
        )
        .order_by(Person.name)
    ).all()
