"""What a process does with the ledger: taking in hand, and noting how it went.

A row goes waiting → claimed (a process has it in hand) → sending (committed before the wire)
→ sent (committed after). Only `sending` is ambiguous after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Update,
    and_,
    bindparam,
    case,
    exists,
    or_,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from storage.models import Delivery, Workspace

IN_HAND = ("claimed", "sending")


@dataclass(frozen=True, slots=True)
class Turn:
    """The oldest message that waits in one conversation."""

    id: int
    workspace_id: int
    platform: str
    place: str
    is_edit: bool
    """It is there already, and changes."""


def claim(
    session: Session,
    now: datetime,
    process: str,
    limit: int,
    *,
    without: Sequence[int] = (),
    choose: Callable[[Sequence[Turn]], Sequence[int]] | None = None,
) -> Sequence[Delivery]:
    """Takes waiting messages in hand, the oldest first; replies only once their thread is there.

    One of a conversation at a time, whichever process has it in hand, so that its order is kept.
    `without` are workspaces to pass over, `choose` tells the ids of those that may go now.
    """
    turns = _turns(session, now, limit, without)
    chosen = choose(turns) if choose else [turn.id for turn in turns]
    if not chosen:
        return []
    rows = session.exec(
        select(Delivery)
        .where(
            # Said again: another process may have been quicker.
            Delivery.state == "waiting",
            col(Delivery.id).in_(chosen),
        )
        .order_by(col(Delivery.not_before), col(Delivery.id))
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()
    for row in rows:
        row.state = "claimed"
        row.claimed_by = process
        session.add(row)
    return rows


def _turns(session: Session, now: datetime, limit: int, without: Sequence[int]) -> Sequence[Turn]:
    in_hand = aliased(Delivery)
    busy = select(in_hand.workspace_id, in_hand.place).where(col(in_hand.state).in_(IN_HAND))
    statement = (
        select(Delivery.id, Delivery.place, Delivery.ref, Delivery.workspace_id)
        .where(
            _can_go(now),
            col(Delivery.workspace_id).not_in(without),
            tuple_(col(Delivery.workspace_id), col(Delivery.place)).not_in(busy),
        )
        .order_by(col(Delivery.not_before), col(Delivery.id))
        .limit(limit)
    )
    found = session.exec(statement).all()
    platforms = _platforms(session, {workspace_id for *_, workspace_id in found})
    firsts: dict[tuple[int, str], Turn] = {}
    for row_id, place, ref, workspace_id in found:
        assert row_id is not None
        if (workspace_id, place) not in firsts:
            turn = Turn(row_id, workspace_id, platforms[workspace_id], place, is_edit=ref != "")
            firsts[workspace_id, place] = turn
    return list(firsts.values())


def _platforms(session: Session, ids: Collection[int]) -> dict[int | None, str]:
    wanted = select(Workspace.id, Workspace.platform).where(col(Workspace.id).in_(ids))
    return dict(session.exec(wanted).all())


def _can_go(now: datetime) -> ColumnElement[bool]:
    parent = aliased(Delivery)
    has_parent = exists().where(
        col(parent.workspace_id) == Delivery.workspace_id,
        col(parent.subject) == Delivery.under,
        col(parent.ref) != "",
    )
    return and_(
        col(Delivery.state) == "waiting",
        col(Delivery.not_before) <= now,
        or_(col(Delivery.under) == "", has_parent),
    )


def thread_ref(session: Session, workspace_id: int, under: str) -> str:
    """The platform's id of the message that a reply goes under; empty outside threads."""
    if not under:
        return ""
    found = session.exec(
        select(Delivery.ref).where(Delivery.workspace_id == workspace_id, Delivery.subject == under)
    ).first()
    return found or ""


# Notes say who has the row in hand: whoever was taken for dead, and is not, must not write over
# what its successor does. All tell whether the row was still theirs.


def note_sending(session: Session, row_id: int, holder: str) -> bool:
    """Before the wire."""
    return _note(session, _SENDING, row_id=row_id, holder=holder)


