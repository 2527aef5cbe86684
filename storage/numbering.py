"""What people call a thing by: the workspace's next number of its kind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from storage.models import Workspace


def next_number(session: Session, column: Any) -> int:
    """One more than the highest in that column. Who takes another at the same moment waits."""
    workspace = session.info["workspace_id"]
    # Held as other rows' foreign keys allow it: only numbers wait for each other.
    session.exec(
        select(Workspace.id).where(Workspace.id == workspace).with_for_update(key_share=True)
    ).one()
    last = session.exec(select(func.max(column))).one()
    return (last or 0) + 1
