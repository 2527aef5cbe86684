"""DBOS, and nothing else: moments that are due, each worked through once, whoever dies meanwhile.

The unit is one moment of one ceremony in one time zone. Its key is the workflow's id, so handing
the same moment on twice is the same as once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig
from sqlmodel import Session

from handlers.events import Due
from handlers.plainly import due_from_plain, due_to_plain
from storage.session import Database

QUEUE = "moments"
WORKFLOW = "moment"
VERSION = "1"
"""Pinned: a process of a newer build goes on with what an older one left."""
UNDONE = ["ENQUEUED", "PENDING"]
AT_ONCE = 8
TRIES = 12
"""With a doubling pause from half a second: about half an hour before a moment is given up."""

_work: Callable[[dict[str, Any]], None] | None = None
"""The library registers functions, not objects; this is the engine that runs them now."""


@DBOS.step(
    name="work", retries_allowed=True, interval_seconds=0.5, max_attempts=TRIES, backoff_rate=2
)
def _step(due: dict[str, Any]) -> None:
    assert _work is not None
    _work(due)


@DBOS.workflow(name=WORKFLOW)
def _workflow(due: dict[str, Any]) -> None:
    _step(due)


class Engine:
    def __init__(
        self,
        database: Database,
        process: str,
        handle: Callable[[Due], Awaitable[None]],
        poll: float = 0.1,
    ) -> None:
        """`handle` works one moment through and may raise: it is tried again. `poll` is in
        seconds."""
        self._database = database
        self._process = process
        self._handle = handle
        self._poll = poll
        self._engine = _engine(database)
        self._client: DBOSClient | None = None

    async def start(self) -> None:
        global _work
        loop = asyncio.get_running_loop()

        def work(plain: dict[str, Any]) -> None:
            due = due_from_plain(plain)
            asyncio.run_coroutine_threadsafe(self._awaited(due), loop).result()

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
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=5)
        if self._client is not None:
            self._client.destroy()
        self._engine.dispose()

    def enqueue(self, session: Session, due: Due) -> None:
        """In the caller's transaction: the moment is handed on if that commits."""
        assert self._client is not None
        self._client.enqueue_in_transaction(
            session,
            {
                "queue_name": QUEUE,
                "workflow_name": WORKFLOW,
                "workflow_id": f"{due.workspace_id}:{due.key}",
                "app_version": VERSION,
            },
            due_to_plain(due),
        )

    async def undone(self) -> int:
        """How many moments are handed on and not done (counts to one)."""
        found = await asyncio.to_thread(
            lambda: DBOS.list_workflows(status=UNDONE, limit=1, load_input=False)
        )
        return len(found)

    async def take_over(self, living: Sequence[str]) -> int:
        """Puts back what processes that are no more were at. Returns how many."""
        return await asyncio.to_thread(self._take_over, set(living))

    def _take_over(self, living: set[str]) -> int:
        pending = DBOS.list_workflows(status="PENDING", load_input=False)
        lost = [workflow.workflow_id for workflow in pending if workflow.executor_id not in living]
        if lost:
            DBOS.resume_workflows(lost, queue_name=QUEUE)
        return len(lost)

    async def _awaited(self, due: Due) -> None:
        await self._handle(due)


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _engine(database: Database) -> sa.Engine:
    if not database.is_sqlite:
        return sa.create_engine(database.engine.url, pool_size=10, pool_pre_ping=True)
    engine = sa.create_engine(database.engine.url)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # As the library does it for the files it opens itself, but synchronous=NORMAL.
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
