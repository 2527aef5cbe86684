"""Messages that should be shown: written here with the state that caused them, sent by the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, or_
from sqlmodel import Session, col, select, update

from storage.ledger import IN_HAND
from storage.models import Delivery
from storage.upsert import insert_all_once

PAGES = 20
"""Asked for in one go."""


def post(
    session: Session,
    *,
    subject: str,
    kind: str,
    place: str,
    place_kind: str,
    content: dict[str, Any],
    under: str,
    now: datetime,
) -> bool:
    """A new message. One of that subject that is there already stays as it is."""
    message = {
        "subject": subject,
        "kind": kind,
        "place": place,
        "place_kind": place_kind,
        "under": under,
        "content": content,
    }
    return bool(post_all(session, [message], now))


def post_all(session: Session, messages: Sequence[dict[str, Any]], now: datetime) -> set[str]:
    """The same for many. Returns the subjects of the new ones."""
    fresh = {
        "revision": 1,
        "sent_revision": 0,
        "state": "waiting",
        "ref": "",
        "attempts": 0,
        "not_before": now,
        "due_at": now,
        "claimed_by": "",
        "repeats": 0,
        "trouble": "",
    }
    return insert_all_once(session, Delivery, messages, "subject", fresh)


def revise(
    session: Session, subject: str, content: dict[str, Any], now: datetime, kind: str = "message"
) -> bool:
    """The message of that subject, with new content. False: there is none that could change."""
    changed = session.exec(
        update(Delivery)
        .where(
            col(Delivery.subject) == subject,
            # What could not be taken back is still there.
            or_(col(Delivery.state) != "stopped", col(Delivery.kind) == "removal"),
        )
        .values(
            content=content,
            kind=kind,
            revision=Delivery.revision + 1,
            not_before=now,
            due_at=now,
            # What was taken back is posted anew.
            ref=case(
                (and_(col(Delivery.kind) == "removal", col(Delivery.state) == "sent"), ""),
                else_=Delivery.ref,
            ),
            # In hand: whoever holds it sees the newer revision when done.
            state=case((col(Delivery.state).in_(IN_HAND), Delivery.state), else_="waiting"),
        )
    )
    return bool(changed.rowcount)


def about(session: Session, subject: str) -> Delivery | None:
    return session.exec(select(Delivery).where(Delivery.subject == subject)).first()


def shown_as(session: Session, place: str, ref: str) -> Delivery | None:
    """The message that the platform knows by that id in that place."""
    if not ref:
        return None
    return session.exec(
        select(Delivery).where(Delivery.place == place, Delivery.ref == ref)
    ).first()


def pages_of(session: Session, subject: str) -> Sequence[str]:
    """Subjects of the further pages of a long message, in order."""
    pages: list[str] = []
    first = 2
    while True:
        # By their names: no index finds all that begin alike, and every edit asks.
        names = [f"{subject}#{number}" for number in range(first, first + PAGES)]
        found = dict(
            session.exec(
                select(Delivery.subject, Delivery.kind).where(col(Delivery.subject).in_(names))
            ).all()
        )
        pages += [name for name in names if found.get(name, "removal") != "removal"]
        if len(found) < PAGES:
            return pages
        first += PAGES


def drop_for(session: Session, person: str) -> None:
    """What still waits for somebody who is gone never goes out."""
    session.exec(
        update(Delivery)
        .where(
            col(Delivery.place) == person,
            col(Delivery.place_kind) == "direct",
            col(Delivery.state) == "waiting",
        )
        .values(state="stopped", trouble="person gone")
    )


def drop_all(session: Session) -> None:
    """Nothing that still waits goes out."""
    session.exec(
        update(Delivery)
        .where(col(Delivery.state) == "waiting")
        .values(state="stopped", trouble="uninstalled")
    )


def revive(session: Session, place: str, now: datetime) -> None:
    """What could not be posted in a place, or taken back from it, is tried once more."""
    session.exec(
        update(Delivery)
        .where(
            col(Delivery.place) == place,
            col(Delivery.state) == "stopped",
            col(Delivery.kind).in_(("message", "removal")),
        )
        # A new revision: should it be stopped again, that is news.
        .values(state="waiting", not_before=now, attempts=0, revision=Delivery.revision + 1)
    )


def there(session: Session, subjects: Sequence[str]) -> set[str]:
    """Which of those messages have been posted and can change."""
    found = session.exec(
        select(Delivery.subject).where(
            col(Delivery.subject).in_(subjects),
            col(Delivery.kind) == "message",
            col(Delivery.state) != "stopped",
        )
    )
    return set(found.all())
