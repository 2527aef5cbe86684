"""What is done is trimmed; what people wrote is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.app import Drumbeat
from bot.engine import Engine
from bot.retention import Retention
from bot.settings import Settings
from handlers.events import Due
from storage import deliveries, processes, seen, upkeep
from storage.models import Absence, Delivery, Entry, Process, Prompt, Seen, StandupDay
from storage.session import Database, confine
from tests.flows.office import Office, at, set_up
from tests.platforms.scripted import until

KEEP = timedelta(days=90)


class NoEngine(Engine):
    def __init__(self) -> None:
        self.asked: list[datetime] = []

    async def forget(self, before: datetime) -> int:
        self.asked.append(before)
        return 0


def retention(database: Database, now: datetime) -> Retention:
    return Retention(database, NoEngine(), KEEP, lambda: now, lambda: now)


async def a_day(database: Database) -> Office:
    office = Office(database)
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.answers("built the harbor", "paint it", "no paint")
    await office.until(at("18:00"))
    return office


def written(office: Office) -> list[Any]:
    with office.inside() as session:
        return [
            row.model_dump()
            for table in (Entry, Prompt, StandupDay)
            for row in session.exec(select(table)).all()
        ]


async def test_after_months_the_ledger_holds_no_text_and_nothing_comes_again(
    database: Database,
) -> None:
    office = await a_day(database)
    before, subjects = written(office), {(row.subject, row.ref) for row in office.ledger()}
    assert any(row.content for row in office.ledger())
    later = office.now + KEEP + timedelta(days=1)
    await retention(database, later).trim()
    assert {(row.subject, row.ref) for row in office.ledger()} == subjects
    assert [row.content for row in office.ledger() if row.content] == []
    assert written(office) == before
    # Its subject is still known: the same message cannot be posted twice.
    with office.inside() as session, session.begin_nested():
        assert not deliveries.post(
            session,
            subject=office.ledger()[0].subject,
            kind="message",
            place="C-core",
            place_kind="channel",
            content={},
            under="",
            now=later,
        )


async def test_what_is_younger_or_still_to_go_out_is_left_alone(database: Database) -> None:
    office = await a_day(database)
    before = [row.model_dump() for row in office.ledger()]
    await retention(database, office.now + KEEP - timedelta(hours=10)).trim()
    assert [row.model_dump() for row in office.ledger()] == before


async def test_what_never_arrived_goes_and_what_waits_stays(database: Database) -> None:
    office = await a_day(database)

    def states(session: Session) -> None:
        confine(session, office.workspace_id)
        rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
        for row, (state, ref) in zip(
            rows,
            [("stopped", ""), ("stopped", "m1"), ("waiting", ""), ("sending", "")],
            strict=False,
        ):
            row.state, row.ref = state, ref
            session.add(row)

    with database.everywhere() as session:
        states(session)
    gone, given_up, waits, sending, *_ = (row.subject for row in office.ledger())
    texts = {row.subject: row.content for row in office.ledger()}
    await retention(database, office.now + KEEP + timedelta(days=1)).trim()
    left = {row.subject: row for row in office.ledger()}
    assert gone not in left
    assert (left[given_up].state, left[given_up].content) == ("sent", {})
    assert {left[one].state for one in (waits, sending)} == {"waiting", "sending"}
    assert {one: left[one].content for one in (waits, sending)} == {
        one: texts[one] for one in (waits, sending)
    }


async def test_a_message_without_its_text_can_still_be_changed(database: Database) -> None:
    office = await a_day(database)
    await retention(database, office.now + KEEP + timedelta(days=1)).trim()
    [digest] = [row for row in office.ledger() if row.subject.endswith(":digest")]
    with office.inside() as session:
        assert deliveries.revise(
            session, digest.subject, {"summary": "x", "parts": []}, at("09:00")
        )
        session.commit()
    [digest] = [row for row in office.ledger() if row.subject.endswith(":digest")]
    assert (digest.state, digest.content["summary"]) == ("waiting", "x")


async def test_keys_of_events_are_kept_a_week_and_those_of_the_dead_a_day(
    database: Database,
) -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    office = Office(database)
    with office.inside() as session:
        for days in (6, 8):
            at = now - timedelta(days=days)
            seen.first_time(session.connection(), office.workspace_id, f"{days} days old", at)
        session.commit()
    with database.everywhere() as session:
        there = processes.now(session)
        processes.beat(session, "alive", there - timedelta(hours=1))
        processes.beat(session, "dead", there - timedelta(days=2))
    made = retention(database, now)
    await made.trim()
    with database.everywhere() as session:
        assert session.exec(select(Seen.happening)).all() == ["6 days old"]
        assert session.exec(select(Process.id)).all() == ["alive"]
    assert made._engine.asked == [now - timedelta(days=7)]  # type: ignore[attr-defined]


def test_much_is_trimmed_in_small_pieces(database: Database) -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    office = Office(database)
    with office.inside() as session:
        for number in range(7):
            seen.first_time(session.connection(), office.workspace_id, f"{number}", now)
        session.commit()
    later = now + timedelta(days=1)
    with database.everywhere() as session:
        assert [seen.forget(session, later, 3) for _ in range(4)] == [3, 3, 1, 0]
        assert upkeep.forget(session, later, 3) == 0


async def test_the_engine_forgets_what_is_done_and_nothing_else(database: Database) -> None:
    done: list[str] = []

    async def handle(due: Due) -> None:
        if due.key == "fails":
            raise RuntimeError("on purpose")
        done.append(due.key)

    engine = Engine(database, "us", handle, poll=0.01)
    await engine.start()
    try:

        def put() -> None:
            with database.everywhere() as session:
                for key in ("good", "fails"):
                    engine.enqueue(session, Due(1, "standup.ask", key, at("09:00")))

        await database.run(put)
        await until(lambda: done == ["good"])
        now = datetime.now(UTC)
        assert await engine.forget(now - timedelta(days=1)) == 0
        await until(lambda: _forgotten(engine, now + timedelta(days=1)))
        assert await engine.undone() == 1
    finally:
        await engine.stop()


async def _forgotten(engine: Engine, before: datetime) -> bool:
    return await engine.forget(before) > 0


def test_it_is_done_every_hour(sqlite_url: str) -> None:
    drumbeat = Drumbeat(Settings.model_validate({"DRUMBEAT_DATABASE_URL": sqlite_url}))
    drumbeat.database.close()
    job = drumbeat.jobs._scheduler.get_job("trim")
    assert job.trigger.interval == timedelta(hours=1)


def test_a_setting_says_how_long_texts_are_kept(sqlite_url: str) -> None:
    given = {"DRUMBEAT_DATABASE_URL": sqlite_url, "DRUMBEAT_KEEP_DELIVERIES_DAYS": "7"}
    drumbeat = Drumbeat(Settings.model_validate(given))
    drumbeat.database.close()
    assert drumbeat.retention._keep_deliveries == timedelta(days=7)
    with pytest.raises(ValueError, match="KEEP_DELIVERIES"):
        Settings.model_validate({"DRUMBEAT_KEEP_DELIVERIES_DAYS": "0"})


async def test_who_was_away_is_forgotten_after_two_years_and_who_is_stays(
    database: Database,
) -> None:
    office = await a_day(database)
    ada = office.person("Ada")
    for said in ("2026-11-24 to 2026-11-25", "from 2026-12-01 to 2027-08-01"):
        await ada.commands(f"/standup away {said}")

    async def known(after: timedelta) -> int:
        await retention(database, office.now + after).trim()
        with office.inside() as session:
            return len(session.exec(select(Absence)).all())

    assert await known(timedelta(days=700)) == 2
    assert await known(timedelta(days=2 * 366 + 3)) == 1
    assert await known(timedelta(days=2 * 366 + 260)) == 0
