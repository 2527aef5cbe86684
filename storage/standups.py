"""Stand-ups: how they run, who was asked, what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.models import Entry, Person, Prompt, Standup, StandupDay
from storage.upsert import insert_all_once, insert_once


def of_team(session: Session, team_id: int) -> Sequence[Standup]:
    """Those that run, by name; the one without a name first."""
    return session.exec(
        select(Standup)
        .where(Standup.team_id == team_id, col(Standup.ended_at).is_(None))
        .order_by(Standup.name)
    ).all()


def ever_of_team(session: Session, team_id: int) -> Sequence[Standup]:
    """The same, and after them those that have ended."""
    return session.exec(
        select(Standup)
        .where(Standup.team_id == team_id)
        .order_by(col(Standup.ended_at).is_not(None), Standup.name)
    ).all()


def end(session: Session, standup_id: int, now: datetime) -> None:
    """Nobody is asked from now on."""
    row = session.get_one(Standup, standup_id)
    row.ended_at = row.updated_at = now
    session.add(row)
    session.flush()


def pause(session: Session, standup_id: int, why: str) -> None:
    """`why` in words; empty: it goes on."""
    row = session.get_one(Standup, standup_id)
    row.paused = why
    session.add(row)
    session.flush()


def change_questions(
    session: Session, standup_id: int, questions: list[dict[str, Any]], now: datetime
) -> None:
    row = session.get_one(Standup, standup_id)
    row.questions, row.updated_at = questions, now
    session.add(row)
    session.flush()


def day(session: Session, standup_id: int, on: date, questions: list[dict[str, Any]]) -> StandupDay:
    """The day's row, made with these questions where there is none yet. Held until the
    transaction ends: who changes a day sees what the one before has changed."""
    values = {"standup_id": standup_id, "day": on, "questions": questions, "digest_at": None}
    insert_once(session, StandupDay, values)
    found = held_day(session, standup_id, on)
    assert found is not None
    return found


def held_day(session: Session, standup_id: int, on: date) -> StandupDay | None:
    """The day's row, if there is one, held until the transaction ends."""
    return session.exec(
        select(StandupDay)
        .where(StandupDay.standup_id == standup_id, StandupDay.day == on)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def day_if_any(session: Session, standup_id: int, on: date) -> StandupDay | None:
    return session.exec(
        select(StandupDay).where(StandupDay.standup_id == standup_id, StandupDay.day == on)
    ).first()


def latest_day(session: Session, standup_id: int) -> StandupDay | None:
    return session.exec(
        select(StandupDay)
        .where(StandupDay.standup_id == standup_id)
        .order_by(col(StandupDay.day).desc())
        .limit(1)
    ).first()


def last_days(session: Session, standup_id: int, most: int) -> Sequence[StandupDay]:
    """The newest days, the oldest of them first."""
    found = session.exec(
        select(StandupDay)
        .where(StandupDay.standup_id == standup_id)
        .order_by(col(StandupDay.day).desc())
        .limit(most)
    ).all()
    return found[::-1]


def ask(
    session: Session,
    standup_id: int,
    person_id: int,
    on: date,
    *,
    asked_at: datetime,
    closes_at: datetime,
) -> bool:
    """True for one caller: nobody is asked twice on a day."""
    moments = {"asked_at": asked_at, "closes_at": closes_at}
    return bool(ask_all(session, standup_id, [person_id], on, **moments))


def ask_all(
    session: Session,
    standup_id: int,
    people: Sequence[int],
    on: date,
    *,
    asked_at: datetime,
    closes_at: datetime,
) -> set[int]:
    """The same for many. Returns whom of them nobody had asked."""
    of_all = {
        "standup_id": standup_id,
        "day": on,
        "asked_at": asked_at,
        "closes_at": closes_at,
        "skipped_at": None,
        "reminders": 0,
        "said": {},
        "marks": {},
    }
    rows = [{"person_id": person} for person in people]
    return insert_all_once(session, Prompt, rows, "person_id", of_all)


def prompts_on(session: Session, standup_id: int, on: date) -> dict[int, Prompt]:
    """By person."""
    found = session.exec(
        select(Prompt).where(Prompt.standup_id == standup_id, Prompt.day == on)
    ).all()
    return {prompt.person_id: prompt for prompt in found}


def prompt(session: Session, standup_id: int, person_id: int, on: date) -> Prompt | None:
    return session.exec(
        select(Prompt)
        .where(Prompt.standup_id == standup_id, Prompt.person_id == person_id, Prompt.day == on)
        .execution_options(populate_existing=True)
    ).first()


def latest_prompts(session: Session, person_id: int) -> Sequence[Prompt]:
    """The person's last prompt of each stand-up, the newest first."""
    latest = (
        select(Prompt.standup_id, func.max(Prompt.day).label("day"))
        .where(Prompt.person_id == person_id)
        .group_by(col(Prompt.standup_id))
        .subquery()
    )
    return session.exec(
        select(Prompt)
        .join(latest, (latest.c.standup_id == Prompt.standup_id) & (latest.c.day == Prompt.day))
        .where(Prompt.person_id == person_id)
        .order_by(col(Prompt.asked_at).desc(), col(Prompt.id))
    ).all()


def entries_on(session: Session, standup_id: int, on: date) -> list[tuple[Entry, Person]]:
    """In the order they came."""
    rows = session.exec(
        select(Entry, Person)
        .join(Person, col(Person.id) == Entry.person_id)
        .where(Entry.standup_id == standup_id, Entry.day == on)
        .order_by(col(Entry.first_at), col(Entry.id))
    ).all()
    return [(entry, person) for entry, person in rows]


def entry(session: Session, standup_id: int, person_id: int, on: date) -> Entry | None:
    return session.exec(
        select(Entry).where(
            Entry.standup_id == standup_id, Entry.person_id == person_id, Entry.day == on
        )
    ).first()


def last_entry(session: Session, standup_id: int, person_id: int) -> Entry | None:
    return session.exec(
        select(Entry)
        .where(Entry.standup_id == standup_id, Entry.person_id == person_id)
        .order_by(col(Entry.day).desc())
        .limit(1)
    ).first()


def last_entries(
    session: Session, standup_id: int, people: Iterable[int], before: date
) -> dict[int, Entry]:
    """Everybody's last answers before a day, by person."""
    latest = (
        select(Entry.person_id, func.max(Entry.day).label("day"))
        .where(
            Entry.standup_id == standup_id,
            Entry.day < before,
            col(Entry.person_id).in_(list(people)),
        )
        .group_by(col(Entry.person_id))
        .subquery()
    )
    found = session.exec(
        select(Entry)
        .join(latest, (latest.c.person_id == Entry.person_id) & (latest.c.day == Entry.day))
        .where(Entry.standup_id == standup_id)
    ).all()
    return {entry.person_id: entry for entry in found}


def entries_of(session: Session, team_id: int, person_id: int, first: date) -> set[int]:
    """Ids of a person's answers in a team's stand-ups, from that day on."""
    found = session.exec(
        select(Entry)
        .join(Standup, col(Standup.id) == Entry.standup_id)
        .where(Standup.team_id == team_id, Entry.person_id == person_id, Entry.day >= first)
    ).all()
    return {entry.key for entry in found}
