"""The two programs, each a process of its own: Drumbeat, and Microsoft's client with its page."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.fakes.surroundings import ROOT, environment
from tests.faults import nursery
from tests.faults.bot_process import free_port
from tests.faults.clock import Clock
from tests.faults.nursery import Forked, Nursery

HERE = Path(__file__).parent
WORLD = HERE / "harbor.yml"
TENANT = "5c0d9d3e-0000-4000-8000-000000000001"
"""As in that file."""
INSTALLED = ROOT / "build/msteams_client/npm"
CLIENT = INSTALLED / "node_modules/@microsoft/m365agentsplayground/cli.js"
START = 60.0
"""Seconds either may take to answer; only a test that fails waits for it."""


class Bot:
    """What `drumbeat run` does, by a clock that the test moves."""

    def __init__(self, folder: Path, clock: Clock, born_in: Nursery) -> None:
        self.folder = folder
        self.port = free_port()
        self.settings = {
            "DRUMBEAT_DATABASE_URL": f"sqlite:///{folder / 'drumbeat.db'}",
            "DRUMBEAT_PORT": str(self.port),
            "TEAMS_TENANT_ID": TENANT,
            nursery.CLOCK: str(clock.path),
        }
        self._nursery = born_in
        self._process: Forked | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/messages"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def start(self) -> None:
        self._process = process = self._nursery.start(str(self.folder), self.settings)
        url = f"http://127.0.0.1:{self.port}/readyz"
        _answers(url, lambda: process.poll() is None, self.folder / "log")

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait()


class Client:
    """Microsoft's Agents Playground: the connector that the bot talks to, and a page to look at."""

    def __init__(self, folder: Path, endpoint: str) -> None:
        self.folder = folder
        self.endpoint = endpoint
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        node = shutil.which("node")
        assert node, "node is needed"
        told = ["-e", self.endpoint, "-c", "msteams", "-p", str(self.port), "--disable-telemetry"]
        ours = {
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(WORLD),
            "TEAMSAPPTESTER_BROWSER": "none",
            "TZ": "Europe/Berlin",
        }
        log = self.folder / "devTools/m365agentsplayground.log"
        self._process = process = subprocess.Popen(
            [node, str(CLIENT), "start", *told],
            cwd=self.folder,
            env=environment({}) | ours,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _answers(self.url, lambda: process.poll() is None, log)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()


def installed() -> None:
    """The client, as its lock says."""
    lock = (HERE / "package-lock.json").read_bytes()
    done = INSTALLED / "installed-lock.json"
    if done.exists() and done.read_bytes() == lock:
        return
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, INSTALLED)
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(["npm", "ci", *quiet], cwd=INSTALLED, check=True)
    done.write_bytes(lock)


def _answers(url: str, lives: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + START
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            assert lives() and time.monotonic() < until, log.read_text()
            time.sleep(0.05)
