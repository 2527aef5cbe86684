"""The calendars that people let us read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from storage.models import CalendarLink, Person, Workspace


def of_person(session: Session, person_id: int) -> CalendarLink | None:
    return session.exec(select(CalendarLink).where(CalendarLink.person_id == person_id)).first()


def by_id(session: Session, link_id: int) -> CalendarLink | None:
    return session.get(CalendarLink, link_id)


def keep(session: Session, person_id: int, sealed: str, host: str, now: datetime) -> None:
    """In place of the one before; read as soon as may be."""
    drop(session, person_id)
    session.add(CalendarLink(person_id=person_id, sealed=sealed, host=host, next_at=now))
    session.flush()


def drop(session: Session, person_id: int) -> None:
    session.exec(delete(CalendarLink).where(col(CalendarLink.person_id) == person_id))


def drop_all(session: Session) -> None:
    """Of the workspace the session is confined to."""
    session.exec(delete(CalendarLink))


def claim(
    session: Session, now: datetime, again: timedelta, most: int
) -> Sequence[tuple[CalendarLink, Person, Workspace]]:
    """What is to be read now, for a session over all workspaces; nobody else takes it until
    `again` is over."""
    found = session.exec(
        select(CalendarLink, Person, Workspace)
        .join(Person, col(Person.id) == CalendarLink.person_id)
        .join(Workspace, col(Workspace.id) == CalendarLink.workspace_id)
        .where(
            CalendarLink.next_at <= now,
            col(Workspace.uninstalled_at).is_(None),
            col(Person.is_gone).is_(False),
        )
        .order_by(col(CalendarLink.next_at), col(CalendarLink.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=CalendarLink)
    ).all()
    for link, _, _ in found:
        link.next_at = now + again
        session.add(link)
    return [(link, person, workspace) for link, person, workspace in found]
