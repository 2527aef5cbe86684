"""What a tick costs with ever more teams, and the same number of moments due.

A process for each size, with the real engine, all alive at once and asked in turns:
python -m benchmarks.ticks (configured by the environment; one line in, one line out)
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text, update
from sqlmodel import col, func, select

from benchmarks.catalogue import Found
from benchmarks.databases import KINDS, Kind, fresh
from benchmarks.machinery import Asked, environment
from benchmarks.plans import plan_of
from bot import logs
from bot.app import Drumbeat
from bot.settings import Settings
from handlers.times import WEEKDAYS
from scheduler import ticks
from storage import dues
from storage.models import Due, Workspace
from storage.session import Database

SIZES = (1_000, 10_000, 100_000)
DUE = 200
ROUNDS = 31
"""A tick takes 16 or 30 ms, as the machine pleases: the middle of few says little."""
WORKSPACES = 50
ZONES = (
    ("America/Los_Angeles", 17),
    ("America/New_York", 14),
    ("Europe/Berlin", 8),
    ("Asia/Kolkata", 3),
    ("Asia/Tokyo", 0),
)
"""With the hour in UTC at which it is nine there, near enough."""


def tick_growth_100x() -> Found:
    """A tick with 200 moments due among 100,000 teams' and among 1,000 teams' (SQLite)."""
    found = {kind: _compare(kind) for kind in KINDS}
    ours, peer = (found["sqlite"][f"{size} teams"]["cpu ms"] for size in (SIZES[-1], SIZES[0]))
    return {
        "ours": ours,
        "peer": peer,
        "unit": "ms CPU a tick",
        "ratio": ours / peer,
        "details": {
            kind: sizes
            | {f"{of} ratio": _ratio(sizes, of) for of in ("ms", "cpu ms", "claim ms", "idle ms")}
            for kind, sizes in found.items()
        },
        "dominates": "loading, moving on and saving 200 rows (half), the engine's inserts (a "
        "quarter), the next moments by the cadence (a sixth); the claim walks the index on "
        "next_run_at and touches only what is due, so the number of teams does not show",
    }


def _ratio(sizes: dict[str, Any], figure: str) -> float:
    most, least = (sizes[f"{size} teams"][figure] for size in (SIZES[-1], SIZES[0]))
    return float(most) / float(least)


def _compare(kind: Kind) -> dict[str, Any]:
    with contextlib.ExitStack() as stack:
        told: dict[int, list[dict[str, float]]] = {size: [] for size in SIZES}
        plans: dict[int, str] = {}
        processes: dict[int, Asked] = {}
        for size in SIZES:
            url = stack.enter_context(fresh(kind))
            database = Database(url)
            _fill(database, size)
            plans[size] = plan_of(database, _claim(database))
            database.close()
            command = [sys.executable, "-m", "benchmarks.ticks"]
            processes[size] = stack.enter_context(Asked.of(command, environment(url)))
        for number in range(-2, ROUNDS):
            for size, process in processes.items():
                figures = process.ask("tick")
                if number >= 0:  # the first ones warm up
                    told[size].append(figures)
    return {
        f"{size} teams": {
            **{name: statistics.median(each[name] for each in rounds) for name in rounds[0]},
            "plan": plans[size],
        }
        for size, rounds in told.items()
    }


def _fill(database: Database, teams: int) -> None:
    """Two moments a team, as a stand-up has them: most at nine of some zone's morning, so that
    thousands fall on the same minute."""
    some = random.Random(7)
    tomorrow = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    with database.engine.begin() as connection:
        homes = range(1, WORKSPACES + 1)
        installed = {"platform": "slack", "name": "", "sealed_installation": ""}
        connection.execute(
            insert(Workspace),
            [
                {"id": home, "ref": f"T{home}", "installed_at": tomorrow} | installed
                for home in homes
            ],
        )
        rows = [row for team in range(1, teams + 1) for row in _moments(team, tomorrow, some)]
        some.shuffle(rows)
        for start in range(0, len(rows), 10_000):
            connection.execute(insert(Due), rows[start : start + 10_000])
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _moments(team: int, tomorrow: datetime, some: random.Random) -> Iterator[dict[str, Any]]:
    zone, nine = some.choice(ZONES)
    minutes = some.choice((-30, 0, 0, 0, 0, 30, 60))
    at = tomorrow.replace(hour=nine) + timedelta(minutes=minutes)
    wall = f"{9 + minutes // 60:02}:{minutes % 60:02}"
    for kind, offset in (("ask", 0), ("digest", 240)):
        rule = {"days": ",".join(WEEKDAYS), "at": wall, "zone": zone, "offset_minutes": offset}
        yield {
            "workspace_id": team % WORKSPACES + 1,
            "name": f"standup:{team}:{kind}:{zone}",
            "kind": f"standup.{kind}",
            "next_run_at": at + timedelta(minutes=offset),
            "rule": rule,
            "args": {"standup": str(team), "zone": zone},
        }


def _claim(database: Database) -> str:
    lock = "" if database.is_sqlite else " FOR UPDATE SKIP LOCKED"
    now = datetime.now(UTC).isoformat(" ")
    return (
        f"SELECT * FROM due WHERE next_run_at <= '{now}' ORDER BY next_run_at, id LIMIT 500{lock}"
    )


async def answer() -> None:
    settings = Settings()
    logs.set_up(settings.log)
    drumbeat = Drumbeat(settings)
    await drumbeat.engine.start()
    some = random.Random(1)
    print("{}", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        # The first look after a change clears away what PostgreSQL left of the rows that moved on.
        await drumbeat.beat.tick()
        took = {"idle ms": (await _timed(drumbeat.beat.tick))["ms"]}
        await drumbeat.database.run(_make_due, drumbeat.database, some)
        took["claim ms"] = await drumbeat.database.run(_claiming, drumbeat.database)
        took |= await _timed(drumbeat.beat.tick)
        await drumbeat.beat.hurry(True)
        while await drumbeat.engine.undone():
            await asyncio.sleep(0.05)
        await drumbeat.beat.hurry(False)
        print(json.dumps(took), flush=True)
    await drumbeat.engine.stop()


async def _timed(work: Callable[[], Awaitable[None]]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return {
        "ms": (time.perf_counter() - wall) * 1000,
        "cpu ms": (time.process_time() - cpu) * 1000,
    }


def _make_due(database: Database, some: random.Random) -> None:
    now = datetime.now(UTC)
    with database.everywhere() as session:
        most = session.exec(select(func.max(Due.id))).one() or 0
        chosen = some.sample(range(1, most + 1), DUE)
        session.execute(update(Due).where(col(Due.id).in_(chosen)).values(next_run_at=now))


def _claiming(database: Database) -> float:
    """Of the tick, what the number of teams could show in: finding what is due."""
    with database.everywhere() as session:
        began = time.perf_counter()
        assert len(dues.claim(session, datetime.now(UTC), ticks.MOST)) == DUE
        return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    asyncio.run(answer())
