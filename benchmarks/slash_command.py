"""A slash command's round trip: signature, dedupe, transaction, answer; beside a bare Bolt app.

    python -m benchmarks.slash_command [REQUESTS] [AT_ONCE]

Both servers run at the same time, each as its own process, and are asked in turns, so that both
see the same machine. Time is what the client waits for the ack.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack import FakeSlack

ROUNDS = 5


@dataclass(frozen=True)
class Figures:
    per_second: float
    p50_ms: float
    p99_ms: float


def figures(times: list[float], took: float) -> Figures:
    ordered = sorted(times)
    return Figures(
        len(times) / took,
        ordered[len(ordered) // 2] * 1000,
        ordered[int(len(ordered) * 0.99)] * 1000,
    )


async def ask(
    session: aiohttp.ClientSession,
    url: str,
    secret: str,
    fields: dict[str, str],
    times: list[float],
) -> None:
    body = urlencode(fields)
    stamp = str(int(time.time()))
    mac = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={mac.hexdigest()}",
    }
    began = time.perf_counter()
    async with session.post(url, data=body, headers=headers) as answer:
        await answer.read()
        assert answer.status == 200, answer.status
    times.append(time.perf_counter() - began)


async def burst(
    url: str, secret: str, base: dict[str, str], requests: int, at_once: int, tag: str
) -> tuple[list[float], float]:
    times: list[float] = []
    left = iter(range(requests))

    async def worker(session: aiohttp.ClientSession) -> None:
        for number in left:
            fields = base | {"trigger_id": f"{tag}.{number}"}
            await ask(session, url, secret, fields, times)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:
        began = time.perf_counter()
        await asyncio.gather(*(worker(session) for _ in range(at_once)))
        return times, time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def alive(port: int) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(400):
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)
    raise SystemExit(f"nothing answers on port {port}")


async def compare(requests: int, at_once: int, words: str) -> dict[str, Figures]:
    with tempfile.TemporaryDirectory() as folder, FakeSlack.in_thread() as slack:
        ada = slack.add_person("Ada Brandt", tz="Europe/Berlin")
        team = slack.add_channel("team-harbor", [ada])
        env = os.environ | {
            "SLACK_BOT_TOKEN": slack.workspace.token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DRUMBEAT_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}",
            "DRUMBEAT_LOG": "warning",
        }
        ports = {"drumbeat": free_port(), "bare bolt": free_port()}
        commands = {
            "drumbeat": [sys.executable, "-m", "bot.cli", "run"],
            "bare bolt": [sys.executable, "-m", "benchmarks.bare_bolt", str(ports["bare bolt"])],
        }
        running = [
            subprocess.Popen(
                command,
                env=env | {"DRUMBEAT_PORT": str(ports[name])},
                stdout=subprocess.DEVNULL,
            )
            for name, command in commands.items()
        ]
        try:
            base = {
                "command": "/drumbeat",
                "text": words,
                "team_id": slack.workspace.id,
                "user_id": ada.id,
                "user_name": "ada",
                "channel_id": team.id,
                "channel_name": "team-harbor",
                "api_app_id": slack.app_id,
                "response_url": "https://hooks.slack.com/commands/1",
            }
            found: dict[str, tuple[list[float], float]] = {name: ([], 0.0) for name in ports}
            for port in ports.values():
                await alive(port)
            for number in range(-1, ROUNDS):
                for name, port in ports.items():
                    url = f"http://127.0.0.1:{port}/slack/events"
                    times, took = await burst(
                        url, slack.signing_secret, base, requests, at_once, f"{name}{number}"
                    )
                    if number >= 0:  # the first round warms up
                        found[name] = (found[name][0] + times, found[name][1] + took)
            return {name: figures(times, took) for name, (times, took) in found.items()}
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


def slash_command() -> dict[str, Any]:
    """Commands a second with sixteen at once, beside the bare Bolt app."""
    found = {at_once: asyncio.run(compare(1000, at_once, "help")) for at_once in (1, 16)}
    ours, peer = (found[16][name].per_second for name in ("drumbeat", "bare bolt"))
    return {
        "ours": ours,
        "peer": peer,
        "unit": "commands/s",
        "ratio": ours / peer,
        "dominates": (
            "a quarter is the transaction (begin, two statements, commit); the rest is the server, "
            "Starlette and Bolt, as in the peer, and what routes and watches an event"
        ),
        "details": {
            f"{name}, {at_once} at once": figure.__dict__
            for at_once, figures in found.items()
            for name, figure in figures.items()
        },
    }


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for at_once in [int(sys.argv[2])] if len(sys.argv) > 2 else [1, 16]:
        found = asyncio.run(compare(requests, at_once, "help"))
        ours, peer = found["drumbeat"], found["bare bolt"]
        for name, figure in found.items():
            print(f"{at_once:>3} at once  {name:<10} {json.dumps(figure.__dict__)}")
        print(f"{at_once:>3} at once  ratio      {ours.per_second / peer.per_second:.2f}")


if __name__ == "__main__":
    main()
