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
    statement = insert(table.__table__).values(**values).on_conflict_do_nothing()  # type: ignore[attr-defined]
    result = session.execute(statement, execution_options={"scoped": True})
    return bool(result.rowcount)  # type: ignore[attr-defined]


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
