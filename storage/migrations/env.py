"""Run by Alembic, on the connection that `storage.migrate` hands over."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlmodel import SQLModel

import storage.models  # noqa: F401  (knows all tables)

OURS = set(SQLModel.metadata.tables)


def is_ours(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """The durable engine keeps its tables in the same database; they are not ours to change."""
    table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
    return table in OURS


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    include_object=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
