"""The ledger of what should be shown and what is.

A row goes waiting → claimed (a process has it in hand) → sending (committed before the wire)
→ sent (committed after). Only `sending` is ambiguous after a crash.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from storage.models import Delivery
from storage.upsert import insert_once

IN_HAND = ("claimed", "sending")


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
    return insert_once(
        session,
        Delivery,
        {
            "subject": subject,
            "kind": kind,
            "place": place,
            "place_kind": place_kind,
            "under": under,
            "content": content,
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
        },
    )


def revise(
    session: Session, subject: str, content: dict[str, Any], now: datetime, kind: str = "message"
) -> bool:
    """The message of that subject, with new content. False: there is none that could change."""
    changed = session.exec(
        update(Delivery)
        .where(col(Delivery.subject) == subject, col(Delivery.state) != "stopped")
        .values(
            content=content,
            kind=kind,
            revision=Delivery.revision + 1,
            not_before=now,
            due_at=now,
            # In hand: whoever holds it sees the newer revision when done.
            state=case((col(Delivery.state).in_(IN_HAND), Delivery.state), else_="waiting"),
        )
    )
    return bool(changed.rowcount)


def about(session: Session, subject: str) -> Delivery | None:
    return session.exec(select(Delivery).where(Delivery.subject == subject)).first()


def shown_as(session: Session, ref: str) -> Delivery | None:
    """The message that the platform knows by that id."""
    return session.exec(select(Delivery).where(Delivery.ref == ref)).first()


def pages_of(session: Session, subject: str) -> Sequence[str]:
    """Subjects of the further pages of a long message, in order."""
    found = session.exec(
        select(Delivery.subject).where(
            col(Delivery.subject).startswith(f"{subject}#", autoescape=True),
            Delivery.kind != "removal",
        )
    ).all()
    return sorted(found, key=lambda page: int(page.rsplit("#", 1)[1]))


def claim(session: Session, now: datetime, process: str, limit: int) -> Sequence[Delivery]:
    """Takes waiting messages in hand, the oldest first; replies only once their thread is there."""
    parent = aliased(Delivery)
    has_parent = exists().where(
        col(parent.workspace_id) == Delivery.workspace_id,
        col(parent.subject) == Delivery.under,
        col(parent.ref) != "",
    )
    rows = session.exec(
        select(Delivery)
        .where(
            Delivery.state == "waiting",
            Delivery.not_before <= now,
            or_(col(Delivery.under) == "", has_parent),
        )
        .order_by(col(Delivery.not_before), col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()
    for row in rows:
        row.state = "claimed"
        row.claimed_by = process
        session.add(row)
    return rows


def thread_ref(session: Session, workspace_id: int, under: str) -> str:
    """The platform's id of the message that a reply goes under; empty outside threads."""
    if not under:
        return ""
    found = session.exec(
        select(Delivery.ref).where(Delivery.workspace_id == workspace_id, Delivery.subject == under)
    ).first()
    return found or ""


def note_sending(session: Session, ids: Sequence[int]) -> None:
    session.exec(
        update(Delivery)
        .where(col(Delivery.id).in_(ids))
        .values(state="sending", attempts=Delivery.attempts + 1)
    )


def note_sent(session: Session, row_id: int, ref: str, revision: int) -> None:
    session.exec(
        update(Delivery)
        .where(col(Delivery.id) == row_id)
        .values(
            ref=ref,
            sent_revision=revision,
            attempts=0,
            claimed_by="",
            trouble="",
            state=case((col(Delivery.revision) > revision, "waiting"), else_="sent"),
        )
    )


def note_retry(session: Session, row_id: int, not_before: datetime, trouble: str) -> None:
    session.exec(
        update(Delivery)
        .where(col(Delivery.id) == row_id)
        .values(state="waiting", claimed_by="", not_before=not_before, trouble=trouble)
    )


def note_lost(session: Session, row_id: int, repeated: bool) -> None:
    """Back to waiting; `repeated`: nobody knows whether it arrived, so it may arrive twice."""
    session.exec(
        update(Delivery)
        .where(col(Delivery.id) == row_id)
        .values(state="waiting", claimed_by="", repeats=Delivery.repeats + (1 if repeated else 0))
    )


def note_stopped(session: Session, row_id: int, trouble: str) -> None:
    """It can never arrive; nor can the replies in its thread."""
    row = session.get(Delivery, row_id)
    if row is None:
        return
    row.state, row.claimed_by, row.trouble = "stopped", "", trouble
    session.add(row)
    if not row.ref:
        session.exec(
            update(Delivery)
            .where(
                col(Delivery.workspace_id) == row.workspace_id,
                col(Delivery.under) == row.subject,
                col(Delivery.state) == "waiting",
            )
            .values(state="stopped", trouble="its thread never arrived")
        )


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


def revive(session: Session, place: str, now: datetime) -> None:
    """What could not be posted in a place is tried once more."""
    session.exec(
        update(Delivery)
        .where(
            col(Delivery.place) == place,
            col(Delivery.state) == "stopped",
            col(Delivery.kind) == "message",
        )
        .values(state="waiting", not_before=now)
    )


def left_in_hand(session: Session, living: Sequence[str]) -> Sequence[Delivery]:
    """What processes that are no more had in hand."""
    return session.exec(
        select(Delivery).where(
            col(Delivery.state).in_(IN_HAND), col(Delivery.claimed_by).not_in(living)
        )
    ).all()


def waiting(session: Session, now: datetime) -> int:
    """How many could be sent now or are being sent."""
    return session.exec(select(func.count()).select_from(Delivery).where(_open(now))).one()


def _open(now: datetime) -> ColumnElement[bool]:
    return or_(
        col(Delivery.state).in_(IN_HAND),
        and_(col(Delivery.state) == "waiting", col(Delivery.not_before) <= now),
    )
