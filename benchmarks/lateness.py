"""How late messages are when 10,000 fall due in one minute: from the planned moment until the
platform has taken the message, by the real clock.

python -m benchmarks.lateness ours|peer URL SPREAD (configured by the environment; prints JSON)
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import col, select

from benchmarks.catalogue import Found
from benchmarks.crowd import Crowd, a_minute_ago, fill, token_of
from benchmarks.databases import fresh
from benchmarks.machinery import environment, settings_for, sink, told_by
from bot import logs
from bot.app import Drumbeat
from bot.settings import Settings
from handlers.cards import Card
from handlers.replies import Place
from storage.models import Due, Seen
from storage.session import Database

CROWD = Crowd()
MINUTE = 60.0
AHEAD = 5.0
"""Seconds before the first moment, for all to be settled."""
AT_ONCE = 400
"""What the bare loop has on the wire at once, as ours."""


def lateness_10000() -> Found:
    """Seconds until the 99th of 100 messages is there, beside a bare loop that looks once a second.

    Fifty workspaces, 1,250 teams of eight, their moments spread over the minute; Slack's pace.
    """
    with sink() as slack:
        peer = _run("peer", slack.url, MINUTE)
        ours = _run("ours", slack.url, MINUTE)
        at_once = _run("ours", slack.url, 0)
    return {
        "ours": ours["p99"],
        "peer": peer["p99"],
        "unit": "s late (p99)",
        "ratio": ours["p99"] / peer["p99"],
        "details": {"ours": ours, "peer": peer, "all at one moment": at_once},
        "dominates": "the look at the clock once a second and the engine's look into its queue; "
        "where all are due at one moment, the pace that Slack allows a workspace",
    }


def _run(which: str, url: str, spread: float) -> dict[str, float]:
    with fresh("sqlite") as database:
        if which == "ours":
            fill(settings_for(database), CROWD, a_minute_ago())
        command = [sys.executable, "-m", "benchmarks.lateness", which, url, str(spread)]
        told: dict[str, float] = told_by(command, environment(database, SLACK_API_URL=url))
    return told


async def ours(spread: float) -> dict[str, float]:
    settings = Settings()
    logs.set_up(settings.log)
    drumbeat = Drumbeat(settings)
    taken = _watch(drumbeat.platforms["slack"])
    await drumbeat.start()
    planned = await drumbeat.database.run(_make_due, drumbeat.database, spread)
    cpu = time.process_time()
    await _until_all(taken)
    cpu = time.process_time() - cpu
    handled = await drumbeat.database.run(_handled, drumbeat.database)
    await drumbeat.stop()
    late = [at - planned[team] for team, at in taken]
    waited = [handled[team] - planned[team] for team, _ in taken]
    return _percentiles(late) | {
        "p50 until handled": _percentiles(waited)["p50"],
        "p99 until handled": _percentiles(waited)["p99"],
        "cpu seconds": cpu,
    }


def _watch(platform: Any) -> list[tuple[int, float]]:
    """Which team's message was taken when."""
    taken: list[tuple[int, float]] = []
    post = platform.post

    async def watched(home: Any, place: Place, card: Card, *, key: str, thread: str) -> str:
        ref: str = await post(home, place, card, key=key, thread=thread)
        taken.append((int(key.split("standup:")[1].partition(":")[0]), time.time()))
        return ref

    platform.post = watched
    return taken


def _make_due(database: Database, spread: float) -> dict[int, float]:
    """Returns when each team is due."""
    began = datetime.now(UTC) + timedelta(seconds=AHEAD)
    planned = {}
    with database.everywhere() as session:
        for number, due in enumerate(session.exec(select(Due).order_by(col(Due.id)))):
            # Neighbours in the table are neighbours in a workspace; they are spread as well.
            turn = number * 7919 % (CROWD.workspaces * CROWD.teams)
            part = turn / (CROWD.workspaces * CROWD.teams)
            due.next_run_at = began + timedelta(seconds=part * spread)
            planned[int(due.args["standup"])] = due.next_run_at.timestamp()
            session.add(due)
    return planned


def _handled(database: Database) -> dict[int, float]:
    with database.everywhere() as session:
        rows = session.exec(select(Seen).where(col(Seen.happening).contains(":ask:"))).all()
        return {int(row.happening.split(":")[1]): row.at.timestamp() for row in rows}


async def peer(url: str, spread: float) -> dict[str, float]:
    """A list of moments, a look once a second, the Slack client, and nothing else."""
    began = time.time() + AHEAD
    teams = [(team // CROWD.teams + 1, team) for team in range(CROWD.workspaces * CROWD.teams)]
    planned = {team: began + team * 7919 % len(teams) / len(teams) * spread for _, team in teams}
    waiting = sorted(teams, key=lambda each: planned[each[1]])
    shared = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))
    clients = {
        home: AsyncWebClient(token_of(home), base_url=url, session=shared) for home, _ in teams
    }
    taken: list[tuple[int, float]] = []
    wire = asyncio.Semaphore(AT_ONCE)

    async def post(home: int, team: int, person: int) -> None:
        async with wire:
            await clients[home].chat_postMessage(
                channel=f"U{team}-{person}", text=f"Stand-up of Harbor {team}"
            )
        taken.append((team, time.time()))

    posts: list[asyncio.Task[None]] = []
    while waiting:
        while waiting and planned[waiting[0][1]] <= time.time():
            home, team = waiting.pop(0)
            many = range(CROWD.people)
            posts += [asyncio.create_task(post(home, team, person)) for person in many]
        await asyncio.sleep(1)
    await asyncio.gather(*posts)
    await shared.close()
    return _percentiles([at - planned[team] for team, at in taken])


async def _until_all(taken: list[tuple[int, float]]) -> None:
    while len(taken) < CROWD.prompts:
        await asyncio.sleep(0.1)


def _percentiles(late: list[float]) -> dict[str, float]:
    ordered = sorted(late)
    return {
        "p50": ordered[len(ordered) // 2],
        "p99": ordered[int(len(ordered) * 0.99)],
        "most": ordered[-1],
    }


if __name__ == "__main__":
    which, url, spread = sys.argv[1], sys.argv[2], float(sys.argv[3])
    told = asyncio.run(ours(spread) if which == "ours" else peer(url, spread))
    print(json.dumps(told))
