"""One process of compose.yaml on loopback: its role and settings are read from that file."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from tests.fakes.surroundings import ROOT
from tests.faults.bot_process import free_port
from tests.running.impatient import COMMAND, Nursery

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PATIENCE = 60.0
"""Seconds; only a test that fails waits for it."""


class Member:
    """One process, as a service of compose.yaml, or one with `all` that is set as they are."""

    def __init__(
        self,
        role: str,
        nursery: Nursery,
        session: aiohttp.ClientSession,
        folder: Path,
        elsewhere: dict[str, str],
    ) -> None:
        """`elsewhere`: what compose.yaml takes from `.env`, and where things are."""
        service = SERVICES["web" if role == "all" else role]
        command = ["run", "--role", "all"] if role == "all" else service["command"]
        self.role = role
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._session = session
        # A folder of its own, without `.env`.
        own = folder / str(self.port)
        own.mkdir()
        self.log = own / "log"
        given = {name: value for name, value in service["environment"].items() if "$" not in value}
        here = {"DRUMBEAT_HOST": "127.0.0.1", "DRUMBEAT_PORT": str(self.port)}
        settings = {**given, **elsewhere, **here, COMMAND: json.dumps(command)}
        self._process = nursery.start(str(own), settings)

    def __repr__(self) -> str:
        return f"{self.role} {self.url}"

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    async def ready(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await self._answers():
                assert self.is_running, self.log.read_text()
                await asyncio.sleep(0.02)

    async def _answers(self) -> bool:
        with contextlib.suppress(aiohttp.ClientError):
            async with self._session.get(f"{self.url}/readyz") as answer:
                return answer.status == 200
        return False

    def kill(self) -> None:
        """As a machine does that has no memory left."""
        if self.is_running:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def ask_to_stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def is_shut(self) -> bool:
        """Whether it listens no more."""
        with socket.socket() as knocking:
            return knocking.connect_ex(("127.0.0.1", self.port)) != 0

    async def gone(self) -> int:
        """Returns the exit status."""
        await until(lambda: not self.is_running, f"{self} is gone")
        return self._process.wait()

    async def figures(self) -> dict[str, float]:
        """What its `/metrics` says, by name and labels."""
        async with self._session.get(f"{self.url}/metrics") as answer:
            lines = [line for line in (await answer.text()).splitlines() if line[:1] != "#"]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    async def sent(self) -> float:
        """Messages that this one has brought to Slack."""
        found = await self.figures()
        return sum(value for name, value in found.items() if re.match(SENT, name))


SENT = r'drumbeat_deliveries_total\{.*result="(sent|edited)"'


async def until(condition: Callable[[], bool], what: str, poll: float = 0.02) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await asyncio.sleep(poll)
    except TimeoutError:
        raise AssertionError(f"waited in vain until {what}") from None
