"""Rate limits: kept where they are known, obeyed where the platform tells, fair to all others."""

from __future__ import annotations

import pytest

from bot import delivery
from bot.pace import FORGOTTEN_AT, Pacer
from bot.port import Limited, Pace
from storage.session import Database
from tests.platforms.scripted import clocked, post_office, until


async def test_too_fast_holds_back_the_conversation_and_loses_nothing(database: Database) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Limited(30, "place")]
    pacer, reading = clocked()
    async with office.open(pacer=pacer) as made:
        await office.ledger.post("one")
        await office.ledger.post("two")
        await until(lambda: office.platform.failures["C1"] == [])
        await office.ledger.post("elsewhere", place="C2")
        await until(lambda: office.ledger.is_("elsewhere", "sent"))
        await until(lambda: not made._jobs)
        assert office.platform.words("C1") == []
        reading[0] = 29.9
        await office.ledger.post("elsewhere too", place="C2")
        await until(lambda: office.ledger.is_("elsewhere too", "sent"))
        assert office.platform.words("C1") == []
        reading[0] = 30.1
        await until(lambda: office.ledger.all_are("sent"))
    assert office.platform.words("C1") == ["one", "two"]
    assert [row.repeats for row in await office.ledger.rows()] == [0, 0, 0, 0]


async def test_too_fast_can_hold_back_a_whole_workspace_and_no_other(database: Database) -> None:
    office = await post_office(database)
    await office.ledger.add_workspace("T2")
    office.platform.failures["C1"] = [Limited(30, "workspace")]
    pacer, reading = clocked()
    async with office.open(pacer=pacer):
        await office.ledger.post("one")
        await until(lambda: office.platform.failures["C1"] == [])
        await until(lambda: office.ledger.is_("one", "waiting"))
        await office.ledger.post("same workspace", place="C2")
        await office.ledger.post("another workspace", place="C3", ref="T2")
        await until(lambda: office.ledger.is_("another workspace", "sent"))
        assert office.platform.words("C1") == office.platform.words("C2") == []
        reading[0] = 31
        await until(lambda: office.ledger.all_are("sent"))


async def test_waiting_for_a_limit_is_no_try(database: Database) -> None:
    office = await post_office(database)
    office.platform.failures["C1"] = [Limited(1, "place")] * 5
    pacer, reading = clocked()
    async with office.open(pacer=pacer):
        await office.ledger.post("one")
        for left in (4, 3, 2, 1, 0):
            await until(lambda left=left: len(office.platform.failures["C1"]) == left)  # type: ignore[misc]
            await until(lambda: office.ledger.is_("one", "waiting"))
            assert (await office.ledger.row("one")).attempts == 0
            reading[0] += 1.1
        await until(lambda: office.ledger.is_("one", "sent"))


async def test_a_limited_workspace_does_not_keep_others_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "IN_FLIGHT", 8)
    office = await post_office(database)
    await office.ledger.add_workspace("T2")
    office.platform.pace = Pace(place=1, place_burst=1, workspace=1, workspace_burst=2)
    pacer, _ = clocked()
    for number in range(30):
        await office.ledger.post(f"many {number}", place=f"U{number}")
    await office.ledger.post("other", place="C9", ref="T2")
    async with office.open(pacer=pacer):
        await until(lambda: office.ledger.is_("other", "sent"))
    assert len(office.platform.there) == 3


async def test_a_workspace_that_hangs_does_not_keep_others_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "IN_FLIGHT", 8)
    monkeypatch.setattr(delivery, "PER_WORKSPACE", 4)
    office = await post_office(database)
    await office.ledger.add_workspace("T2")
    for number in range(12):
        office.platform.close_gate(f"U{number}")
        await office.ledger.post(f"many {number}", place=f"U{number}")
    await office.ledger.post("other", place="C9", ref="T2")
    async with office.open():
        await until(lambda: office.ledger.is_("other", "sent"))
        assert sum(office.platform.on_wire.values()) == 4


async def test_the_pace_is_kept(database: Database) -> None:
    office = await post_office(database)
    office.platform.pace = Pace(place=1, place_burst=1, workspace=100, workspace_burst=100)
    pacer, reading = clocked()
    for number in range(4):
        await office.ledger.post(f"n{number}")
    async with office.open(pacer=pacer) as made:
        for count in (1, 2, 3, 4):
            await until(lambda count=count: len(office.platform.there) == count)  # type: ignore[misc]
            await until(lambda: not made._jobs)
            await office.ledger.post(f"marker {count}", place=f"marker {count}")
            await until(lambda count=count: office.platform.words(f"marker {count}") != [])  # type: ignore[misc]
            assert len(office.platform.words("C1")) == count
            office.platform.there = {
                ref: each for ref, each in office.platform.there.items() if each.place == "C1"
            }
            reading[0] += 1
    assert office.platform.words("C1") == ["n0", "n1", "n2", "n3"]


SLACK_LIKE = Pace(
    place=1, place_burst=1, workspace=4, workspace_burst=50, edits=0.5, edits_burst=20
)


def passed(pacer: Pacer, reading: list[float], seconds: int, *, is_edit: bool = False) -> int:
    """How many go in so many seconds, each to another person."""
    count = 0
    for number in range(seconds * 20):
        reading[0] += 0.05
        while pacer.turn(SLACK_LIKE, 1, f"U{number}.{count}", is_edit=is_edit):
            count += 1
    return count


def test_a_burst_goes_at_once_and_the_rest_at_the_workspaces_pace() -> None:
    pacer, reading = clocked()
    assert passed(pacer, reading, 60) <= 50 + 60 * 4
    assert passed(pacer, reading, 60) in range(236, 245)


def test_edits_have_a_pace_of_their_own() -> None:
    pacer, reading = clocked()
    first_minute = passed(pacer, reading, 60, is_edit=True)
    assert first_minute in range(48, 51)
    assert pacer.turn(SLACK_LIKE, 1, "U1")


def test_processes_share_the_pace() -> None:
    pacer, reading = clocked()
    pacer.sharing = 2
    assert passed(pacer, reading, 60) in range(140, 147)


def test_whoever_is_rested_is_forgotten() -> None:
    pacer, reading = clocked()
    for number in range(FORGOTTEN_AT * 2):
        reading[0] += 0.3
        assert pacer.turn(SLACK_LIKE, 1, f"U{number}")
        pacer.hold(Limited(0.1, "place"), 1, f"U{number}")
        pacer.soonest()
    assert len(pacer._rested) <= FORGOTTEN_AT + 1
    assert len(pacer._until) <= 2


def test_the_next_turn_is_known() -> None:
    pacer, reading = clocked()
    assert pacer.soonest() is None
    assert pacer.turn(SLACK_LIKE, 1, "C1")
    assert not pacer.turn(SLACK_LIKE, 1, "C1")
    assert pacer.soonest() == pytest.approx(1)
    reading[0] = 1.0
    assert pacer.turn(SLACK_LIKE, 1, "C1")
