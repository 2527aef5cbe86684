"""INSERT … ON CONFLICT, for both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, table: type[SQLModel], values: dict[str, Any]) -> bool:
    """Saves the row unless one with the same unique key is there. True: it was saved.

    A second process with the same key waits here until the first has committed.
    """
    insert: Any = sqlite.insert if _is_sqlite(session) else postgresql.insert
    if (workspace_id := session.info.get("workspace_id")) is not None:
        values = {**values, "workspace_id": workspace_id}
    # Asked for what was saved, not for how many rows: PostgreSQL's driver does not count them.
    into: Any = table.__table__  # type: ignore[attr-defined]
    statement = (
        insert(into).values(**values).on_conflict_do_nothing().returning(*into.primary_key.columns)
    )
    return session.execute(statement, execution_options={"scoped": True}).first() is not None


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
