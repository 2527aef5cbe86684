"""Taking a calendar apart in a process of its own, with little memory and time: what somebody made
to keep us busy for ever, or what just is enormous, keeps nobody waiting."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import date
from pathlib import Path

from handlers.calendars.days import Range

WITHIN = 30.0
"""Seconds, with all others that want the processor."""
CPU = 10
"""Seconds of the processor."""
MEMORY = 1_000_000_000
"""Bytes."""
HOME = Path(__file__).parents[2]


class Failed(Exception):
    """The words are for the person."""


async def days_away(content: bytes, zone: str, window: Range) -> list[Range]:
    """As `handlers.people.ics` has it. Raises Failed."""
    told = [zone, window.first.isoformat(), window.last.isoformat()]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.calendars.apart",
        *told,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # None of our secrets: they are in the environment.
        env={"PYTHONPATH": str(HOME), "PATH": os.environ.get("PATH", "")},
        cwd=HOME,
    )
    try:
        async with asyncio.timeout(WITHIN):
            answer, _ = await process.communicate(content)
    except TimeoutError:
        raise Failed("It takes too long to read.") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise Failed("It takes too long to read.")
    told_back = json.loads(answer)
    if "wrong" in told_back:
        raise Failed(told_back["wrong"])
    return [Range(date.fromisoformat(a), date.fromisoformat(b)) for a, b in told_back["days"]]


def _main(zone: str, first: str, last: str) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from handlers.people import ics

    window = Range(date.fromisoformat(first), date.fromisoformat(last))
    try:
        found = ics.days_away(sys.stdin.buffer.read(), zone, window)
    except ics.Unreadable as wrong:
        answer: dict[str, object] = {"wrong": str(wrong)}
    else:
        answer = {"days": [[each.first.isoformat(), each.last.isoformat()] for each in found]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main(*sys.argv[1:])
