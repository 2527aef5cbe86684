"""The clock goes forward, and everything on the way is done when it answers."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.playground import clock
from tests.platforms.playground import START, later, town

pytestmark = pytest.mark.asyncio


async def test_the_clock_says_the_time_and_what_comes_next(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        idle = await demo.get("clock")
        demo.plan.moments = [(later(hours=2), "Digest"), (later(hours=1), "Stand-up")]
        busy = await demo.get("clock")

    assert idle == {"now": "2026-11-23T08:00:00+00:00", "next": None}
    assert busy["next"] == {"at": "2026-11-23T09:00:00+00:00", "title": "Stand-up"}


async def test_a_move_does_each_moment_at_its_time(tmp_path: Path) -> None:
    moments = [(later(hours=hours), f"at {hours}") for hours in (5, 1, 3, 30)]
    async with town(tmp_path) as demo:
        demo.plan.moments = list(moments)
        answer = await demo.post("clock", to="2026-11-24T09:00:00+01:00")

        assert answer["now"] == "2026-11-24T08:00:00+00:00"
        assert answer["next"] == {"at": later(hours=30).isoformat(), "title": "at 30"}
        assert demo.plan.done == sorted(moments)[:3]


async def test_next_goes_to_the_very_next_moment(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        demo.plan.moments = [(later(hours=1), "one"), (later(hours=1), "too"), (later(days=1), "2")]
        answer = await demo.post("clock", next=True)

    assert answer["now"] == later(hours=1).isoformat()
    assert answer["next"]["title"] == "2"


async def test_next_with_nothing_planned_stays(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        assert await demo.post("clock", next=True) == {"now": START.isoformat(), "next": None}


async def test_what_is_overdue_is_done_now_and_not_in_the_past(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        demo.plan.moments = [(later(hours=-5), "late")]
        answer = await demo.post("clock", next=True)

        assert demo.plan.done == [(START, "late")]
        assert answer == {"now": START.isoformat(), "next": None}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"to": ""},
        {"to": "tomorrow"},
        {"to": 12},
        {"to": "2026-11-23T09:00:00"},
        {"to": "2026-11-23T07:59:59+00:00"},
        {"to": "2028-11-23T09:00:00+00:00"},
        {"to": "0001-01-01T00:00:00+23:00"},
        {"to": "9999-12-31T23:59:59-23:00"},
        {"next": False},
        {"next": "yes"},
    ],
)
async def test_a_moment_the_clock_cannot_go_to_is_refused(
    tmp_path: Path, body: dict[str, Any]
) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.post("clock", status=422, **body)
        now = await demo.get("clock")

    assert answer["error"]
    assert now["now"] == START.isoformat()


async def test_a_moved_clock_outlives_a_restart_and_a_reset_brings_it_back(tmp_path: Path) -> None:
    async with town(tmp_path) as before:
        await before.post("clock", to="2026-12-01T09:00:00Z")
    async with town(tmp_path) as after:
        assert (await after.get("clock"))["now"] == "2026-12-01T09:00:00+00:00"
        assert (await after.post("reset"))["now"] == START.isoformat()
        assert (await after.get("clock"))["now"] == START.isoformat()


async def test_the_clock_runs_by_itself_and_stands_still_while_it_moves(tmp_path: Path) -> None:
    real = START
    seen: list[datetime] = []

    class Slow:
        async def next(self) -> tuple[datetime, str] | None:
            return None

        async def tick(self) -> None:
            nonlocal real
            real += timedelta(minutes=5)
            seen.append(moved.now())

        async def settled(self) -> None: ...

        async def hurry(self, on: bool) -> None: ...

    async with town(tmp_path) as demo:
        moved = clock.MovableClock(demo.database, lambda: real)
        target = later(days=1)
        assert await moved.move(target, Slow()) == target
        assert seen == [target]
        assert moved.now() == target
        real += timedelta(seconds=90)
        assert moved.now() == target + timedelta(seconds=90)


async def test_work_that_never_gets_done_ends_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "MOST_TICKS_A_MOMENT", 5)
    async with town(tmp_path) as demo:
        demo.plan.moments = [(later(hours=1), "Stand-up")]
        demo.plan.stuck = True
        answer = await demo.post("clock", status=503, to="2026-11-24T09:00:00Z")
        now = await demo.get("clock")

    assert "Stand-up" in answer["error"]
    assert now["now"] == later(hours=1).isoformat()


async def test_two_moves_go_one_after_the_other(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        demo.plan.moments = [(later(hours=hours), "beat") for hours in range(1, 30)]
        answers = await asyncio.gather(
            demo.post("clock", to=later(hours=20).isoformat()),
            demo.post("clock", to=later(hours=10).isoformat()),
        )

        assert [moment for moment, _ in demo.plan.done] == [later(hours=h) for h in range(1, 21)]
        assert {answer["now"] for answer in answers} == {later(hours=20).isoformat()}


async def test_others_are_answered_while_the_clock_moves(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        demo.plan.moments = [(later(minutes=m), "beat") for m in range(1, 60)]
        move = asyncio.create_task(demo.post("clock", to=later(hours=1).isoformat()))
        people = await demo.get("people")
        is_still_moving = not move.done()
        await move

    assert len(people) == 8
    assert is_still_moving


async def test_beside_a_real_platform_the_clock_keeps_to_the_real_time(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        demo.clock.fixed = True
        answer = await demo.post("clock", status=409, next=True)

    assert "real time" in answer["error"]
