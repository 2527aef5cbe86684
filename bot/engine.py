"""DBOS, and nothing else: moments that are due, each worked through once, whoever dies meanwhile.

The unit is a handful of moments, each of one ceremony in one time zone: a workflow of its own costs
more than the moment's work. Their keys make the workflow's id, so handing the same on twice is the
same as once; and whoever handles a moment does so once, since after a crash all of them come again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import psycopg
import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSClient, DBOSConfig
from sqlmodel import Session

from bot import logs
from handlers.events import Due
from handlers.plainly import due_from_plain, due_to_plain
from storage.session import Database

log = structlog.get_logger()

QUEUE = "moments"
WORKFLOW = "moments"
VERSION = "1"
"""Pinned: a process of a newer build goes on with what an older one left."""
UNDONE = ["DELAYED", "ENQUEUED", "PENDING"]
DONE = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
AT_A_TIME = 500
"""Forgotten in one transaction."""
HURRIED = 0.02
"""Seconds between two looks while somebody waits."""
AT_ONCE = 8
"""Workflows that one process works at."""
TOGETHER = 50
"""Moments in one workflow: few enough that several processes share those of nine o'clock."""
FIRST_PAUSE = 0.5
"""Seconds after the first failure; then twice as long each time."""
TRIES = 12
"""About half an hour before a moment is given up."""
FINISHING = 5
"""Seconds that stopping waits for what it is at."""

Plain = dict[str, Any]
_work: Callable[[list[Plain], int], list[int]] | None = None
"""The library registers functions, not objects; this is the engine that runs them now."""
_at_work: set[str | None] = set()
"""What this process is at."""


@DBOS.step(name="work")
def _step(dues: list[Plain], tried: int) -> list[int]:
    """The positions of those that failed."""
    assert _work is not None
    return _work(dues, tried)


@DBOS.workflow(name=WORKFLOW)
def _workflow(dues: list[Plain], tried: int = 0) -> None:
    name = DBOS.workflow_id
    _at_work.add(name)
    try:
        failed = _step(dues, tried)
        if failed and tried + 1 >= TRIES:
            raise GivenUp
        for position in failed:
            _again(dues[position], tried + 1)
    finally:
        _at_work.discard(name)


class GivenUp(Exception):
    """The moment that comes alone by now has failed too often."""


def _again(due: Plain, tried: int) -> None:
    """Alone and behind its pause, in the queue: the library's own retries sleep in the worker, and
    a few moments that fail would hold all others up."""
    DBOS.enqueue_workflow_with_options(
        {
            "queue_name": QUEUE,
            "workflow_name": WORKFLOW,
            "workflow_id": f"{due['workspace_id']}:{due['key']}:again:{tried}",
            "app_version": VERSION,
            "delay_seconds": FIRST_PAUSE * 2 ** (tried - 1),
        },
        [due],
        tried,
    )


Living = Callable[[], Awaitable[Sequence[str]]]
"""Asks which processes are alive."""


