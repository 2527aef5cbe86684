"""DBOS, and nothing else: moments that are due, each worked through once, whoever dies meanwhile.

The unit is one moment of one ceremony in one time zone. Its key is the workflow's id, so handing
the same moment on twice is the same as once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

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
WORKFLOW = "moment"
VERSION = "1"
"""Pinned: a process of a newer build goes on with what an older one left."""
UNDONE = ["DELAYED", "ENQUEUED", "PENDING"]
DONE = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
AT_A_TIME = 500
"""Forgotten in one transaction."""
HURRIED = 0.02
"""Seconds between two looks while somebody waits."""
AT_ONCE = 8
FIRST_PAUSE = 0.5
"""Seconds after the first failure; then twice as long each time."""
TRIES = 12
"""About half an hour before a moment is given up."""
FINISHING = 5
"""Seconds that stopping waits for what it is at."""

_work: Callable[[dict[str, Any]], None] | None = None
"""The library registers functions, not objects; this is the engine that runs them now."""


@DBOS.step(name="work")
def _step(due: dict[str, Any]) -> None:
    assert _work is not None
    _work(due)


@DBOS.workflow(name=WORKFLOW)
def _workflow(due: dict[str, Any], tried: int = 0) -> None:
    with logs.about(occurrence=due["key"], workspace=due["workspace_id"], event_kind=due["kind"]):
        try:
            _step(due)
        except Exception as failure:
            if tried + 1 >= TRIES:
                log.exception("moment given up", tried=tried + 1)
                raise
            log.warning("moment will be tried again", tried=tried + 1, trouble=failure)
            _again(due, tried + 1)


def _again(due: dict[str, Any], tried: int) -> None:
    """Behind its pause, in the queue: the library's own retries sleep in the worker, and a few
    moments that fail would hold all others up."""
    DBOS.enqueue_workflow_with_options(
        {
            "queue_name": QUEUE,
            "workflow_name": WORKFLOW,
            "workflow_id": f"{due['workspace_id']}:{due['key']}:again:{tried}",
            "app_version": VERSION,
            "delay_seconds": FIRST_PAUSE * 2 ** (tried - 1),
        },
        due,
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
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=FINISHING)
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

    async def hurry(self, on: bool) -> None:
        """While somebody waits for what is handed on, it is looked for more often."""
        poll = HURRIED if on else self._poll
        await asyncio.to_thread(self._look_every, poll)

    def _look_every(self, seconds: float) -> None:
        queue = DBOS.retrieve_queue(QUEUE)
        if queue is not None:
            queue.set_polling_interval_sec(seconds)

    async def undone(self) -> int:
        """How many moments are handed on and not done (counts to one)."""
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
        """Puts back what processes that are no more were at. Returns how many."""
        pending = await asyncio.to_thread(
            lambda: DBOS.list_workflows(status="PENDING", load_input=False)
        )
        # Asked after: whoever is at something was alive by then.
        alive = {*await living(), self._process} if pending else set()
        lost = [each.workflow_id for each in pending if each.executor_id not in alive]
        if lost:
            await asyncio.to_thread(DBOS.resume_workflows, lost, queue_name=QUEUE)
        return len(lost)

    async def _awaited(self, due: Due) -> None:
        await self._handle(due)


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _engine(database: Database) -> sa.Engine:
    if not database.is_sqlite:
        return sa.create_engine(
            database.engine.url, pool_size=10, pool_pre_ping=True, hide_parameters=True
        )
    engine = sa.create_engine(database.engine.url, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # As the library does it for the files it opens itself, but synchronous=NORMAL.
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
