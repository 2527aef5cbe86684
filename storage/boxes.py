"""Boxes of sealed slips. What is inside is opened in `handlers/anonymity.py` only."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlmodel import Session, col, delete, func, select, update

from storage.models import Box, Slip
from storage.upsert import insert_once

MIXED = 100
"""Slips among which a new one is hidden."""


def held(session: Session, subject: str) -> Box | None:
    """The box, which no other process opens until the transaction ends."""
    return session.exec(select(Box).where(Box.subject == subject).with_for_update()).first()


def begin(session: Session, subject: str, sealed_key: str) -> Box:
    """The box; the key is kept only where there has been none."""
    insert_once(session, Box, {"subject": subject, "sealed_key": sealed_key})
    box = held(session, subject)
    assert box is not None
    return box


def sealed(session: Session, box_id: int, mark: str) -> str | None:
    return session.exec(
        select(Slip.sealed).where(Slip.box_id == box_id, Slip.mark == mark)
    ).one_or_none()


def put(session: Session, box_id: int, mark: str, sealed: str) -> None:
    """In place of the one with the same mark."""
    take_out(session, box_id, mark)
    _mix(session, box_id, [(mark, sealed)])


def take_out(session: Session, box_id: int, mark: str) -> bool:
    """Whether there was one."""
    return bool(
        session.exec(
            delete(Slip).where(col(Slip.box_id) == box_id, col(Slip.mark) == mark)
        ).rowcount
    )


def _mix(session: Session, box_id: int, added: list[tuple[str, str]]) -> None:
    """The new slip is written together with those that are there, all anew and shuffled. PostgreSQL
    keeps rows as they came, in a dump as well, and tells of each which transaction wrote it, and so
    which other rows came with it: that is the same of all now. In a large box some have to do."""
    lots = secrets.SystemRandom()
    there = list(session.exec(select(Slip.id, Slip.mark, Slip.sealed).where(Slip.box_id == box_id)))
    moved = lots.sample(there, min(len(there), MIXED))
    session.exec(delete(Slip).where(col(Slip.id).in_([slip for slip, _, _ in moved])))
    anew = [*((mark, sealed) for _, mark, sealed in moved), *added]
    lots.shuffle(anew)
    # Not the next number: the order in which they came would say whose they are.
    written = [Slip(id=lots.getrandbits(62), box_id=box_id, mark=m, sealed=s) for m, s in anew]
    session.add_all(written)
    session.flush()


def count(session: Session, box_id: int) -> int:
    return session.exec(select(func.count()).select_from(Slip).where(Slip.box_id == box_id)).one()


def slips(session: Session, box_id: int) -> Sequence[str]:
    return session.exec(select(Slip.sealed).where(Slip.box_id == box_id)).all()


def burn(session: Session, box_id: int) -> None:
    """The slips are gone, and so is what would open any copy of them."""
    session.exec(delete(Slip).where(col(Slip.box_id) == box_id))
    session.exec(update(Box).where(col(Box.id) == box_id).values(sealed_key=""))
