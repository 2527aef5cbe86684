"""Where people and channels are reached, on a platform that wants to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from storage.models import Conversation
from storage.upsert import insert_once


def of(session: Session, kind: str, place: str) -> Conversation | None:
    return session.exec(
        select(Conversation).where(Conversation.kind == kind, Conversation.place == place)
    ).first()


def keep(
    session: Session,
    kind: str,
    place: str,
    *,
    service_url: str,
    now: datetime,
    ref: str = "",
    belongs_to: str = "",
    about: dict[str, Any] | None = None,
) -> Conversation:
    """The place as it was heard of now; what is left out stays as it was.

    Where the address has changed, it has for all that were reached there.
    """
    new = {
        "kind": kind,
        "place": place,
        "ref": ref,
        "service_url": service_url,
        "belongs_to": belongs_to,
        "about": {},
        "heard_at": now,
    }
    insert_once(session, Conversation, new)
    known = of(session, kind, place)
    if known is None:
        raise LookupError(place)
    if known.service_url != service_url:
        session.exec(
            update(Conversation)
            .where(col(Conversation.service_url) == known.service_url)
            .values(service_url=service_url)
        )
        session.refresh(known)
    known.ref, known.belongs_to = ref or known.ref, belongs_to or known.belongs_to
    known.about = {**known.about, **(about or {})}
    known.heard_at = now
    session.add(known)
    return known


def newest(session: Session) -> Conversation | None:
    """The one that was last heard of."""
    return session.exec(
        select(Conversation).order_by(col(Conversation.heard_at).desc(), col(Conversation.id))
    ).first()


def belonging_to(session: Session, belongs_to: str) -> Sequence[Conversation]:
    return session.exec(
        select(Conversation)
        .where(Conversation.belongs_to == belongs_to, Conversation.kind == "channel")
        .order_by(col(Conversation.id))
    ).all()


def channels(session: Session) -> Sequence[Conversation]:
    return session.exec(
        select(Conversation).where(Conversation.kind == "channel").order_by(col(Conversation.id))
    ).all()


def forget(session: Session, kind: str, place: str) -> None:
    session.exec(
        delete(Conversation).where(col(Conversation.kind) == kind, col(Conversation.place) == place)
    )


def is_anywhere(session: Session) -> bool:
    """Whether there is a place left in which we are."""
    return session.exec(select(Conversation.id).where(Conversation.ref != "")).first() is not None
