"""Databases on a real PostgreSQL, each used by several tests one after the other.

Making and dropping one takes longer than most tests do, and so does TRUNCATE on all tables.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

_OURS = "schemaname NOT IN ('pg_catalog', 'information_schema')"
EMPTY = f"""
DO $$
DECLARE each record;
BEGIN
    SET LOCAL lock_timeout = '5s';
    SET LOCAL session_replication_role = replica; -- in any order, whatever refers to it
    FOR each IN SELECT * FROM pg_tables
        WHERE {_OURS} AND tablename NOT IN ('alembic_version', 'dbos_migrations')
    LOOP
        EXECUTE 'DELETE FROM '
            || quote_ident(each.schemaname) || '.' || quote_ident(each.tablename);
    END LOOP;
    FOR each IN SELECT * FROM pg_sequences WHERE {_OURS} AND last_value IS NOT NULL
    LOOP
        PERFORM setval(
            (quote_ident(each.schemaname) || '.' || quote_ident(each.sequencename))::regclass,
            1, false
        );
    END LOOP;
END $$
"""
LEFT_OVER = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SHAPE = """
SELECT (SELECT version_num FROM alembic_version), count(*), sum(length(column_name))
FROM information_schema.columns WHERE table_schema = 'public'
"""


class Pool:
    """The databases of one server that are made from its template and lent to tests."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._free: list[str] = []
        self._shape = self._shape_of(named(server, "empty"))

    @contextlib.contextmanager
    def lend(self) -> Iterator[str]:
        name = self._free.pop() if self._free else self._made()
        url = named(self._server, name)
        yield url
        if self._is_as_new(url):
            self._free.append(name)
        else:
            sql(self._server, f"DROP DATABASE {name} WITH (FORCE)")

    def _made(self) -> str:
        name = f"test_{uuid.uuid4().hex}"
        sql(self._server, f"CREATE DATABASE {name} TEMPLATE empty")
        return name

    def _is_as_new(self, url: str) -> bool:
        """Emptied, and with no test's changes to the tables themselves."""
        try:
            sql(url, LEFT_OVER)
            sql(url, EMPTY)
            return self._shape_of(url) == self._shape
        except OperationalError:
            return False

    def _shape_of(self, url: str) -> object:
        with _opened(url) as engine, engine.connect() as connection:
            return tuple(connection.execute(text(SHAPE)).one())


def named(url: str, name: str) -> str:
    """The address of another database of the same server."""
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def sql(url: str, statement: str) -> None:
    with _opened(url) as engine, engine.connect() as connection:
        connection.exec_driver_sql(statement)


@contextlib.contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    try:
        yield engine
    finally:
        engine.dispose()
