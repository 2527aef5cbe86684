"""INSERT … ON CONFLICT, for both databases."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, table: type[SQLModel], values: dict[str, Any]) -> bool:
    """Saves the row unless one with the same unique key is there. True: it was saved.

    A second process with the same key waits here until the first has committed.
    """
    if (workspace_id := session.info.get("workspace_id")) is not None:
        values = {**values, "workspace_id": workspace_id}
    statement = inserting_once(table, session.get_bind().dialect.name)
    saved = session.execute(statement, values, execution_options={"scoped": True})
    return saved.first() is not None


@lru_cache
def inserting_once(table: type[SQLModel], dialect: str) -> Any:
    """Asks for what was saved, not for how many rows: PostgreSQL's driver does not count them."""
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    into: Any = table.__table__  # type: ignore[attr-defined]
    return insert(into).on_conflict_do_nothing().returning(*into.primary_key.columns)
