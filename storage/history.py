"""Answers of earlier days, of one stand-up: read, searched, and handed out by a link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, or_, select

from storage import link_secrets
from storage.models import Entry, Export, Member, Person, StandupDay, Workspace


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
    wanted = (
        select(Entry, Person)
        .join(Person, col(Person.id) == Entry.person_id)
        .where(Entry.standup_id == standup_id, Entry.day >= first, Entry.day <= last)
        .order_by(col(Entry.day).desc(), Person.name, col(Entry.id))
        .limit(most)
    )
    if person_id is not None:
        wanted = wanted.where(Entry.person_id == person_id)
    return [(entry, person) for entry, person in session.exec(wanted).all()]


def found(
    session: Session, standup_id: int, words: Sequence[str], most: int
) -> list[tuple[Entry, Person]]:
    """Those in whose answers all the words stand, the newest day first."""
    wanted = (
        select(Entry, Person)
        .join(Person, col(Person.id) == Entry.person_id)
        .where(
            Entry.standup_id == standup_id,
            *(col(Entry.words).contains(_plain(word), autoescape=True) for word in words),
        )
        .order_by(col(Entry.day).desc(), Person.name, col(Entry.id))
        .limit(most)
    )
    return [(entry, person) for entry, person in session.exec(wanted).all()]


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


# Links.
def hand_out(
    session: Session,
    *,
    standup_id: int,
    person_id: int,
    what: dict[str, str],
    until: datetime,
    now: datetime,
) -> str:
    """The secret of a new link; those that have run out go."""
    session.exec(delete(Export).where(col(Export.until) <= now))
    secret = link_secrets.fresh()
    session.add(
        Export(
            fingerprint=link_secrets.fingerprint(secret),
            standup_id=standup_id,
            person_id=person_id,
            what=what,
            until=until,
        )
    )
    session.flush()
    return secret


def opened_by(session: Session, secret: str, now: datetime) -> Export | None:
    """The link's row, over all workspaces, until it has run out or the workspace has us no more."""
    return session.exec(
        select(Export)
        .join(Workspace, col(Workspace.id) == Export.workspace_id)
        .where(
            Export.fingerprint == link_secrets.fingerprint(secret),
            col(Export.until) > now,
            col(Workspace.uninstalled_at).is_(None),
        )
    ).first()