def note_sent(session: Session, row_id: int, ref: str, revision: int, holder: str = "") -> bool:
    """It is there. `holder`: empty for whoever has it."""
    return _note(
        session, _SENT, row_id=row_id, holder=holder, new_ref=ref, shown=revision
    ) or _note(session, _ARRIVED_AFTER_ALL, row_id=row_id, new_ref=ref, shown=revision)


def note_limited(session: Session, row_id: int, holder: str) -> bool:
    """Back to waiting, in its old place: the platform refused it as too fast, so it is not there,
    and it was no try."""
    return _note(session, _LIMITED, row_id=row_id, holder=holder)


def note_lost(
    session: Session,
    row_id: int,
    holder: str,
    *,
    unsure: bool,
    not_before: datetime | None = None,
    trouble: str = "",
) -> bool:
    """Back to waiting; `unsure`: nobody knows whether it arrived, so it may arrive twice."""
    values: dict[str, Any] = {
        "state": "waiting",
        "claimed_by": "",
        "trouble": trouble,
        "repeats": Delivery.repeats + (1 if unsure else 0),
    }
    if not_before is not None:
        values["not_before"] = not_before
    return _note(session, update(_rows).where(_HELD).values(values), row_id=row_id, holder=holder)


def note_stopped(session: Session, row_id: int, trouble: str, holder: str = "") -> bool:
    """It can never arrive; nor can the replies in its thread."""
    if not _note(session, _STOPPED, row_id=row_id, holder=holder, why=trouble):
        return False
    row = session.get(Delivery, row_id)
    if row is not None and not row.ref:
        session.exec(
            update(Delivery)
            .where(
                col(Delivery.workspace_id) == row.workspace_id,
                col(Delivery.under) == row.subject,
                col(Delivery.state) == "waiting",
            )
            .values(state="stopped", trouble="its thread never arrived")
        )
    return True


# Built once, in Core: two of these are run for every message.
_rows = Delivery.__table__  # type: ignore[attr-defined]
_holder = bindparam("holder", type_=String)
_HELD = and_(
    _rows.c.id == bindparam("row_id"),
    _rows.c.state.in_(IN_HAND),
    or_(_holder == "", _rows.c.claimed_by == _holder),
)
_SENDING = update(_rows).where(_HELD).values(state="sending", attempts=_rows.c.attempts + 1)
_IS_THERE = {
    "ref": bindparam("new_ref"),
    "sent_revision": bindparam("shown"),
    "attempts": 0,
    "claimed_by": "",
    "trouble": "",
    "state": case((_rows.c.revision > bindparam("shown", type_=Integer), "waiting"), else_="sent"),
}
_SENT = update(_rows).where(_HELD).values(_IS_THERE)
# Put back by somebody who could not know that it had arrived: nobody needs to send it again.
_ARRIVED_AFTER_ALL = (
    update(_rows)
    .where(_rows.c.id == bindparam("row_id"), _rows.c.state == "waiting", _rows.c.ref == "")
    .values(_IS_THERE)
)
_LIMITED = (
    update(_rows).where(_HELD).values(state="waiting", claimed_by="", attempts=_rows.c.attempts - 1)
)
_STOPPED = (
    update(_rows).where(_HELD).values(state="stopped", claimed_by="", trouble=bindparam("why"))
)


def _note(session: Session, statement: Update, **values: Any) -> bool:
    return bool(session.connection().execute(statement, values).rowcount)


def in_hand(session: Session) -> Sequence[Delivery]:
    """What any process has in hand."""
    return session.exec(select(Delivery).where(col(Delivery.state).in_(IN_HAND))).all()


def open_now(session: Session, now: datetime) -> bool:
    """Whether anything is being sent or could be sent now."""
    some = or_(col(Delivery.state).in_(IN_HAND), _can_go(now))
    return session.exec(select(Delivery.id).where(some).limit(1)).first() is not None
