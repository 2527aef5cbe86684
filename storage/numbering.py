"""What people call a thing by: the workspace's next number of its kind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from storage import workspaces


def next_number(session: Session, column: Any) -> int:
    """One more than the highest in that column. Who takes another at the same moment waits."""
    workspaces.take_turns(session)
    last = session.exec(select(func.max(column))).one()
    return (last or 0) + 1
