"""Whose turn it is: the oldest message that waits in each conversation, workspace by workspace.

Asked many times a second while much is going out, so nothing is looked at that cannot go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Table, bindparam, func, or_

from storage.models import Delivery, Workspace
from storage.prepared import Prepared

LOOK = 300
"""Waiting messages of one workspace looked at in one go."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The oldest message that waits in one conversation."""

    id: int
    workspace_id: int
    platform: str
    place: str
    is_edit: bool
    """It is there already, and changes."""


def waiting(connection: Connection) -> dict[int, str]:
    """The workspaces in which something waits, and their platforms."""
    return dict(_WAITING.each(connection))


def turns(
    connection: Connection, workspace_id: int, platform: str, now: datetime
) -> Iterator[Turn]:
    """The oldest first; replies only once their thread is there. None of a conversation in which
    somebody has one in hand."""
    places: set[str] = set()
    for row_id, place, ref in _TURNS.each(connection, workspace=workspace_id, now=now):
        if place not in places:
            places.add(place)
            yield Turn(row_id, workspace_id, platform, place, is_edit=ref != "")


_rows: Table = Delivery.__table__  # type: ignore[attr-defined]
_homes: Table = Workspace.__table__  # type: ignore[attr-defined]


def _waits(rows: sa.FromClause) -> sa.ColumnElement[bool]:
    return rows.c.state == "waiting"


def _waiting() -> sa.Select[tuple[int, str]]:
    """From one workspace to the next along the index, however many messages each has waiting."""
    later = _rows.alias()
    ids = sa.select(func.min(_rows.c.workspace_id).label("id")).where(_waits(_rows))
    found = ids.cte("found", recursive=True)
    following = sa.select(func.min(later.c.workspace_id))
    following = following.where(_waits(later), later.c.workspace_id > found.c.id)
    found = found.union_all(sa.select(following.scalar_subquery()).where(found.c.id.is_not(None)))
    return sa.select(_homes.c.id, _homes.c.platform).where(_homes.c.id == found.c.id)


def _turns() -> sa.Select[tuple[int, str, str]]:
    held, parent = _rows.alias(), _rows.alias()
    busy = sa.select(held.c.place).where(
        held.c.workspace_id == bindparam("workspace"),
        or_(held.c.state == "claimed", held.c.state == "sending"),
    )
    thread = sa.exists().where(
        parent.c.workspace_id == _rows.c.workspace_id,
        parent.c.subject == _rows.c.under,
        parent.c.ref != "",
    )
    return (
        sa.select(_rows.c.id, _rows.c.place, _rows.c.ref)
        .where(
            _waits(_rows),
            _rows.c.workspace_id == bindparam("workspace"),
            _rows.c.not_before <= bindparam("now"),
            or_(_rows.c.under == "", thread),
            _rows.c.place.not_in(busy),
        )
        .order_by(_rows.c.not_before, _rows.c.id)
        .limit(LOOK)
    )


_WAITING = Prepared(lambda _: _waiting())
_TURNS = Prepared(lambda _: _turns())
