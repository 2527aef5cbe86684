"""One process and three on PostgreSQL, at the same fan-out: real workers, a sink for Slack."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text, update

from benchmarks.catalogue import Found
from benchmarks.crowd import Crowd, Planned, a_minute_ago, fill
from benchmarks.databases import fresh
from benchmarks.machinery import cpu_seconds, environment, ready, settings_for, sink, started
from storage.models import Due
from storage.session import Database

CROWD = Crowd(workspaces=50, teams=15, people=8)
ROUNDS = 2
SETTLED = 6.0
"""Seconds after which all know of one another, by the heartbeats."""


def processes_3_vs_1() -> Found:
    """Prompts a second of three workers on one PostgreSQL, beside those of one."""
    told: dict[int, list[dict[str, float]]] = {1: [], 3: []}
    for _ in range(ROUNDS):
        for many, rounds in told.items():
            rounds.append(_round(many))
    found = {
        many: {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
        for many, rounds in told.items()
    }
    ours, peer = found[3]["prompts/s"], found[1]["prompts/s"]
    return {
        "ours": ours,
        "peer": peer,
        "unit": "prompts/s",
        "ratio": ours / peer,
        "details": {f"{many} at work": figures for many, figures in found.items()}
        | {"cpus": os.cpu_count()},
        "dominates": _dominates(found),
    }


def _dominates(found: dict[int, dict[str, float]]) -> str:
    one, three = found[1], found[3]
    return (
        f"the machine's {os.cpu_count()} cores: one process keeps {one['cores used']:.1f} of them "
        f"busy with PostgreSQL and the sink, three keep {three['cores used']:.1f}; "
        f"a prompt costs {one['bot ms a prompt']:.1f} ms CPU in the bot and "
        f"{one['postgres ms a prompt']:.1f} in PostgreSQL with one, "
        f"{three['bot ms a prompt']:.1f} and {three['postgres ms a prompt']:.1f} with three"
    )


def _round(many: int) -> dict[str, float]:
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(fresh("postgres"))
        told_to = stack.enter_context(sink())
        planned = a_minute_ago()
        fill(settings_for(url), CROWD, planned)
        pids = [stack.enter_context(_worker(url, told_to.url)) for _ in range(many)]
        time.sleep(SETTLED)
        database = Database(url)
        stack.callback(database.close)
        parts = {"bot": pids, "postgres": [_postmaster(database)], "sink": [told_to.pid]}
        before = {part: sum(map(_family_cpu, of)) for part, of in parts.items()}
        began = time.perf_counter()
        _make_due(database, planned)
        _await_all(told_to.url)
        took = time.perf_counter() - began
        spent = {part: sum(map(_family_cpu, of)) - before[part] for part, of in parts.items()}
    return {
        "prompts/s": CROWD.prompts / took,
        "cores used": sum(spent.values()) / took,
        **{f"{part} ms a prompt": cpu * 1000 / CROWD.prompts for part, cpu in spent.items()},
    }


@contextlib.contextmanager
def _worker(database_url: str, api_url: str) -> Iterator[int]:
    """Its process id, once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = environment(database_url, SLACK_API_URL=api_url, DRUMBEAT_PORT=str(port))
    command = [sys.executable, "-m", "benchmarks.unpaced", "run", "--role", "worker"]
    with started(command, env, stdout=subprocess.DEVNULL) as process:
        ready(f"http://127.0.0.1:{port}/readyz", process)
        yield process.pid


def _make_due(database: Database, planned: Planned) -> None:
    with database.everywhere() as session:
        session.execute(update(Due).values(next_run_at=planned.at))


def _await_all(api_url: str) -> None:
    asked = urllib.parse.urljoin(api_url, "/seen")
    while True:
        with urllib.request.urlopen(asked) as answer:
            told = answer.read()
        if json.loads(told)["messages"] >= CROWD.prompts:
            return
        time.sleep(0.05)


def _postmaster(database: Database) -> int:
    """The parent of the process that serves us."""
    with database.engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def _family_cpu(pid: int) -> float:
    """With its children, those that have ended as well."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return cpu_seconds(pid) + sum(_living(int(child)) for child in children)


def _living(pid: int) -> float:
    try:
        return cpu_seconds(pid)
    except OSError:
        return 0
