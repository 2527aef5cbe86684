"""What the bot weighs and how long it takes to start, with nobody there and with 100,000 teams."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update

from benchmarks.catalogue import Found
from benchmarks.crowd import Crowd, a_minute_ago, fill
from benchmarks.databases import fresh
from benchmarks.machinery import cpu_seconds, environment, ready, settings_for, started
from storage.models import Due
from storage.session import Database

TEAMS = 100_000
ROUNDS = 5
SETTLED = 4.0
"""Seconds after which the first jobs have run, and memory is looked at."""
MORNING = datetime(2100, 1, 4, 8, tzinfo=UTC)
"""Nothing falls due while it is measured."""


def memory_100000() -> Found:
    """Resident memory of `drumbeat run` with 100,000 teams, and with none (SQLite)."""
    found = _both()
    return _found(
        found,
        "memory MB",
        "MB",
        "the imported libraries; rows are loaded when an event asks for them, so teams cost nothing",
    )


def start_100000() -> Found:
    """From the start of `drumbeat run` until /readyz says yes, with 100,000 teams and with none."""
    found = _both()
    return _found(found, "seconds", "s", _imports())


def _found(found: dict[str, Any], figure: str, unit: str, dominates: str) -> Found:
    ours, peer = (found[f"{teams} teams"][figure] for teams in (TEAMS, 0))
    return {
        "ours": ours,
        "peer": peer,
        "unit": unit,
        "ratio": ours / peer,
        "details": found,
        "dominates": dominates,
    }


@cache
def _both() -> dict[str, Any]:
    """Both benchmarks look at the same starts."""
    rounds: dict[int, list[dict[str, float]]] = {0: [], TEAMS: []}
    with tempfile.TemporaryDirectory(prefix="drumbeat-bench-") as folder, fresh("sqlite") as empty:
        full = f"sqlite:///{Path(folder) / 'full.db'}"
        shutil.copy(empty.removeprefix("sqlite:///"), full.removeprefix("sqlite:///"))
        _populate(full)
        for number in range(-1, ROUNDS):
            for teams, url in ((0, empty), (TEAMS, full)):
                figures = _start(url)
                if number >= 0:  # the first one finds cold files
                    rounds[teams].append(figures)
        size = os.path.getsize(full.removeprefix("sqlite:///")) / 1e6
    return {
        f"{teams} teams": {name: statistics.median(each[name] for each in told) for name in told[0]}
        for teams, told in rounds.items()
    } | {"file MB": size}


def _populate(url: str) -> None:
    fill(settings_for(url), Crowd(workspaces=50, teams=TEAMS // 50, people=1), a_minute_ago())
    database = Database(url)
    with database.everywhere() as session:
        assert session.execute(select(func.count()).select_from(Due)).scalar_one() == TEAMS
        session.execute(update(Due).values(next_run_at=MORNING))
        # The digest's moment as well, as a stand-up has it.
        columns = ["workspace_id", "kind", "next_run_at", "rule", "args"]
        copied = select(
            func.replace(Due.name, "ask", "digest"), *(getattr(Due, name) for name in columns)
        )
        session.execute(insert(Due).from_select(["name", *columns], copied))
    database.close()


def _start(url: str) -> dict[str, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = environment(url, DRUMBEAT_PORT=str(port))
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot.cli", "run"]
    with started(command, env, stdout=subprocess.DEVNULL) as process:
        ready(f"http://127.0.0.1:{port}/readyz", process)
        took, cpu = time.perf_counter() - began, cpu_seconds(process.pid)
        time.sleep(SETTLED)
        return {"seconds": took, "cpu seconds": cpu, "memory MB": _resident(process.pid)}


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("VmRSS")


def _imports() -> str:
    """The packages that take longest to import, each with what it is the first to import."""
    command = [sys.executable, "-X", "importtime", "-c", "import bot.serve, bot.app"]
    told = subprocess.run(
        command, env=environment("sqlite://"), capture_output=True, text=True, check=True
    ).stderr
    spent: dict[str, float] = {}
    for line in told.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdigit():
            package = rest.partition("|")[2].strip().partition(".")[0]
            spent[package] = spent.get(package, 0) + int(own) / 1e6
    most = sorted(spent.items(), key=lambda item: -item[1])[:6]
    shares = ", ".join(
        f"{package} {seconds / sum(spent.values()):.0%}" for package, seconds in most
    )
    return f"imports, by package: {shares}"
