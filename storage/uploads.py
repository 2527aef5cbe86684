"""Pictures that lie on the platform already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage.models import Upload
from storage.upsert import upsert_all


@dataclass(frozen=True, slots=True)
class Known:
    ref: str
    uploaded_at: datetime
    is_good: bool


def known(session: Session, digests: Iterable[str]) -> dict[str, Known]:
    """By digest."""
    found = session.exec(select(Upload).where(col(Upload.digest).in_(list(digests))))
    return {row.digest: Known(row.ref, row.uploaded_at, row.is_good) for row in found}


def keep(session: Session, digest: str, ref: str, now: datetime) -> None:
    """In place of an earlier one."""
    row = {"digest": digest, "ref": ref, "uploaded_at": now, "is_good": False}
    upsert_all(session, Upload, [row], key=("workspace_id", "digest"))


def found_good(session: Session, refs: Iterable[str]) -> None:
    for row in session.exec(select(Upload).where(col(Upload.ref).in_(list(refs)))):
        row.is_good = True
        session.add(row)


def drop(session: Session, refs: Iterable[str]) -> None:
    """The platform does not know them any more."""
    session.exec(delete(Upload).where(col(Upload.ref).in_(list(refs))))


def forget(session: Session, before: datetime, most: int) -> int:
    """Those of long ago: whoever shows the same again sends it again. Returns how many."""
    gone = select(Upload.id).where(col(Upload.uploaded_at) < before).limit(most)
    return session.exec(delete(Upload).where(col(Upload.id).in_(gone))).rowcount
