"""The tick: what is due is claimed once, moved on and handed on, all of it or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from handlers.events import Due
from handlers.times import Recurs
from scheduler import cadence, ticks
from storage import dues, workspaces
from storage.models import Due as DueRow
from storage.session import Database, confine

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEKDAYS = Recurs(frozenset({"mon", "tue", "wed", "thu", "fri"}), time(9), "UTC")


def plan(database: Database, *names: str, recurs: Recurs | None = WEEKDAYS) -> None:
    with database.everywhere() as session:
        workspace = workspaces.install(session, "slack", "T1", "Acme", "", MONDAY)
        confine(session, workspace.key)
        for name in names:
            dues.plan(session, name, "standup.ask", MONDAY, recurs.plain() if recurs else None)


def tick(database: Database, now: datetime, handed: list[Due], most: int = ticks.MOST) -> int:
    with database.everywhere() as session:
        return ticks.tick(session, now, lambda _, due: handed.append(due), most)


def rows(database: Database) -> dict[str, datetime]:
    with database.everywhere() as session:
        return {row.name: row.next_run_at for row in session.exec(select(DueRow)).all()}


def test_a_moment_is_handed_on_once_and_the_row_moves_on(database: Database) -> None:
    plan(database, "ask")
    handed: list[Due] = []
    assert tick(database, MONDAY - timedelta(seconds=1), handed) == 0
    assert tick(database, MONDAY, handed) == 1
    assert tick(database, MONDAY, handed) == 0
    assert [(due.planned, due.args) for due in handed] == [(MONDAY, {"day": "2026-11-23"})]
    assert rows(database) == {"ask": MONDAY + timedelta(days=1)}


def test_a_single_moment_goes_when_it_was_handed_on(database: Database) -> None:
    plan(database, "remind", recurs=None)
    handed: list[Due] = []
    assert tick(database, MONDAY, handed) == 1
    assert rows(database) == {}


def test_days_of_downtime_hand_on_each_missed_moment_once_and_in_order(
    database: Database,
) -> None:
    plan(database, "ask")
    handed: list[Due] = []
    back = MONDAY + timedelta(days=7, minutes=5)
    while tick(database, back, handed):
        pass
    days = [due.args["day"] for due in handed]
    assert days == [f"2026-11-{day}" for day in (23, 24, 25, 26, 27, 30)]
    assert len({due.key for due in handed}) == 6


def test_an_error_while_handing_on_leaves_everything_as_it_was(database: Database) -> None:
    plan(database, "one", "two", "three")
    handed: list[Due] = []

    def enqueue(_: Session, due: Due) -> None:
        handed.append(due)
        if len(handed) == 2:
            raise RuntimeError("on purpose")

    before = rows(database)
    with pytest.raises(RuntimeError), database.everywhere() as session:
        ticks.tick(session, MONDAY, enqueue)
    assert rows(database) == before


def test_a_rule_that_makes_no_sense_holds_nobody_else_up(database: Database) -> None:
    plan(database, "good", "bad")
    with database.everywhere() as session:
        bad = session.exec(select(DueRow).where(DueRow.name == "bad")).one()
        bad.rule = {"days": "mon"}
        session.add(bad)
    handed: list[Due] = []
    tick(database, MONDAY, handed)
    assert [due.key.split("@")[0] for due in handed] == ["good"]
    assert rows(database)["bad"] > MONDAY


def test_no_workspace_waits_until_a_larger_one_is_through() -> None:
    later = MONDAY + timedelta(minutes=1)
    planned = [
        (1, MONDAY, "a"),
        (1, MONDAY, "b"),
        (2, MONDAY, "c"),
        (1, later, "d"),
        (1, MONDAY, "e"),
    ]
    dues = [Due(workspace, "standup.ask", key, at) for workspace, at, key in planned]
    assert [due.key for due in ticks.in_turns(dues)] == ["a", "c", "b", "e", "d"]


def test_a_zone_that_moved_its_clocks_since_keeps_the_day() -> None:
    """Planned for 09:00 UTC; by today's zone database that is 10:00 there."""
    rule = Recurs(frozenset({"mon", "tue"}), time(9), "Europe/Berlin").plain()
    step = cadence.step(rule, MONDAY)
    assert step.day is not None and step.day.isoformat() == "2026-11-23"
    assert step.then == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_two_processes_that_tick_at_once_claim_each_row_once(
    postgres_url: str,
) -> None:
    ones = [Database(postgres_url), Database(postgres_url)]
    names = [f"ask {number:03}" for number in range(200)]
    plan(ones[0], *names)
    both = threading.Barrier(2)
    handed: list[list[Due]] = [[], []]

    def work(mine: int) -> None:
        both.wait()
        while tick(ones[mine], MONDAY, handed[mine], most=10):
            pass

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    keys = [due.key for each in handed for due in each]
    assert len(keys) == 200 and len(set(keys)) == 200
    assert set(rows(ones[0]).values()) == {MONDAY + timedelta(days=1)}
    for one in ones:
        one.close()


def test_a_row_that_somebody_else_holds_is_left_to_them(postgres_url: str) -> None:
    one, two = Database(postgres_url), Database(postgres_url)
    plan(one, "ask")
    handed: list[Due] = []
    done: Callable[[], int] = lambda: tick(two, MONDAY, handed)  # noqa: E731
    with one.everywhere() as session:
        assert len(dues.claim(session, MONDAY, 10)) == 1
        assert done() == 0
    assert done() == 1
    one.close()
    two.close()
