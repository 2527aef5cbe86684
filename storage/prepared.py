"""Statements that every event needs, run on the driver's own connection.

SQLAlchemy writes them once and says how values are converted. Its way of running a statement takes
several times as long as the database does, and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

Convert: TypeAlias = Callable[[Any], Any]


def settled(session: Session) -> Connection:
    """The session's connection, once what it still holds is written: statements that go past it do
    not see that otherwise."""
    session.flush()
    return connection_of(session)


def connection_of(session: Session) -> Connection:
    """The one that it works on. A session that was opened on one has not begun anything by itself
    until somebody works with rows: that takes longer than a short statement."""
    opened: Connection | None = session.info.get("connection")
    return session.connection() if opened is None else opened


class Prepared:
    """One statement with named values. Not confined: it names its workspace itself."""

    def __init__(self, write: Callable[[str], Executable]) -> None:
        """`write` gives the statement for a dialect's name."""
        self._write = write
        self._compiled: dict[str, _Compiled] = {}

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row, in the order of the statement's columns."""
        return next(self.each(connection, **values), None)

    def each(self, connection: Connection, **values: Any) -> Iterator[tuple[Any, ...]]:
        """All rows; whoever stops early leaves the others unread."""
        return self._of(connection.dialect).each(connection, values)

    def many(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
        """Once with each of the values. Returns how many rows were changed by all of them."""
        return self._of(connection.dialect).many(connection, rows)

    def _of(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = _Compiled(self._write(dialect.name), dialect)
            self._compiled[dialect.name] = compiled
        return compiled


class _Compiled:
    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        # Neither what was compiled nor its parts have hints.
        made: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql = str(made)
        self.order: list[str] | None = made.positiontup
        binds = {name: made.binds[name] for name in set(made.bind_names.values())}
        self.binds = _converting({name: bind.type for name, bind in binds.items()}, dialect)
        self.constants = {name: bind.value for name, bind in binds.items() if not bind.required}
        types = dict(enumerate(column.type for column in made.statement.exported_columns))
        self.results = [
            (at, convert)
            for at, type_ in types.items()
            if (convert := type_.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def each(self, connection: Connection, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        driver: Any = connection.connection.dbapi_connection
        rows: Iterator[tuple[Any, ...]] = driver.execute(self.sql, self._given(values))
        return map(self._read, rows) if self.results else iter(rows)

    def many(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
        driver: Any = connection.connection.dbapi_connection
        cursor = driver.cursor()
        cursor.executemany(self.sql, [self._given(values) for values in rows])
        changed: int = cursor.rowcount
        return changed

    def _given(self, values: dict[str, Any]) -> dict[str, Any] | list[Any]:
        values = self.constants | values
        for name, convert in self.binds:
            values[name] = convert(values[name])
        return values if self.order is None else [values[name] for name in self.order]

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        read = list(row)
        for at, convert in self.results:
            read[at] = convert(read[at])
        return tuple(read)


def _converting(types: dict[str, TypeEngine[Any]], dialect: Dialect) -> list[tuple[str, Convert]]:
    found = ((name, type_.dialect_impl(dialect)) for name, type_ in types.items())
    return [(name, convert) for name, type_ in found if (convert := type_.bind_processor(dialect))]
