"""What a process does with the ledger: taking in hand, and noting how it went.

A row goes waiting → sending (a process has it in hand; committed before the wire) → sent (committed
after). After a crash nobody knows whether what was `sending` has arrived.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    exists,
    or_,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from storage import turns
from storage.models import Delivery
from storage.prepared import Prepared, connection_of
from storage.turns import Turn

IN_HAND = ("claimed", "sending")
"""Claimed: by a process of a version that had two steps."""
TOGETHER = 50
"""Taken in hand in one statement."""


class Held(NamedTuple):
    """A message that some process has in hand, as far as sending it goes."""

    key: int
    workspace_id: int
    subject: str
    kind: str
    place: str
    place_kind: str
    under: str
    content: str
    """As JSON: whoever wrote it may know it by that."""
    revision: int
    state: str
    ref: str
    attempts: int
    """With this one."""
    due_at: datetime
    claimed_by: str


def claim(
    session: Session,
    now: datetime,
    process: str,
    limit: int,
    *,
    has_room: Callable[[int], bool] = lambda _workspace: True,
    may_go: Callable[[Turn], bool] = lambda _turn: True,
) -> Sequence[Held]:
    """Takes waiting messages in hand, the oldest of each workspace first; replies only once their
    thread is there.

    One of a conversation at a time, whichever process has it in hand, so that its order is kept.
    `has_room` tells whether any more may go in a workspace, `may_go` whether this one may.
    """
    chosen: list[int] = []
    connection = connection_of(session)
    homes = list(turns.waiting(connection).items())
    # Where there is not room for all, each begins the round in its turn.
    random.shuffle(homes)
    for workspace_id, platform in homes:
        if len(chosen) >= limit or not has_room(workspace_id):
            continue
        for turn in turns.turns(connection, workspace_id, platform, now):
            if may_go(turn):
                chosen.append(turn.id)
            if len(chosen) >= limit or not has_room(workspace_id):
                break
    if not chosen:
        return []
    found: list[Held] = []
    for some in _lots(chosen):
        found += map(Held._make, _CLAIMED.each(connection, process=process, **some))
    nth = {row_id: position for position, row_id in enumerate(chosen)}
    return sorted(found, key=lambda row: nth[row.key])


def _lots(ids: Sequence[int]) -> Iterator[dict[str, int]]:
    """As many as a statement takes, under the names it has for them."""
    for start in range(0, len(ids), TOGETHER):
        yield _NO_ROWS | {
            f"id_{nth}": each for nth, each in enumerate(ids[start : start + TOGETHER])
        }


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


def in_hand(session: Session) -> Sequence[Held]:
    """What any process has in hand."""
    held = sa.select(*_held).where(_rows.c.state.in_(IN_HAND))
    return [Held(*row) for row in connection_of(session).execute(held)]


def open_now(session: Session, now: datetime) -> bool:
    """Whether anything is being sent or could be sent now."""
    some = or_(col(Delivery.state).in_(IN_HAND), _can_go(now))
    return session.exec(select(Delivery.id).where(some).limit(1)).first() is not None


_NO_ROWS = {f"id_{nth}": 0 for nth in range(TOGETHER)}
_rows: Table = Delivery.__table__  # type: ignore[attr-defined]
_held: list[ColumnElement[Any]] = [
    _rows.c.id if name == "key" else _rows.c[name] for name in Held._fields
]
_held[Held._fields.index("content")] = sa.cast(_rows.c.content, sa.Text)
_CLAIMED = Prepared(
    lambda _: (
        update(_rows)
        .where(
            _rows.c.id.in_(
                sa.select(_rows.c.id)
                .where(
                    # Said again: another process may have been quicker.
                    _rows.c.state == "waiting",
                    _rows.c.id.in_([bindparam(name, type_=sa.Integer) for name in _NO_ROWS]),
                )
                .with_for_update(skip_locked=True)
            )
        )
        .values(state="sending", claimed_by=bindparam("process"), attempts=_rows.c.attempts + 1)
        .returning(*_held)
    )
)
