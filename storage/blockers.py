"""Blockers: what stops whom, and all that was done about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table, bindparam, or_
from sqlmodel import Session, col, delete, select

from storage.models import (
    Blocker,
    BlockerEvent,
    BlockerLadder,
    BlockerNotice,
    BlockerWatcher,
    Service,
)
from storage.numbering import next_number
from storage.prepared import Prepared, settled
from storage.upsert import insert_once

OPEN = ("open", "acknowledged")


def raise_one(session: Session, blocker: Blocker) -> Blocker:
    """Saved under the workspace's next number. Who raises another at the same moment waits."""
    blocker.number = next_number(session, Blocker.number)
    session.add(blocker)
    session.flush()
    return blocker


def held(session: Session, blocker_id: int) -> Blocker | None:
    """Held until the transaction ends: who changes it sees what the one before has changed."""
    return session.exec(
        select(Blocker)
        .where(Blocker.id == blocker_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def by_id(session: Session, blocker_id: int) -> Blocker | None:
    return session.get(Blocker, blocker_id)


def numbered(session: Session, number: int) -> Blocker | None:
    return session.exec(select(Blocker).where(Blocker.number == number)).first()


def of_team(session: Session, team_id: int, *, is_open: bool = True) -> Sequence[Blocker]:
    """The team's, and those that wait for it; the oldest first."""
    there = or_(col(Blocker.team_id) == team_id, col(Blocker.waits_for_team_id) == team_id)
    query = select(Blocker).where(there)
    if is_open:
        query = query.where(col(Blocker.status).in_(OPEN))
    return session.exec(query.order_by(col(Blocker.raised_at), col(Blocker.id))).all()


def open_of_teams(session: Session, teams: Collection[int]) -> dict[int, list[Blocker]]:
    """What is open of several teams, by team, as `of_team` tells it of one; asked at once."""
    there = or_(col(Blocker.team_id).in_(teams), col(Blocker.waits_for_team_id).in_(teams))
    found = session.exec(
        select(Blocker)
        .where(there, col(Blocker.status).in_(OPEN))
        .order_by(col(Blocker.raised_at), col(Blocker.id))
    ).all()
    return {
        team: [each for each in found if team in (each.team_id, each.waits_for_team_id)]
        for team in teams
    }


def of_person(session: Session, person_id: int, *, is_open: bool = True) -> Sequence[Blocker]:
    """Those that the person is stopped by, owns or raised, and what waits for a service of theirs;
    the oldest first."""
    watched = select(BlockerWatcher.blocker_id).where(BlockerWatcher.person_id == person_id)
    theirs = select(Service.id).where(Service.owner_id == person_id)
    query = select(Blocker).where(
        or_(
            col(Blocker.blocked_id) == person_id,
            col(Blocker.owner_id) == person_id,
            col(Blocker.raised_by_id) == person_id,
            col(Blocker.id).in_(watched),
            col(Blocker.waits_for_service_id).in_(theirs),
        )
    )
    if is_open:
        query = query.where(col(Blocker.status).in_(OPEN))
    return session.exec(query.order_by(col(Blocker.raised_at), col(Blocker.id))).all()


def stopping(
    session: Session, team_id: int, people: Collection[int]
) -> Sequence[tuple[int, Blocker]]:
    """Open ones of the team with whom of those people they stop; the oldest first."""
    # Every stand-up asks, and mostly there is none.
    stopped = [
        (person, blocker)
        for person, blocker in _STOPPED.each(
            settled(session), workspace=session.info["workspace_id"], team=team_id
        )
        if person in people
    ]
    if not stopped:
        return []
    rows = session.exec(select(Blocker).where(col(Blocker.id).in_({each for _, each in stopped})))
    by_id = {blocker.key: blocker for blocker in rows}
    return sorted(
        ((person, by_id[blocker]) for person, blocker in stopped),
        key=lambda each: (each[1].number, each[0]),
    )


def since(session: Session, team_id: int, at: datetime) -> Sequence[Blocker]:
    """The team's that were open at some moment after `at`, whatever became of them."""
    return session.exec(
        select(Blocker)
        .where(
            Blocker.team_id == team_id,
            or_(col(Blocker.closed_at).is_(None), col(Blocker.closed_at) >= at),
        )
        .order_by(col(Blocker.raised_at), col(Blocker.id))
    ).all()


# The history.
def note(
    session: Session,
    blocker_id: int,
    kind: str,
    at: datetime,
    person_id: int | None,
    words: str = "",
    about: dict[str, Any] | None = None,
) -> BlockerEvent:
    event = BlockerEvent(
        blocker_id=blocker_id,
        at=at,
        person_id=person_id,
        kind=kind,
        words=words,
        about=about or {},
    )
    session.add(event)
    session.flush()
    return event


def history(session: Session, blocker_id: int) -> Sequence[BlockerEvent]:
    """All that happened, the oldest first."""
    return session.exec(
        select(BlockerEvent)
        .where(BlockerEvent.blocker_id == blocker_id)
        .order_by(col(BlockerEvent.id))
    ).all()


def times(session: Session, blocker_id: int, kinds: Collection[str]) -> int:
    """How often something of those kinds happened."""
    found: int = session.exec(
        select(sa.func.count()).where(
            BlockerEvent.blocker_id == blocker_id, col(BlockerEvent.kind).in_(kinds)
        )
    ).one()
    return found


# Those who are stopped by the same.
def join(session: Session, blocker_id: int, person_id: int) -> bool:
    """False: they had joined before."""
    values = {"blocker_id": blocker_id, "person_id": person_id}
    return insert_once(session, BlockerWatcher, values)


def watchers(session: Session, blocker_id: int) -> Sequence[int]:
    """Ids of people, in the order they joined."""
    return session.exec(
        select(BlockerWatcher.person_id)
        .where(BlockerWatcher.blocker_id == blocker_id)
        .order_by(col(BlockerWatcher.id))
    ).all()


# Who is still to be told.
def tell(session: Session, blocker_id: int, event_id: int, person_id: int, at: datetime) -> bool:
    """False: they are told of it already."""
    values = {"blocker_id": blocker_id, "event_id": event_id, "person_id": person_id, "at": at}
    return insert_once(session, BlockerNotice, values)


def untold(session: Session, blocker_id: int) -> Sequence[BlockerNotice]:
    return session.exec(
        select(BlockerNotice)
        .where(BlockerNotice.blocker_id == blocker_id)
        .order_by(col(BlockerNotice.at), col(BlockerNotice.id))
    ).all()


def untold_to(session: Session, person_id: int) -> Sequence[int]:
    """Ids of the blockers, open or closed, that somebody is still to be told something of."""
    return session.exec(
        select(BlockerNotice.blocker_id).where(BlockerNotice.person_id == person_id).distinct()
    ).all()


def told(session: Session, notices: Sequence[BlockerNotice]) -> None:
    if notices:
        ids = [notice.key for notice in notices]
        session.exec(delete(BlockerNotice).where(col(BlockerNotice.id).in_(ids)))


def event(session: Session, event_id: int) -> BlockerEvent | None:
    return session.get(BlockerEvent, event_id)


# The ladder.
def ladder(session: Session, team_id: int) -> BlockerLadder:
    """The team's own, or the usual one, which is not saved."""
    found = session.exec(select(BlockerLadder).where(BlockerLadder.team_id == team_id)).first()
    return found or BlockerLadder(team_id=team_id)


_blockers: Table = Blocker.__table__  # type: ignore[attr-defined]
_watchers: Table = BlockerWatcher.__table__  # type: ignore[attr-defined]
_open_here = sa.and_(
    _blockers.c.workspace_id == bindparam("workspace", type_=sa.Integer),
    _blockers.c.team_id == bindparam("team", type_=sa.Integer),
    or_(*(_blockers.c.status == status for status in OPEN)),
)
_STOPPED = Prepared(
    lambda _: sa.union_all(
        sa.select(_blockers.c.blocked_id, _blockers.c.id).where(_open_here),
        sa.select(_watchers.c.person_id, _blockers.c.id)
        .join(_blockers, _blockers.c.id == _watchers.c.blocker_id)
        .where(_open_here),
    )
)
