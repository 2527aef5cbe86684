"""The database goes away, fills up or is held by somebody else: nothing is lost, and the bot goes
on by itself when it is back."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

import pytest

from tests.fakes.slack import Person
from tests.faults.bot_process import until
from tests.faults.conftest import Note
from tests.faults.database_server import Server, locked
from tests.faults.killing import Killing, assert_all_is_well, killing
from tests.faults.nursery import Nursery
from tests.faults.plan import (
    FIXTURES,
    IS_FULL,
    POSTGRES,
    PROCESSES,
    SQLITE,
    only_in_full,
    seeds,
    worlds_and_seeds,
)

NOT_SAVED = "Nothing was saved"
TIMES = 3 if IS_FULL else 1
"""In one world."""


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds(full=3))
async def test_a_database_that_restarts_loses_nothing(
    postgres_url: str, nursery: Nursery, note: Note, seed: int
) -> None:
    async with killing(postgres_url, nursery, seed=seed, processes=3) as run:
        server = Server(run.world.database)
        await run.start_all()
        for _ in range(TIMES):
            late = await people_are_busy(run)
            server.stop()
            try:
                await somebody_is_told(run, late)
            finally:
                server.start()
        figures = await run.drained(TIMES)
        assert all(bot.is_running for bot in run.bots)
    note(POSTGRES, "database restarted", figures)
    assert_all_is_well(figures)


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds(full=3))
async def test_a_full_disk_loses_nothing_and_people_are_told(
    sqlite_url: str, nursery: Nursery, note: Note, seed: int
) -> None:
    async with killing(sqlite_url, nursery, seed=seed) as run:
        [bot] = run.bots
        await run.start_all()
        for _ in range(TIMES):
            late = await people_are_busy(run)
            fill_disk(bot.pid, Path(sqlite_url.removeprefix("sqlite:///")))
            await somebody_is_told(run, late)
            free_disk(bot.pid)
        figures = await run.drained(TIMES)
        assert bot.is_running
    note(SQLITE, "disk full", figures)
    assert_all_is_well(figures)


@only_in_full
@pytest.mark.parametrize(("world", "seed"), worlds_and_seeds(full=2, first=SQLITE))
async def test_who_holds_locks_for_seconds_delays_and_no_more(
    request: pytest.FixtureRequest, nursery: Nursery, note: Note, world: str, seed: int
) -> None:
    url = request.getfixturevalue(FIXTURES[world])
    async with killing(url, nursery, seed=seed, processes=PROCESSES[world]) as run:
        await run.start_all()
        for held_for in (0.5, 3.0):
            await people_are_busy(run)
            with locked(run.world.database):
                await asyncio.sleep(held_for)
        figures = await run.drained(2)
    note(world, "locks held", figures)
    assert_all_is_well(figures)
    assert figures.doubled_by_kill == figures.doubled_by_cut == 0


async def people_are_busy(run: Killing) -> Person:
    """Some are being asked, some send their answers, a digest goes out. Returns one who has the form
    open."""
    people = run.world.add_asked(6)
    await run.crowd.open_form(people.people[5])
    run.crowd.begin(people, answering=4, skipping=1)
    run.world.add_asked(8)
    run.world.add_digest(2)
    await run.calls(run.chance.randint(1, 12))
    return people.people[5]


async def somebody_is_told(run: Killing, person: Person) -> None:
    """A form sent while the database is away comes back with words; whoever sent it tries again."""
    before = run.crowd.said.count(NOT_SAVED)
    run.crowd.begin_answer(person)
    await until(lambda: run.crowd.said.count(NOT_SAVED) > before, "somebody is told")


def fill_disk(pid: int, database: Path) -> None:
    """No file of that process grows any more: writes fail at the system's own hand."""
    size = database.with_name(database.name + "-wal").stat().st_size
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def free_disk(pid: int) -> None:
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
