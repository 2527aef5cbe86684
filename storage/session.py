"""Opening the database, and the one place that keeps workspaces apart."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import functools
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Any, TypeVar

import orjson
from sqlalchemy import ColumnClause, Connection, Engine, column, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import ORMExecuteState, UOWTransaction, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session, col, create_engine

from storage.models.base import Owned
from storage.models.workspace import Workspace
from storage.threads import Threads

Result = TypeVar("Result")

POSTGRES_THREADS = 6
AGAIN = (0.001, 0.002, 0.004)
"""Seconds after which a database that somebody else writes to is tried again; the engine's own writing
takes one or two thousandths."""
BEHIND = 4000
"""Pages of 4 KB that the event loop lets the log get ahead of the file before it writes them back
itself. Every other connection does so from 1000, and waits for the disk in a thread."""


class Crossing(Exception):
    """A statement or a row would have left its workspace. Always a mistake in the code."""


class Taken(Exception):
    """Another process has the SQLite file. One file serves one process."""


class Database:
    """SQLite: one thread, so writers queue here and not on a lock. PostgreSQL: a few."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite(url) if self.is_sqlite else _postgres(url)
        self._lock: IO[str] | None = None
        self._own = threading.local()
        self._held: list[Connection] = []
        threads = 1 if self.is_sqlite else POSTGRES_THREADS
        self._threads = Threads(threads)

    def take(self) -> None:
        """Keeps other processes from a SQLite file. Raises Taken where one has it."""
        path = self.engine.url.database
        if not self.is_sqlite or not path or path == ":memory:":
            return
        lock = open(f"{path}.lock", "w")  # noqa: SIM115  (held until `close`)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise Taken(
                f"Another Drumbeat is running on {path}. Stop it first; "
                "several processes need PostgreSQL (DRUMBEAT_DATABASE_URL)."
            ) from None
        self._lock = lock

    @contextlib.contextmanager
    def begin(self) -> Iterator[Opened]:
        """One transaction over all workspaces until it is confined, with a session for who needs
        one."""
        with self._connected() as connection, connection.begin():
            opened = Opened(connection)
            try:
                yield opened
                opened.flush()
            finally:
                opened.close()

    def _connected(self) -> AbstractContextManager[Connection]:
        """On SQLite each thread keeps its own: the pool takes longer than the database to begin and
        commit. PostgreSQL's may be gone, which the pool finds out."""
        if not self.is_sqlite:
            return self.engine.connect()
        held: Connection | None = getattr(self._own, "connection", None)
        if held is None:
            held = self._own.connection = self.engine.connect()
            self._held.append(held)
            if not getattr(self._own, "waits", True):
                driver: Any = held.connection.dbapi_connection
                driver.execute("PRAGMA busy_timeout=0")
                driver.execute(f"PRAGMA wal_autocheckpoint={BEHIND}")
        return contextlib.nullcontext(held)

    @contextlib.contextmanager
    def everywhere(self) -> Iterator[Session]:
        """One transaction over all workspaces, for the clock, the ledger and administration."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextlib.contextmanager
    def workspace(self, workspace_id: int) -> Iterator[Session]:
        """One transaction that can read and write nothing but this workspace."""
        with self.everywhere() as session:
            confine(session, workspace_id)
            yield session

    async def run(self, work: Callable[..., Result], *args: Any) -> Result:
        """`work(*args)` in a database thread. What the log tells of the caller is told there
        too."""
        result: Result = await self._threads.run(work, *args)
        return result

    async def run_short(self, work: Callable[..., Result], *args: Any) -> Result:
        """The same for one short transaction. On SQLite, while nobody else writes, it is done here
        and now: the way to a thread and back, and the two taking turns at every statement, cost
        several times as much."""
        for pause in AGAIN if self.is_sqlite else ():
            if not self._threads.are_idle:
                # Going there as well would keep the thread busy, and send the next there too.
                await self._threads.caught_up()
                continue
            # The event loop waits for no lock.
            self._own.waits = False
            try:
                return work(*args)
            except (sqlite3.OperationalError, OperationalError) as error:
                if not _is_busy(error):
                    raise
            await asyncio.sleep(pause)
        return await self.run(work, *args)

    def close(self) -> None:
        self._threads.close()
        for connection in self._held:
            connection.close()
        self.engine.dispose()
        if self._lock is not None:
            self._lock.close()


class Opened:
    """A transaction that has begun. Its session opens when first asked for: the few statements
    that every event needs go without one, which takes a third of the time."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        """Knows of no workspaces: who uses it names the workspace himself."""
        self._workspace_id: int | None = None
        self._session: Session | None = None

    def confine(self, workspace_id: int) -> None:
        """From here on its session sees and saves rows of this workspace only."""
        self._workspace_id = workspace_id

    @property
    def session(self) -> Session:
        if self._session is None:
            about = {"connection": self.connection}
            self._session = Session(self.connection, expire_on_commit=False, info=about)
            if self._workspace_id is not None:
                confine(self._session, self._workspace_id)
        return self._session

    def flush(self) -> None:
        """Writes what the session still holds."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        if self._session is not None:
            self._session.close()


