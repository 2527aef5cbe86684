"""The durable engine beside the least that could do its work: a table of leases.

    python -m benchmarks.lease_table [engine | one | lease]

Both hand on the same moments in one transaction and work them through with the same handler, eight
batches at once, until all are done and noted so. The lease table has no retries, no delays and no
take-over. `one`: the engine with a workflow for every moment. Nothing is sent.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import uvloop
from sqlalchemy import text
from sqlmodel import update

from benchmarks.catalogue import Found
from benchmarks.crowd import Crowd
from bot import engine as durable
from bot import logs
from bot.app import real_now
from bot.dispatch import Dispatch
from bot.engine import AT_ONCE, TOGETHER, Engine
from bot.serve import settle_in
from bot.settings import Settings
from handlers.events import Due
from handlers.plainly import due_from_plain, due_to_plain
from handlers.registry import everything
from scheduler import ticks
from storage.models import Due as DueRow
from storage.session import Database

CROWD = Crowd(workspaces=50, teams=10, people=8)
ROUNDS = 2
LEASE = timedelta(minutes=5)
Work = Callable[[Database, Dispatch, list[Due]], Awaitable[None]]


async def with_engine(database: Database, dispatch: Dispatch, dues: list[Due]) -> None:
    engine = Engine(database, "bench", dispatch.handle_due)
    await engine.start()

    def hand_on() -> None:
        with database.everywhere() as session:
            engine.enqueue(session, *dues)

    began = time.perf_counter(), time.process_time()
    await database.run(hand_on)
    while await engine.undone():
        await asyncio.sleep(0.05)
    _tell(began)
    await engine.stop()


async def with_leases(database: Database, dispatch: Dispatch, dues: list[Due]) -> None:
    await database.run(_execute, database, [_CREATE], {})

    async def work() -> None:
        while leased := await database.run(_lease, database):
            for _, plain in leased:
                await dispatch.handle_due(due_from_plain(json.loads(plain)))
            await database.run(_done, database, [row_id for row_id, _ in leased])

    began = time.perf_counter(), time.process_time()
    rows = [{"key": due.key, "due": json.dumps(due_to_plain(due))} for due in dues]
    await database.run(_execute, database, [_INSERT], rows)
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    _tell(began)


_CREATE = "CREATE TABLE lease (id INTEGER PRIMARY KEY, key TEXT UNIQUE, due TEXT, until TEXT)"
_INSERT = "INSERT INTO lease (key, due, until) VALUES (:key, :due, '') ON CONFLICT DO NOTHING"
_LEASE = """UPDATE lease SET until = :until WHERE id IN
(SELECT id FROM lease WHERE until < :now ORDER BY id LIMIT :most) RETURNING id, due"""
_DONE = "DELETE FROM lease WHERE id = :id"


def _execute(database: Database, statements: list[str], values: Any) -> None:
    with database.begin() as opened:
        for statement in statements:
            opened.connection.execute(text(statement), values)


def _lease(database: Database) -> list[Any]:
    now = real_now()
    values = {"now": now.isoformat(), "until": (now + LEASE).isoformat(), "most": TOGETHER}
    with database.begin() as opened:
        return list(opened.connection.execute(text(_LEASE), values).all())


def _done(database: Database, ids: list[int]) -> None:
    _execute(database, [_DONE], [{"id": row_id} for row_id in ids])


def _tell(began: tuple[float, float]) -> None:
    wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    print(json.dumps({"seconds": wall, "cpu": cpu}))


async def run(kind: str, moment: str) -> None:
    settings = Settings()
    logs.set_up(settings.log, for_good=True)
    database = Database(settings.database_url)
    dispatch = Dispatch(database, everything(), {}, real_now, wake=lambda: None)
    dues: list[Due] = []
    with database.everywhere() as session:
        session.exec(update(DueRow).values(next_run_at=datetime.fromisoformat(moment)))
        ticks.tick(session, real_now(), lambda _session, due: dues.append(due), most=10_000)
    if kind == "one":
        durable.TOGETHER = 1
    settle_in()
    await (with_leases if kind == "lease" else with_engine)(database, dispatch, dues)
    database.close()


def engine_vs_lease() -> Found:
    """The same moments through the durable engine and through a bare lease table."""
    from benchmarks.fan_out import median, told, world

    found: dict[str, list[dict[str, float]]] = {"engine": [], "one": [], "lease": []}
    moments = CROWD.workspaces * CROWD.teams
    with world(CROWD, "http://127.0.0.1:1/api/") as made:
        for number in range(ROUNDS):
            for kind, runs in found.items():
                env = made.copy(f"{kind} {number}")
                runs.append(told(env, "lease_table", kind, made.moment))
    speeds = {kind: moments / median(runs, "seconds") for kind, runs in found.items()}
    costs = {kind: median(runs, "cpu") / moments * 1000 for kind, runs in found.items()}
    return {
        "ours": speeds["engine"],
        "peer": speeds["lease"],
        "unit": "moments/s",
        "ratio": speeds["engine"] / speeds["lease"],
        "details": {
            "a workflow for every moment, moments/s": speeds["one"],
            **{f"{kind}, CPU ms a moment": cost for kind, cost in costs.items()},
        },
        "dominates": "the handler, for both; a workflow of its own for every moment costs more than "
        "the moment's work, which is why several go together",
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        uvloop.run(run(*sys.argv[1:]))
    else:
        print(json.dumps(engine_vs_lease(), indent=2))