class Engine:
    def __init__(
        self,
        database: Database,
        process: str,
        handle: Callable[[Due], Awaitable[None]],
        poll: float = 0.25,
    ) -> None:
        """`handle` works one moment through and may raise: it is tried again. Of a moment that had
        its effect before it makes nothing. `poll` is in seconds."""
        self._database = database
        self._process = process
        self._handle = handle
        self._poll = poll
        # SQLite writes one after the other anyhow: what was handed on first is through first.
        self._turn = asyncio.Semaphore(1 if database.is_sqlite else AT_ONCE)
        self._engine = _engine(database)
        self._client: DBOSClient | None = None
        self._idle: set[str] = set()
        """Ours, but nobody was at it when last looked for."""

    async def start(self) -> None:
        global _work
        loop = asyncio.get_running_loop()

        def work(dues: list[Plain], tried: int) -> list[int]:
            return asyncio.run_coroutine_threadsafe(self._worked(dues, tried), loop).result()

        _work = work
        logging.getLogger("dbos").setLevel(logging.WARNING)
        await asyncio.to_thread(self._launch)

    def _launch(self) -> None:
        DBOS(
            config=DBOSConfig(
                name="drumbeat",
                system_database_url=_url(self._database),
                system_database_engine=self._engine,
                application_version=VERSION,
                executor_id=self._process,
                log_level="WARNING",
                use_listen_notify=False,
                # Nothing is ever notified of; stopping waits for this long.
                notification_listener_polling_interval_sec=0.25,
            )
        )
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=AT_ONCE,
            polling_interval_sec=self._poll,
            on_conflict="always_update",
        )
        self._client = DBOSClient(system_database_engine=self._engine)

    async def stop(self) -> None:
        """Finishes what it is at, within a few seconds."""
        # The library sleeps a second before it looks, so it is only asked to where there is something.
        patience = FINISHING if _at_work else 0
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=patience)
        if self._client is not None:
            self._client.destroy()
        self._engine.dispose()

    def enqueue(self, session: Session, *dues: Due) -> None:
        """In the caller's transaction: the moments are handed on if that commits."""
        assert self._client is not None
        for start in range(0, len(dues), TOGETHER):
            together = dues[start : start + TOGETHER]
            self._client.enqueue_in_transaction(
                session,
                {
                    "queue_name": QUEUE,
                    "workflow_name": WORKFLOW,
                    "workflow_id": _name(together),
                    "app_version": VERSION,
                },
                [due_to_plain(due) for due in together],
            )

    async def hurry(self, on: bool) -> None:
        """While somebody waits for what is handed on, it is looked for more often."""
        poll = HURRIED if on else self._poll
        await asyncio.to_thread(self._look_every, poll)

    def _look_every(self, seconds: float) -> None:
        queue = DBOS.retrieve_queue(QUEUE)
        if queue is not None:
            queue.set_polling_interval_sec(seconds)

    async def undone(self) -> int:
        """Whether moments are handed on and not done (counts to one)."""
        found = await asyncio.to_thread(
            lambda: DBOS.list_workflows(status=UNDONE, limit=1, load_input=False)
        )
        return len(found)

    async def forget(self, before: datetime) -> int:
        """Drops what was done before that moment, in real time. Returns how many. What is still to
        do stays, however old."""
        forgotten = 0
        while found := await asyncio.to_thread(self._forget, before):
            forgotten += found
        return forgotten

    def _forget(self, before: datetime) -> int:
        done = DBOS.list_workflows(
            status=DONE,
            completed_before=before.isoformat(),
            limit=AT_A_TIME,
            load_input=False,
            load_output=False,
        )
        if done:
            DBOS.delete_workflows([each.workflow_id for each in done])
        return len(done)

    async def take_over(self, living: Living) -> int:
        """Puts back what processes that are no more were at, and what this one has lost hold of
        because the database went away in the middle. Returns how many."""
        pending = await asyncio.to_thread(
            lambda: DBOS.list_workflows(status="PENDING", load_input=False)
        )
        # Asked after: whoever is at something was alive by then.
        alive = {*await living(), self._process} if pending else set()
        lost = {each.workflow_id for each in pending if each.executor_id not in alive}
        mine = {each.workflow_id for each in pending if each.executor_id == self._process}
        idle = mine - _at_work
        # Twice: at the first look it may have been about to begin, or just done.
        lost |= idle & self._idle
        self._idle = idle - self._idle
        if lost:
            await asyncio.to_thread(DBOS.resume_workflows, list(lost), queue_name=QUEUE)
        return len(lost)

    async def _worked(self, dues: list[Plain], tried: int) -> list[int]:
        async with self._turn:
            return await self._in_order(dues, tried)

    async def _in_order(self, dues: list[Plain], tried: int) -> list[int]:
        """Returns the positions of those that failed."""
        failed: list[int] = []
        for position, plain in enumerate(dues):
            due = due_from_plain(plain)
            # Between two of them, whoever else waits has a turn.
            await asyncio.sleep(0)
            with logs.about(occurrence=due.key, workspace=due.workspace_id, event_kind=due.kind):
                try:
                    await self._handle(due)
                except Exception as failure:
                    failed.append(position)
                    if tried + 1 >= TRIES:
                        log.exception("moment given up", tried=tried + 1)
                    else:
                        log.warning("moment will be tried again", tried=tried + 1, trouble=failure)
        return failed


def _name(dues: Sequence[Due]) -> str:
    """Says all of them, so that none is lost should others come together another time."""
    names = [f"{due.workspace_id}:{due.key}" for due in dues]
    if len(names) == 1:
        return names[0]
    return f"{names[0]}+{len(names) - 1}:{hashlib.sha256(repr(names).encode()).hexdigest()}"


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _engine(database: Database) -> sa.Engine:
    if not database.is_sqlite:
        engine = sa.create_engine(
            database.engine.url, pool_size=10, pool_pre_ping=True, hide_parameters=True
        )
        sa.event.listen(engine, "handle_error", _say_that_it_is_away)
        return engine
    engine = sa.create_engine(database.engine.url, hide_parameters=True)
    sa.event.listen(engine, "handle_error", _say_that_it_is_away)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # As the library does it for the files it opens itself, but synchronous=NORMAL.
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _say_that_it_is_away(context: sa.ExceptionContext) -> None:
    """The library waits for a database that is away, but takes many a trouble for one of the
    statement, and gives the work up: a socket that is gone, a disk that is full or broken."""
    trouble = context.original_exception
    code = getattr(trouble, "sqlite_errorname", "")
    is_broken = code.startswith(("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN"))
    if is_broken or (context.connection is None and isinstance(trouble, psycopg.OperationalError)):
        context.is_disconnect = True
