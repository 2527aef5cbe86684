"""The real bot in a process of its own, started, killed and started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import aiohttp

from tests.fakes.slack import FakeSlack

PATIENCE = 120.0
"""Seconds; only a test that fails waits for it."""


async def until(condition: Callable[[], bool], what: str, poll: float = 0.02) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await asyncio.sleep(poll)
    except TimeoutError:
        raise AssertionError(f"waited in vain until {what}") from None


class BotProcess:
    """`python -m bot.cli run`, pointed at a fake Slack."""

    def __init__(self, slack: FakeSlack, database_url: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not _ours(name)},
            "DRUMBEAT_DATABASE_URL": database_url,
            "DRUMBEAT_PORT": str(self.port),
            "DRUMBEAT_LOG": "warning",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.workspace.token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
        }
        self.folder = tempfile.TemporaryDirectory(prefix="drumbeat-")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return Path(self.folder.name) / "log"

    def last_words(self) -> str:
        return self.log.read_text()[-3000:] if self.log.exists() else ""

    def start(self) -> None:
        with self.log.open("ab") as log:
            # A folder of its own: no `.env` of whoever runs the tests is read.
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", "run"],
                cwd=self.folder.name,
                env={**self.environment, "PYTHONPATH": str(Path(__file__).parents[2])},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    async def ready(self) -> None:
        """Until it answers."""

        async def answers() -> bool:
            with contextlib.suppress(aiohttp.ClientError, OSError):
                async with session.get(f"{self.url}/readyz") as response:
                    return response.status == 200
            return False

        async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
            while not await answers():
                assert self.is_running, self.log.read_text()
                await asyncio.sleep(0.02)

    def kill(self) -> None:
        """As a machine does that has no memory left."""
        if self.is_running and self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    async def terminate(self, within: float = 10) -> int:
        """As whoever runs it does. Returns the exit status; raises TimeoutError."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(asyncio.to_thread(self.process.wait), within)

    def close(self) -> None:
        self.kill()
        self.folder.cleanup()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _ours(name: str) -> bool:
    return name.startswith(("DRUMBEAT_", "SLACK_", "TEAMS_"))
