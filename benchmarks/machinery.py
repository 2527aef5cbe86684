"""Processes that a benchmark starts, asks and ends."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
PATIENCE = 180.0
"""Seconds until a process that does not answer is given up."""
SECRET_KEY = Fernet.generate_key().decode()
"""Of this run; what is sealed here is opened by the processes started here."""


def environment(database_url: str, **settings: str) -> dict[str, str]:
    """Configured for Slack, but for none that is there, and with no settings of whoever runs us."""
    ours = ("DRUMBEAT_", "SLACK_", "TEAMS_", "OTEL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "DRUMBEAT_DATABASE_URL": database_url,
        "DRUMBEAT_LOG": "error",
        "DRUMBEAT_PLAYGROUND": "off",
        "DRUMBEAT_SECRET_KEYS": SECRET_KEY,
        "SLACK_API_URL": "http://127.0.0.1:9/",
        "SLACK_SIGNING_SECRET": "s" * 32,
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "c" * 32,
        **settings,
    }


def settings_for(database_url: str) -> Settings:
    """As the processes have them, for what is written before they start."""
    values: dict[str, Any] = {"database_url": database_url, "secret_keys": SECRET_KEY}
    return Settings(**values)


@contextlib.contextmanager
def started(
    command: list[str], env: Mapping[str, str], **pipes: Any
) -> Iterator[subprocess.Popen[str]]:
    """In a folder of its own, where there is no `.env`; it is ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="drumbeat-bench-") as folder:
        process = subprocess.Popen(command, env=env, cwd=folder, text=True, **pipes)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Asked:
    """A process that answers each line with a line of JSON."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.hear()  # it is ready

    @classmethod
    @contextlib.contextmanager
    def of(cls, command: list[str], env: Mapping[str, str]) -> Iterator[Asked]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with started(command, env, **pipes) as process:
            yield cls(process)

    def ask(self, line: str) -> Any:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self.hear()

    def hear(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._process.args!r} ended with {self._process.wait()}")
        try:
            return json.loads(line)
        except ValueError:
            raise SystemExit(f"{self._process.args!r} said {line}") from None


def told_by(command: list[str], env: Mapping[str, str]) -> Any:
    """What a process says in JSON before it ends."""
    with started(command, env, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"{command!r} ended with {process.returncode}")
        return json.loads(said)


@dataclass(frozen=True)
class Sink:
    url: str
    """Of its Web API."""
    pid: int


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    """A Slack that says yes to everything, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.sink"]
    with started(command, environment("sqlite://"), stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield Sink(f"http://127.0.0.1:{int(process.stdout.readline())}/api/", process.pid)


def ready(url: str, process: subprocess.Popen[str]) -> None:
    """Returns once it answers with 200."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass  # not yet
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}")
        time.sleep(0.01)
    raise SystemExit(f"{url} does not answer")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far, its threads and ended children too."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
