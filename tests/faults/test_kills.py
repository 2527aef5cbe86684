"""A process killed at any moment and started again delivers all, whatever Slack does meanwhile."""

from __future__ import annotations

import pytest

from tests.faults.bot_process import until
from tests.faults.conftest import Note
from tests.faults.killing import Killing, assert_all_is_well, killing
from tests.faults.nursery import Nursery
from tests.faults.plan import FIXTURES, PROCESSES, WEATHERS, Plan, worlds

PHASES = ("fan-out", "digest", "forms")
SLACK_GIVES_UP = 2.0
"""Seconds a bot waits for Slack's answer here: not ten for every time-out, and enough for a busy machine
to answer, as a message answered later is there twice for no fault of anybody's."""
PEOPLE = {"chat.postMessage": 1.0, "chat.update": 1.0, "views.open": 0.4, "views.update": 0.4}
"""How much of the trouble comes to each method: who waits for a form tries again in person."""


@pytest.mark.parametrize("plan", worlds(), ids=str)
async def test_killed_at_random_moments(
    request: pytest.FixtureRequest, nursery: Nursery, note: Note, plan: Plan
) -> None:
    url = request.getfixturevalue(FIXTURES[plan.world])
    async with killing(
        url,
        nursery,
        seed=plan.seed,
        processes=PROCESSES[plan.world],
        patience=SLACK_GIVES_UP if plan.kind == "time-outs" else None,
    ) as run:
        if plan.kind in WEATHERS:
            chances = WEATHERS[plan.kind]
            run.slack.rain(
                plan.seed,
                {
                    method: {trouble: part * much for trouble, part in chances.items()}
                    for method, much in PEOPLE.items()
                },
            )
        for number in range(plan.runs):
            phase = plan.kind if plan.kind in PHASES else PHASES[number % len(PHASES)]
            # All are there when the work comes, or the quickest would do it all.
            await run.start_all()
            await begin(run, phase)
            await some_moment(run, phase)
            run.kill(*run.some())
        await run.start_all()
        figures = await run.drained(plan.runs)
    note(plan.world, plan.kind, figures)
    assert_all_is_well(figures)


async def begin(run: Killing, phase: str) -> None:
    match phase:
        case "fan-out":
            run.world.add_asked(10)
        case "digest":
            for _ in range(3):
                run.world.add_digest(2)
        case _:
            asked = run.world.add_asked(6)
            have = run.crowd.sent
            run.crowd.begin(asked, answering=5, skipping=1)
            await until(lambda: run.crowd.sent > have, "somebody sends a form", poll=0.001)


async def some_moment(run: Killing, phase: str) -> None:
    """Before anything has begun, or among the first calls, or while forms are on their way."""
    dice = run.chance.random()
    if phase == "forms":
        wanted = run.crowd.sent + run.chance.randint(0, 4)
        await until(
            lambda: run.crowd.sent >= wanted or run.crowd.finished(), "forms are sent", poll=0.001
        )
    elif dice > 0.15:
        await run.calls(run.chance.randint(1, 9))
    await run.moment()
