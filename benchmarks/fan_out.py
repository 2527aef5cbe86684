"""10,000 people in 50 workspaces, due at the same moment: from the tick to the last message noted.

    python -m benchmarks.fan_out [limited]

Unlimited: beside a bare loop of the Slack client that posts the same messages to the same sink, as
many at once, in turns. Limited: beside what our pace allows, on a Slack that counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from cryptography.fernet import Fernet
from sqlmodel import col, select

from benchmarks.catalogue import Found
from benchmarks.crowd import Crowd, a_minute_ago, fill, token_of
from bot.delivery import PER_WORKSPACE
from bot.engine import Engine
from bot.settings import Settings
from bot.slack import render
from bot.slack.send import SlackPlatform
from handlers.events import Due
from handlers.plainly import card_from_plain
from storage.models import Delivery
from storage.session import Database

ROUNDS = 5


@dataclass(frozen=True)
class World:
    """A seeded database to copy, and how a process is told of it."""

    folder: Path
    crowd: Crowd
    moment: str
    env: dict[str, str]

    def copy(self, name: str) -> dict[str, str]:
        """The environment of a process that has a copy of its own."""
        path = self.folder / f"{name}.db"
        copyfile(self.folder / "seed.db", path)
        return self.env | {"DRUMBEAT_DATABASE_URL": f"sqlite:///{path}"}

    def run(self, env: dict[str, str], part: str, *more: str) -> dict[str, float]:
        return told(env, "fan_out_process", part, str(self.crowd.prompts), *more)


def told(env: dict[str, str], module: str, *args: str) -> dict[str, float]:
    command = [sys.executable, "-m", f"benchmarks.{module}", *args]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@contextlib.contextmanager
def world(crowd: Crowd, api_url: str) -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="drumbeat-") as folder:
        planned = a_minute_ago()
        env = {
            **{name: value for name, value in os.environ.items() if not _ours(name)},
            "DRUMBEAT_PLAYGROUND": "off",
            "DRUMBEAT_LOG": "warning",
            "DRUMBEAT_SECRET_KEYS": Fernet.generate_key().decode(),
            "SLACK_SIGNING_SECRET": "secret",
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "secret",
            "SLACK_API_URL": api_url,
        }
        made = World(Path(folder), crowd, planned.at.isoformat(), env)
        url = f"sqlite:///{Path(folder) / 'seed.db'}"
        fill(Settings.model_validate(env | {"DRUMBEAT_DATABASE_URL": url}), crowd, planned)
        asyncio.run(_has_run(url))
        yield made


async def _has_run(url: str) -> None:
    """A bot that has run before: the engine takes a second to notice its very first queue."""
    database = Database(url)
    engine = Engine(database, "seed", _nothing)
    await engine.start()
    await engine.stop()
    database.close()


async def _nothing(due: Due) -> None:
    return None


@contextlib.contextmanager
def sink(*limited: str) -> Iterator[str]:
    """Its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sink", *limited], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def fan_out_unlimited(crowd: Crowd = Crowd(), rounds: int = ROUNDS) -> Found:  # noqa: B008
    """From the tick to the last message noted, beside a bare loop of the Slack client."""
    found: dict[str, list[dict[str, float]]] = {"pipeline": [], "peer": [], "ledger": []}
    with sink() as address, world(crowd, f"{address}/api/") as made:
        for number in range(rounds):
            env = made.copy(f"run {number}")
            found["pipeline"].append(made.run(env, "pipeline", made.moment))
            assert _seen(address)["messages"] == crowd.prompts, "some are not there"
            if number == 0:
                posts = made.folder / "posts.json"
                posts.write_text(json.dumps(_posts(env["DRUMBEAT_DATABASE_URL"])))
            found["peer"].append(told(env, "bare_slack", str(posts), str(PER_WORKSPACE)))
            found["ledger"].append(made.run(env, "ledger"))
    speeds = {name: crowd.prompts / median(runs, "seconds") for name, runs in found.items()}
    costs = {name: median(runs, "cpu") / crowd.prompts * 1000 for name, runs in found.items()}
    return {
        "ours": speeds["pipeline"],
        "peer": speeds["peer"],
        "unit": "messages/s",
        "ratio": speeds["pipeline"] / speeds["peer"],
        "details": {
            "from a full ledger, messages/s": speeds["ledger"],
            "from a full ledger, ratio": speeds["ledger"] / speeds["peer"],
            **{f"{name}, CPU ms a message": cost for name, cost in costs.items()},
            "ratio by CPU": costs["peer"] / costs["pipeline"],
        },
        "dominates": "two fifths are the sending, half of it the call itself and a quarter the blocks; "
        "a third is the handler's transaction, nine statements for eight people and their cards as "
        "JSON; claiming and noting take a twelfth, the engine a twentieth",
    }


def fan_out_limited(crowd: Crowd = Crowd()) -> Found:  # noqa: B008
    """At our own pace, on a Slack that counts, beside what that pace allows."""
    pace = SlackPlatform.pace
    assert pace is not None
    in_each = crowd.prompts // crowd.workspaces
    allowed = (in_each - pace.workspace_burst) / pace.workspace
    with sink("limited") as address, world(crowd, f"{address}/api/") as made:
        env = made.copy("run")
        took = made.run(env, "limited", made.moment)
        seen = _seen(address)
    assert seen["messages"] == crowd.prompts, "some are not there"
    return {
        "ours": crowd.prompts / took["seconds"],
        "peer": crowd.prompts / allowed,
        "unit": "messages/s",
        "ratio": allowed / took["seconds"],
        "details": {
            "took, seconds": took["seconds"],
            "allowed, seconds": allowed,
            "took by allowed": took["seconds"] / allowed,
            "429s": seen["limited"],
            "CPU ms a message": took["cpu"] / crowd.prompts * 1000,
        },
        "dominates": "waiting: the process is idle but for the messages whose turn it is",
    }


def _seen(address: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{address}/seen") as answer:
        seen: dict[str, int] = json.load(answer)
        return seen


def median(runs: list[dict[str, float]], what: str) -> float:
    return statistics.median(run[what] for run in runs)


def _posts(database_url: str) -> list[tuple[str, dict[str, Any]]]:
    """Every message as ours put it on the wire: the token, and what was said."""
    database = Database(database_url)
    with database.everywhere() as session:
        rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
    database.close()
    return [(token_of(row.workspace_id), _post(row)) for row in rows]


def _post(row: Delivery) -> dict[str, Any]:
    key = {
        "event_type": "drumbeat_delivery",
        "event_payload": {"key": f"{row.workspace_id}:{row.subject}"},
    }
    shown = render.message(card_from_plain(row.content))
    return {
        "channel": row.place,
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": key,
        **shown,
    }


def _ours(name: str) -> bool:
    return name.startswith(("DRUMBEAT_", "SLACK_", "TEAMS_"))


def main() -> None:
    measure = fan_out_limited if "limited" in sys.argv else fan_out_unlimited
    print(json.dumps(measure(), indent=2))


if __name__ == "__main__":
    main()
