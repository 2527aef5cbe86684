"""Clocks that jump, and days on which the clocks change: everybody is asked once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from handlers.times import moment
from scheduler.jobs import Jobs
from tests.faults.bot_process import until
from tests.faults.clock import Clock, live_by
from tests.faults.conftest import Note
from tests.faults.killing import assert_all_is_well, killing
from tests.faults.nursery import Nursery
from tests.faults.plan import (
    FIXTURES,
    POSTGRES,
    PROCESSES,
    SQLITE,
    only_in_full,
    worlds_and_seeds,
)
from tests.faults.world import Asked, World

ALL_DAY = timedelta(hours=12)
"""A window that stays open through a jump: who is asked while it is open is not asked too late."""
JUMP = timedelta(hours=3)


async def test_what_runs_at_intervals_goes_on_when_the_clock_is_set_back(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_by(clock, monkeypatch.setattr)
    ran = 0

    async def tick() -> None:
        nonlocal ran
        ran += 1

    jobs = Jobs({"tick": (timedelta(seconds=0.1), tick)})
    jobs.start()
    await until(lambda: ran > 0, "it runs")
    clock.jump(-JUMP)
    before = ran
    await until(lambda: ran > before + 2, "it runs again")
    await jobs.stop()


@only_in_full
@pytest.mark.parametrize(("world", "seed"), worlds_and_seeds(full=3, first=SQLITE))
async def test_a_clock_that_jumps_asks_everybody_once(
    request: pytest.FixtureRequest,
    nursery: Nursery,
    note: Note,
    tmp_path: Path,
    world: str,
    seed: int,
) -> None:
    url = request.getfixturevalue(FIXTURES[world])
    clocks = [Clock(tmp_path / str(number)) for number in range(PROCESSES[world])]
    async with killing(url, nursery, seed=seed, clocks=clocks) as run:
        run.world.window = ALL_DAY
        # Long enough on the wire for a look at who is alive to fall into it.
        run.slack.slowness["chat.postMessage"] = 2.0
        await run.start_all()
        wrong = run.chance.choice(clocks)
        for by in (JUMP, -JUMP):
            run.world.add_asked(12)
            await run.calls(run.chance.randint(1, 8))
            wrong.jump(by)
            run.world.add_asked(4)
            run.world.add_digest(1)
            await until(run.world.is_drained, "all is delivered", poll=0.1)
        figures = await run.drained(2)
    note(world, "clock jumps", figures)
    assert_all_is_well(figures)
    assert figures.doubled_by_kill == figures.doubled_by_cut == 0


@dataclass(frozen=True)
class Change:
    zone: str
    day: date
    at: time

    def __str__(self) -> str:
        return f"{self.zone} {self.day} {self.at:%H:%M}"


CHANGES = [
    # The hour from two to three is left out, or comes twice (New York: from one to two).
    Change("America/New_York", date(2027, 3, 14), time(2, 30)),
    Change("America/New_York", date(2027, 11, 7), time(1, 30)),
    # Not 2027: there the Monday after is a holiday.
    Change("Europe/Berlin", date(2028, 3, 26), time(2, 30)),
    Change("Europe/Berlin", date(2027, 10, 31), time(2, 30)),
]


@only_in_full
@pytest.mark.parametrize("world", [SQLITE, POSTGRES])
@pytest.mark.parametrize("change", CHANGES, ids=str)
async def test_on_a_day_when_clocks_change_everybody_is_asked_once(
    request: pytest.FixtureRequest,
    nursery: Nursery,
    note: Note,
    clock: Clock,
    world: str,
    change: Change,
) -> None:
    url = request.getfixturevalue(FIXTURES[world])
    at = moment(change.day, change.at, change.zone)
    clock.set(at - timedelta(seconds=2))
    async with killing(url, nursery, seed=7, processes=PROCESSES[world], clock=clock) as run:
        await run.start_all()
        asked = run.world.add_asked_on(change.day, change.at, change.zone, many=8)
        await run.calls(run.chance.randint(1, 8))
        run.kill(*run.some())
        await run.start_all()
        await until(run.world.is_drained, "all is delivered", poll=0.1)
        # The same wall-clock time for the second time, or what would be it after the gap; killed
        # again around it.
        clock.set(at + timedelta(hours=1) - timedelta(seconds=1))
        sign = run.world.add_asked(1, once=True)
        await until(lambda: was_asked(run.world, sign, sign.day), "the clock has struck")
        run.kill(*run.some())
        await run.start_all()
        # And the next day at the wall-clock time, which is 23 or 25 hours later.
        tomorrow = change.day + timedelta(days=1)
        clock.set(moment(tomorrow, change.at, change.zone) - timedelta(seconds=1))
        run.world.asked.append(replace(asked, day=tomorrow))
        await until(lambda: was_asked(run.world, asked, tomorrow), "they are asked again")
        figures = await run.drained(2)
    note(world, "change of clocks", figures)
    assert_all_is_well(figures)
    assert figures.prompts == 2 * 8 + 1


def was_asked(world: World, asked: Asked, day: date) -> bool:
    wanted = f"standup:{asked.standup}:{day}:ask:"
    return sum(subject.startswith(wanted) for subject in world.arrived()) == len(asked.people)
