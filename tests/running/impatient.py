"""`drumbeat …` from a nursery, whose heart beats faster, and which takes others for dead as much
sooner: a test need not wait as long as a night does. It posts as fast as it can; the pace is measured
elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bot import app, cli, serve
from bot.slack.send import SlackPlatform
from tests import unhurried
from tests.fakes.surroundings import environment
from tests.faults import nursery

TIMES = 5
"""Both alike: how many beats may be missed is what it is outside of tests."""
COMMAND = "FLEET_COMMAND"
"""What is said after `drumbeat`, as JSON."""


class Nursery(nursery.Nursery):
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.running.impatient"],
            env=environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._asked("ready")


_serve = serve.serve


def _as_told(_role: str) -> int:
    serve.serve = _serve
    cli.main(json.loads(os.environ[COMMAND]))
    return 0


if __name__ == "__main__":
    app.HEARTBEAT /= TIMES
    app.DEAD_AFTER /= TIMES
    SlackPlatform.pace = None
    # The balancer is in a process of the tests, which may have to wait for its turn.
    serve.NOBODY_ASKS, serve.LEAVING = unhurried.PATIENCE, 3.0
    unhurried.be()
    serve.serve = _as_told  # type: ignore[assignment]
    nursery.main()
