"""Told to stop, a process finishes what it is at, within ten seconds, and does nothing twice."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.faults.bot_process import PATIENCE, BotProcess
from tests.faults.conftest import Note
from tests.faults.database_server import locked
from tests.faults.figures import Figures
from tests.faults.killing import Killing, assert_all_is_well, killing
from tests.faults.nursery import Nursery
from tests.faults.plan import FIXTURES, IS_FULL, PROCESSES, SQLITE, only_in_full, worlds_and_seeds

PROMISED = 10.0
"""Seconds, on a machine that does nothing else: `make faults` holds it to that."""
SLOW = 1.5
"""Seconds that Slack takes for an answer here."""
HELD = 1.0
"""Seconds that somebody else holds the database, while a form waits for it."""


@pytest.mark.parametrize(("world", "seed"), worlds_and_seeds(full=2, first=SQLITE))
async def test_told_to_stop_it_finishes_what_is_on_the_wire(
    request: pytest.FixtureRequest, nursery: Nursery, note: Note, world: str, seed: int
) -> None:
    url = request.getfixturevalue(FIXTURES[world])
    async with killing(url, nursery, seed=seed, processes=PROCESSES[world]) as run:
        run.slack.slowness["chat.postMessage"] = SLOW
        await run.start_all()
        run.world.add_asked(10)
        await run.calls(3)
        bot = run.chance.choice(run.bots)
        await stopped(run, bot)
        assert run.world.held_by(bot.pid) == []
        await run.start_all()
        figures = await run.drained()
    note(world, "SIGTERM in a fan-out", figures, run.stops)
    assert_nothing_is_there_twice(figures)


@pytest.mark.parametrize(("world", "seed"), worlds_and_seeds(full=1, first=SQLITE))
async def test_told_to_stop_it_finishes_the_form_it_is_working_on(
    request: pytest.FixtureRequest, nursery: Nursery, note: Note, world: str, seed: int
) -> None:
    url = request.getfixturevalue(FIXTURES[world])
    async with killing(url, nursery, seed=seed, processes=PROCESSES[world]) as run:
        await run.start_all()
        [person, *others] = run.world.add_asked(2).people
        view = await run.crowd.open_form(person)
        run.route()
        bot = run.bots[0]
        run.slack.app_url = f"{bot.url}/slack/events"
        with locked(run.world.database):
            # It has to wait for the database, and is told to stop meanwhile.
            words = {"q1": "In the last moment", "q2": "more"}
            answering = asyncio.create_task(run.slack.submit(person, view, words))
            await bot.hears()
            stopping = asyncio.create_task(stopped(run, bot))
            await asyncio.sleep(HELD)
        answer = await answering
        await stopping
        # Where that took too long for Slack, the form says so itself.
        late = run.slack.view_of(person)
        assert answer.ok
        assert answer.response_action == "clear" or (late and "Saved." in str(late.blocks))
        run.crowd.told_saved.add(person.id)
        await run.start_all()
        for each in others:
            run.crowd.begin_answer(each)
        figures = await run.drained()
    note(world, "SIGTERM in a form", figures, run.stops)
    assert_nothing_is_there_twice(figures)


@only_in_full
async def test_the_command_itself_stops_in_peace_and_a_file_serves_one_process(
    sqlite_url: str,
) -> None:
    async with killing(sqlite_url) as run:
        [bot] = run.bots
        await run.start_all()
        # One file, one process: the second says so and leaves.
        second = BotProcess(run.slack, sqlite_url)
        second.start()
        assert second.process
        assert await asyncio.to_thread(second.process.wait) == 2
        assert "Another Drumbeat is running" in second.log.read_text()
        second.close()
        await stopped(run, bot)


async def stopped(run: Killing, bot: BotProcess) -> None:
    begun = time.monotonic()
    assert await bot.terminate(within=PATIENCE) == 0, bot.last_words()
    took = time.monotonic() - begun
    run.stops.append(took)
    assert took < PROMISED or not IS_FULL


def assert_nothing_is_there_twice(figures: Figures) -> None:
    assert_all_is_well(figures)
    assert figures.doubled_by_kill == figures.doubled_by_cut == 0
