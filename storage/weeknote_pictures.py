"""Pictures of weeknotes that somebody has sent, one each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage import link_secrets
from storage.models import WeeknotePicture, Workspace
from storage.upsert import upsert_all


@dataclass(frozen=True, slots=True)
class Kept:
    kind: str
    """jpeg or png."""
    content: bytes


def keep(session: Session, weeknote_id: int, picture: Kept, now: datetime) -> str:
    """In place of an earlier one. Returns the secret of its address."""
    secret = link_secrets.fresh()
    row = {
        "weeknote_id": weeknote_id,
        "fingerprint": link_secrets.fingerprint(secret),
        "kind": picture.kind,
        "content": picture.content,
    }
    upsert_all(session, WeeknotePicture, [row], key=("weeknote_id",))
    return secret


def drop(session: Session, weeknote_id: int) -> None:
    session.exec(delete(WeeknotePicture).where(col(WeeknotePicture.weeknote_id) == weeknote_id))


def of(session: Session, weeknote_id: int) -> Kept | None:
    found = session.exec(
        select(WeeknotePicture.kind, WeeknotePicture.content).where(
            WeeknotePicture.weeknote_id == weeknote_id
        )
    ).first()
    return Kept(*found) if found else None


def among(session: Session, some: Collection[int]) -> set[int]:
    """Which of these weeknotes have one."""
    return set(
        session.exec(
            select(WeeknotePicture.weeknote_id).where(col(WeeknotePicture.weeknote_id).in_(some))
        ).all()
    )


def opened_by(session: Session, secret: str) -> Kept | None:
    """Over all workspaces. None where nothing is, or where the workspace has us no more."""
    found = session.exec(
        select(WeeknotePicture.kind, WeeknotePicture.content)
        .join(Workspace, col(Workspace.id) == WeeknotePicture.workspace_id)
        .where(
            WeeknotePicture.fingerprint == link_secrets.fingerprint(secret),
            col(Workspace.uninstalled_at).is_(None),
        )
    ).first()
    return Kept(*found) if found else None
