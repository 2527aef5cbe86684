"""How a database says it will find what it is asked for."""

from __future__ import annotations

from sqlalchemy import text

from storage.session import Database


def plan_of(database: Database, statement: str) -> str:
    """In one line, without costs."""
    asked = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN (COSTS OFF)"
    with database.engine.connect() as connection:
        rows = connection.execute(text(f"{asked} {statement}")).all()
    return " / ".join(str(row[-1]).strip().removeprefix("->").strip() for row in rows)
