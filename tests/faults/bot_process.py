"""The real bot in a process of its own, started, killed and started again."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import aiohttp

from tests.fakes.slack import FakeSlack
from tests.fakes.surroundings import environment
from tests.faults import nursery
from tests.faults.clock import Clock
from tests.faults.nursery import Nursery

PATIENCE = 600.0
"""Seconds; only a test that fails waits for it. A message that Slack has refused seven times in a row,
as one in many runs is, rests for more than two minutes in all."""


async def until(condition: Callable[[], bool], what: str, poll: float = 0.02) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await asyncio.sleep(poll)
    except TimeoutError:
        raise AssertionError(f"waited in vain until {what}") from None


class Running(Protocol):
    pid: int

    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def send_signal(self, number: int, /) -> None: ...


class BotProcess:
    """`drumbeat run`, pointed at a fake Slack; from the nursery where there is one."""

    def __init__(
        self,
        slack: FakeSlack,
        database_url: str,
        born_in: Nursery | None = None,
        clock: Clock | None = None,
        patience: float | None = None,
    ) -> None:
        """`clock` and `patience` (seconds that it waits for Slack) need a nursery."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "DRUMBEAT_DATABASE_URL": database_url,
            "DRUMBEAT_PORT": str(self.port),
            "DRUMBEAT_LOG": "warning",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.workspace.token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            **({nursery.CLOCK: str(clock.path)} if clock else {}),
            **({nursery.PATIENCE: str(patience)} if patience else {}),
        }
        # A folder of its own: no `.env` of whoever runs the tests is read.
        self.folder = tempfile.TemporaryDirectory(prefix="drumbeat-")
        self.process: Running | None = None
        self._nursery = born_in

    @property
    def log(self) -> Path:
        return Path(self.folder.name) / "log"

    def last_words(self) -> str:
        return self.log.read_text()[-3000:] if self.log.exists() else ""

    def start(self) -> None:
        if self._nursery:
            self.process = self._nursery.start(self.folder.name, self.settings)
            return
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", "run"],
                cwd=self.folder.name,
                env=environment(self.settings),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    async def ready(self) -> None:
        """Until it can work."""
        await self._answers("readyz")

    async def hears(self) -> None:
        """Until it has looked at all that it was sent before."""
        await self._answers("healthz")

    async def _answers(self, path: str) -> None:
        async def answers() -> bool:
            with contextlib.suppress(aiohttp.ClientError, OSError):
                async with session.get(f"{self.url}/{path}") as response:
                    return response.status == 200
            return False

        async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
            while not await answers():
                assert self.is_running, self.log.read_text()
                await asyncio.sleep(0.02)

    def signal(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        """As a machine does that has no memory left."""
        if self.is_running and self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    async def terminate(self, within: float = 10) -> int:
        """As whoever runs it does. Returns the exit status; raises TimeoutError."""
        assert self.process
        self.signal(signal.SIGTERM)
        async with asyncio.timeout(within):
            while self.process.poll() is None:
                await asyncio.sleep(0.01)
        return self.process.wait()

    def close(self) -> None:
        self.kill()
        self.folder.cleanup()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
