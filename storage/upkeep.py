"""The ledger, counted and trimmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, func, or_
from sqlmodel import Session, col, delete, select, update

from storage.ledger import IN_HAND
from storage.models import Delivery

OPEN = ("waiting", *IN_HAND, "stopped")


def standing(session: Session) -> dict[str, int]:
    """How many messages are in each state but `sent`."""
    found = session.exec(
        select(Delivery.state, func.count())
        .where(col(Delivery.state).in_(OPEN))
        .group_by(Delivery.state)
    ).all()
    return dict(found)


def bring_forward(session: Session, now: datetime, farthest: timedelta) -> None:
    """What waits for longer than anything does was put off by a clock that was wrong then."""
    put_off = and_(col(Delivery.state) == "waiting", col(Delivery.not_before) > now + farthest)
    session.exec(update(Delivery).where(put_off).values(not_before=now))


def forget(session: Session, before: datetime, most: int) -> int:
    """Drops the text of some messages that were due before then, in place or given up. Returns how
    many.

    The row of what was ever shown stays: its subject is what makes a message come once, a button or
    a reply leads back by it, and some subjects (a team's introduction) have no day in them.
    """
    is_old = col(Delivery.due_at) < before
    never_arrived = and_(col(Delivery.state) == "stopped", col(Delivery.ref) == "")
    gone = select(Delivery.id).where(is_old, never_arrived).limit(most)
    dropped = session.exec(delete(Delivery).where(col(Delivery.id).in_(gone))).rowcount
    is_there = or_(
        col(Delivery.state) == "sent",
        and_(col(Delivery.state) == "stopped", col(Delivery.ref) != ""),
    )
    has_text = func.length(cast(col(Delivery.content), String)) > len("{}")
    shown = select(Delivery.id).where(is_old, is_there, has_text).limit(most)
    # What could not be changed any more stays as it is there.
    emptied = session.exec(
        update(Delivery).where(col(Delivery.id).in_(shown)).values(content={}, state="sent")
    ).rowcount
    return dropped + emptied
