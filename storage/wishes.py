"""Who has asked for other words for a draft, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from storage.models import Weeknote, WeeknoteWish, Workspace
from storage.upsert import upsert_all

ASKED = "asked"


def ask(session: Session, weeknote_id: int, person_id: int, now: datetime) -> None:
    """In place of what was asked before."""
    row: dict[str, Any] = {
        "weeknote_id": weeknote_id,
        "person_id": person_id,
        "state": ASKED,
        "asked_at": now,
        "next_at": now,
        "attempts": 0,
        "answer": {},
    }
    upsert_all(session, WeeknoteWish, [row], key=("weeknote_id",))


def of(session: Session, weeknote_id: int) -> WeeknoteWish | None:
    """Held until the transaction ends."""
    return session.exec(
        select(WeeknoteWish)
        .where(WeeknoteWish.weeknote_id == weeknote_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def claim(
    session: Session, now: datetime, again: timedelta, most: int
) -> Sequence[tuple[WeeknoteWish, Weeknote, Workspace]]:
    """What is to be asked now, for a session over all workspaces; nobody else takes it until
    `again` is over."""
    found = session.exec(
        select(WeeknoteWish, Weeknote, Workspace)
        .join(Weeknote, col(Weeknote.id) == WeeknoteWish.weeknote_id)
        .join(Workspace, col(Workspace.id) == WeeknoteWish.workspace_id)
        .where(
            WeeknoteWish.state == ASKED,
            WeeknoteWish.next_at <= now,
            col(Workspace.uninstalled_at).is_(None),
        )
        .order_by(col(WeeknoteWish.next_at), col(WeeknoteWish.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=WeeknoteWish)
    ).all()
    for wish, _, _ in found:
        wish.next_at, wish.attempts = now + again, wish.attempts + 1
        session.add(wish)
    return [(wish, weeknote, workspace) for wish, weeknote, workspace in found]
