"""Where bots come from: a process that has read all the code, and forks one for whoever asks.

Reading the code is most of a start, and hundreds are started here. A fork runs the same `serve` as
`drumbeat run`, in a process of its own; some tests start the command itself all the same.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

from tests.fakes.surroundings import environment

CLOCK = "FAULTS_CLOCK"
"""The file of the clock that a bot lives by; real time without."""
READ = ("bot.app", "bot.serve", "bot.slack.seal", "storage.probe", "tests.faults.clock")
"""What a bot imports as it starts."""
PATIENCE = "FAULTS_PATIENCE"
"""Seconds that a bot waits for Slack's answer."""


class Nursery:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            env=environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._asked("ready")

    def start(self, folder: str, settings: dict[str, str]) -> Forked:
        """In that folder, with its output in `log` there."""
        return Forked(self, int(self._asked("start", folder=folder, settings=settings)))

    def status(self, pid: int, wait: bool) -> int | None:
        """How it ended; None while it runs."""
        found = self._asked("wait" if wait else "look", pid=pid)
        return None if found is None else int(found)

    def close(self) -> None:
        self._process.communicate()

    def _asked(self, what: str, **more: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"what": what, **more}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


class Forked:
    """What the tests use of `subprocess.Popen`."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None:
            self._status = self._nursery.status(self.pid, wait=False)
        return self._status

    def wait(self) -> int:
        if self._status is None:
            self._status = self._nursery.status(self.pid, wait=True)
        assert self._status is not None
        return self._status

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def main() -> None:
    # Whoever is at the keyboard stops the tests, and they stop the bots.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import storage.probe  # noqa: F401

    for module in READ:
        importlib.import_module(module)
    # Collecting would write to the pages that all forks share.
    gc.collect()
    gc.freeze()
    living: set[int] = set()
    for asked in _orders():
        match asked["what"]:
            case "start":
                pid = os.fork()
                if pid == 0:
                    _live(asked["folder"], asked["settings"])
                living.add(pid)
                _say(pid)
            case "wait" | "look":
                options = os.WNOHANG if asked["what"] == "look" else 0
                pid, status = os.waitpid(asked["pid"], options)
                living.discard(pid)
                _say(os.waitstatus_to_exitcode(status) if pid else None)
            case _:
                _say("here")
    for pid in living:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _orders() -> Iterator[dict[str, Any]]:
    # Not `for line in sys.stdin`: that reads ahead, and a fork would have it too.
    while line := sys.stdin.readline():
        yield json.loads(line)


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)


def _live(folder: str, settings: dict[str, str]) -> NoReturn:
    status = 70
    try:
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        nothing = os.open(os.devnull, os.O_RDONLY)
        log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for ours, theirs in ((0, nothing), (1, log), (2, log)):
            os.dup2(theirs, ours)
        os.environ.update(settings)
        _set_up(settings)
        from bot.serve import serve

        status = serve("all")
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _set_up(settings: dict[str, str]) -> None:
    from pathlib import Path

    from bot.slack import wire
    from tests.faults.clock import Clock, live_by

    if path := settings.get(CLOCK):
        live_by(Clock(Path(path)))
    if patience := settings.get(PATIENCE):
        wire.PATIENCE = float(patience)


if __name__ == "__main__":
    main()
