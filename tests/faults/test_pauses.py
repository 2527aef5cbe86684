"""A process that stands still for so long that the others take it for dead, and then goes on."""

from __future__ import annotations

import asyncio
import contextlib
import signal

import pytest

from tests.faults.conftest import Note
from tests.faults.killing import assert_all_is_well, killing
from tests.faults.nursery import Nursery
from tests.faults.plan import POSTGRES, PROCESSES, only_in_full, seeds

TIMES = 4
LONGEST = 8.0
"""Seconds of a pause; it ends sooner where the others have taken all over."""


@only_in_full
@pytest.mark.parametrize("seed", seeds(full=2))
async def test_one_that_was_taken_for_dead_goes_on_and_does_no_harm(
    postgres_url: str, nursery: Nursery, note: Note, seed: int
) -> None:
    async with killing(postgres_url, nursery, seed=seed, processes=PROCESSES[POSTGRES]) as run:
        await run.start_all()
        for _ in range(TIMES):
            people = run.world.add_asked(8)
            run.crowd.begin(people, answering=2, skipping=1)
            run.world.add_digest(2)
            await run.calls(run.chance.randint(1, 8))
            paused = run.chance.choice(run.bots)
            paused.signal(signal.SIGSTOP)
            # What it has on the wire may be sent by the others as well.
            run.note_gone(paused)
            # What it holds in the database itself nobody can take over before it goes on.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LONGEST):
                    while run.world.held_by(paused.pid):
                        await asyncio.sleep(0.1)
            paused.signal(signal.SIGCONT)
        figures = await run.drained(TIMES)
        assert all(bot.is_running for bot in run.bots)
    note(POSTGRES, "taken for dead", figures)
    assert_all_is_well(figures)
