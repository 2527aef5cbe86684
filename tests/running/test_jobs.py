"""The clock's jobs, when all of it stops."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from scheduler import jobs
from scheduler.jobs import Jobs

OFTEN = timedelta(milliseconds=1)


class Work:
    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.ended = 0

    async def do(self) -> None:
        self.begun.set()
        await self.may_end.wait()
        self.ended += 1


async def test_what_runs_when_all_stops_comes_to_its_end(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    running = Jobs({"work": (OFTEN, work.do)})
    running.start()
    await work.begun.wait()
    stopping = asyncio.create_task(running.stop())
    await asyncio.sleep(0)
    work.may_end.set()
    await stopping
    assert work.ended == 1
    assert [line for line in caplog.records if line.levelname == "ERROR"] == []


async def test_what_does_not_end_is_broken_off_without_a_cry(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jobs, "ENDING", 0.01)
    work = Work()
    running = Jobs({"work": (OFTEN, work.do)})
    running.start()
    await work.begun.wait()
    await running.stop()
    # The scheduler breaks it off behind itself.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert work.ended == 0
    assert [line for line in caplog.records if line.levelname == "ERROR"] == []
