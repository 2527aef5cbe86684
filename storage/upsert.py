"""INSERT … ON CONFLICT, for both databases, one row or many in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage.prepared import Prepared, connection_of

Row: TypeAlias = dict[str, Any]
Shape: TypeAlias = tuple[tuple[str, ...], int, tuple[str, ...]]
"""What a statement for many rows depends on: the columns of which each has its own value, how many
rows, and the columns that are the same in all. A value is converted once for each time it is named.
"""
NOTHING: Row = {}

TOGETHER = 50
"""Rows in one statement at most; every number of rows is a statement of its own."""


def insert_once(session: Session, table: type[SQLModel], values: Row) -> bool:
    """Saves the row unless one with the same unique key is there. True: it was saved.

    A second process with the same key waits here until the first has committed.
    """
    return bool(insert_all_once(session, table, [values], told="id"))


def insert_all_once(
    session: Session,
    table: type[SQLModel],
    rows: Sequence[Row],
    told: str,
    same: Row = NOTHING,
) -> set[Any]:
    """The same for many, that have `same` in common. Returns what the rows that were saved have in
    the column `told`."""
    saved: set[Any] = set()
    for shape, values in _together(session, rows, same):
        statement = _inserting_all(table, shape, told)
        saved.update(found for (found,) in statement.each(connection_of(session), **values))
    return saved


def upsert_all(
    session: Session, table: type[SQLModel], rows: Sequence[Row], key: tuple[str, ...]
) -> None:
    """Saves the rows; those whose `key` is there already are replaced."""
    for shape, values in _together(session, rows, NOTHING):
        list(_upserting_all(table, shape, key).each(connection_of(session), **values))


def _together(session: Session, rows: Sequence[Row], same: Row) -> Iterator[tuple[Shape, Row]]:
    """With the values under the names that the statement gives them. Nothing is saved outside the
    session's workspace."""
    if "workspace_id" in session.info:
        same = {**same, "workspace_id": session.info["workspace_id"]}
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        own = tuple(column for column in some[0] if column not in same)
        values = {f"{column}_{nth}": row[column] for nth, row in enumerate(some) for column in own}
        yield (own, len(some), tuple(same)), values | same


@lru_cache(maxsize=1024)
def _inserting_all(table: type[SQLModel], shape: Shape, told: str) -> Prepared:
    return Prepared(
        lambda dialect: inserting_once(table, dialect, told).values(_named(table, shape))
    )


@lru_cache(maxsize=1024)
def _upserting_all(table: type[SQLModel], shape: Shape, key: tuple[str, ...]) -> Prepared:
    own, _, shared = shape

    def write(dialect: str) -> Any:
        insert = _insert(dialect)(_table(table)).values(_named(table, shape))
        newer = {column: insert.excluded[column] for column in (*own, *shared) if column not in key}
        upsert = insert.on_conflict_do_update(index_elements=key, set_=newer)
        return upsert.returning(_table(table).c.id)

    return Prepared(write)


def holding(
    table: type[SQLModel],
    dialect: str,
    columns: tuple[str, ...],
    key: tuple[str, ...],
    told: tuple[str, ...],
) -> Any:
    """Saves the row unless one with that `key` is there, which then stays as it is. Asks for what
    is there now, and holds it until the transaction ends."""
    into = _table(table).c
    insert = _insert(dialect)(_table(table)).values(
        {column: bindparam(column, type_=into[column].type) for column in columns}
    )
    same = {key[0]: into[key[0]]}
    return insert.on_conflict_do_update(index_elements=key, set_=same).returning(
        *(into[column] for column in told)
    )


def _named(table: type[SQLModel], shape: Shape) -> list[Row]:
    into, (own, rows, shared) = _table(table).c, shape
    same = {column: bindparam(column, type_=into[column].type) for column in shared}
    return [
        {
            **{column: bindparam(f"{column}_{nth}", type_=into[column].type) for column in own},
            **same,
        }
        for nth in range(rows)
    ]


@lru_cache
def inserting_once(table: type[SQLModel], dialect: str, told: str = "id") -> Any:
    """Asks for what was saved, not for how many rows: PostgreSQL's driver does not count them."""
    into = _table(table)
    return _insert(dialect)(into).on_conflict_do_nothing().returning(into.c[told])


def _insert(dialect: str) -> Any:
    return sqlite.insert if dialect == "sqlite" else postgresql.insert


def _table(table: type[SQLModel]) -> Any:
    return table.__table__  # type: ignore[attr-defined]