def confine(session: Session, workspace_id: int) -> None:
    """From here on the session sees and saves rows of this workspace only."""
    session.info["workspace_id"] = workspace_id


@event.listens_for(Session, "do_orm_execute")
def _stay_inside(state: ORMExecuteState) -> None:
    workspace_id = state.session.info.get("workspace_id")
    if workspace_id is None:
        return
    if state.execution_options.get("scoped"):
        # It names the workspace itself: the few statements that every event needs.
        return
    if not _is_orm(state):
        raise Crossing("a Core statement in a workspace's session must say scoped=True")
    if state.is_column_load or state.is_relationship_load:
        return
    state.statement = state.statement.options(*_only(workspace_id))


_ANY: ColumnClause[Any] = column("workspace_id")
"""What the rule is tried on once, before there is a table."""


@functools.lru_cache(maxsize=4096)
def _only(workspace_id: int) -> tuple[ExecutableOption, ...]:
    def inside(table: Any) -> Any:
        return getattr(table, "workspace_id", _ANY) == workspace_id

    # One rule for whatever is owned: with one for each table, a statement took three times as long.
    return (
        with_loader_criteria(Workspace, col(Workspace.id) == workspace_id, include_aliases=True),
        with_loader_criteria(Owned, inside, include_aliases=True),
    )


def _is_orm(state: ORMExecuteState) -> bool:
    return bool(state.is_orm_statement) and (state.is_select or state.is_update or state.is_delete)


@event.listens_for(Session, "before_flush")
def _save_inside(session: Session, _context: UOWTransaction, _instances: object) -> None:
    workspace_id = session.info.get("workspace_id")
    if workspace_id is None:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Owned):
            continue
        if row in session.new and not row.workspace_id:
            row.workspace_id = workspace_id
        if row.workspace_id != workspace_id:
            raise Crossing(f"a {type(row).__name__} of workspace {row.workspace_id}")


@dataclass(frozen=True, slots=True)
class Written:
    """A value that is JSON already."""

    text: str


def _dumps(value: Any) -> str:
    if isinstance(value, Written):
        return value.text
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


_JSON: dict[str, Any] = {"json_serializer": _dumps, "json_deserializer": orjson.loads}


def _sqlite(url: str) -> Engine:
    # Parameters are what people wrote; no error may quote them.
    engine = create_engine(
        url, connect_args={"check_same_thread": False}, hide_parameters=True, **_JSON
    )
    event.listen(engine, "connect", _set_up_sqlite)
    # The driver must not open transactions by itself: it would open them for reading only, and
    # a later write could then fail at once instead of waiting its turn.
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE")


def _is_busy(error: sqlite3.OperationalError | OperationalError) -> bool:
    cause = error.orig if isinstance(error, OperationalError) else error
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=10000",
        "foreign_keys=ON",
        # What is deleted is overwritten where it stood: sealed slips and their keys are to be gone.
        "secure_delete=FAST",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _postgres(url: str) -> Engine:
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://").replace(
            "postgres://", "postgresql+psycopg://"
        ),
        pool_size=POSTGRES_THREADS + 4,
        pool_pre_ping=True,
        hide_parameters=True,
        **_JSON,
    )
