"""How it went with what a process has in hand.

Notes say who has the row: whoever was taken for dead, and is not, must not write over what its
successor does. All that are for one row tell whether it was still theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Table, Update, and_, bindparam, case, or_
from sqlmodel import Session, col, update

from storage.models import Delivery
from storage.prepared import Prepared, connection_of


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. `holder`: empty for whoever has it."""

    row_id: int
    ref: str
    revision: int
    holder: str = ""
    was: str = ""
    """The `ref` it was sent with. Another one by now: somebody else has posted it meanwhile, and
    what the holder has in hand again is not this."""


def note_all_sent(session: Session, notes: Sequence[Sent]) -> None:
    values = [
        {
            "row_id": note.row_id,
            "holder": note.holder,
            "new_ref": note.ref,
            "shown": note.revision,
            "was": note.was,
        }
        for note in notes
    ]
    if values and _SENT.many(connection_of(session), values) < len(values):
        _ARRIVED_AFTER_ALL.many(connection_of(session), values)


def note_untried(
    session: Session,
    row_id: int,
    holder: str,
    not_before: datetime | None = None,
    trouble: str = "",
) -> bool:
    """Back to waiting: it never went out, or was refused as too fast, so it is not there and it was
    no try."""
    return _back(session, row_id, holder, not_before, trouble, attempts=_rows.c.attempts - 1)


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
    repeats = _rows.c.repeats + (1 if unsure else 0)
    return _back(session, row_id, holder, not_before, trouble, repeats=repeats)


def _back(
    session: Session,
    row_id: int,
    holder: str,
    not_before: datetime | None,
    trouble: str,
    **counted: Any,
) -> bool:
    values = {"state": "waiting", "claimed_by": "", "trouble": trouble, **counted}
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
_rows: Table = Delivery.__table__  # type: ignore[attr-defined]
_holder = bindparam("holder", type_=String)
_HELD = and_(
    _rows.c.id == bindparam("row_id"),
    # Not `in_`, whose list is written into the statement each time: many notes are one statement.
    or_(_rows.c.state == "claimed", _rows.c.state == "sending"),
    or_(_holder == "", _rows.c.claimed_by == _holder),
)
_IS_THERE = {
    "ref": bindparam("new_ref"),
    "sent_revision": bindparam("shown"),
    "attempts": 0,
    "claimed_by": "",
    "trouble": "",
    "state": case((_rows.c.revision > bindparam("shown", type_=Integer), "waiting"), else_="sent"),
}
_SENT = Prepared(
    lambda _: (
        update(_rows)
        .where(_HELD, or_(_holder == "", _rows.c.ref == bindparam("was")))
        .values(_IS_THERE)
    )
)
# Put back by somebody who could not know that it had arrived: nobody needs to send it again.
_ARRIVED_AFTER_ALL = Prepared(
    lambda _: (
        update(_rows)
        .where(_rows.c.id == bindparam("row_id"), _rows.c.state == "waiting", _rows.c.ref == "")
        .values(_IS_THERE)
    )
)
_STOPPED = (
    update(_rows).where(_HELD).values(state="stopped", claimed_by="", trouble=bindparam("why"))
)


def _note(session: Session, statement: Update, **values: Any) -> bool:
    return bool(connection_of(session).execute(statement, values).rowcount)
