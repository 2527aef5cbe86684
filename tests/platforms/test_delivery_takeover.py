"""What a process had in hand when it died, and what it does when it was not dead after all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from structlog.testing import capture_logs

from bot import noting
from bot.noting import Noting
from storage import notes
from storage.session import Database
from tests.platforms.scripted import There, post_office, until

pytestmark = pytest.mark.asyncio


async def nobody() -> Sequence[str]:
    return []


async def test_what_was_being_sent_is_found_where_one_can_ask(database: Database) -> None:
    office = await post_office(database)
    office.platform.can_be_asked = True
    await office.ledger.post("hello")
    await office.ledger.claim("the dead")
    row = await office.ledger.row("hello")
    office.platform.there["m7"] = there = There(f"1:{row.subject}", "C1", "", "hello")
    async with office.open() as made:
        await made.take_over(nobody)
        await until(lambda: office.ledger.is_("hello", "sent"))
    row = await office.ledger.row("hello")
    assert (row.ref, row.repeats) == ("m7", 0)
    assert list(office.platform.there.values()) == [there]


@pytest.mark.parametrize("can_be_asked", [True, False])
async def test_what_was_being_sent_and_is_not_found_is_sent_again_and_counted(
    database: Database, can_be_asked: bool
) -> None:
    office = await post_office(database)
    office.platform.can_be_asked = can_be_asked
    await office.ledger.post("hello")
    await office.ledger.claim("the dead")
    async with office.open() as made:
        await made.take_over(nobody)
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert office.platform.words() == ["hello"]
    assert (await office.ledger.row("hello")).repeats == 1


async def test_an_edit_that_was_being_sent_is_done_again_and_counts_as_no_repeat(
    database: Database,
) -> None:
    office = await post_office(database)
    async with office.open() as made:
        await office.ledger.post("hello")
        await until(lambda: office.ledger.is_("hello", "sent"))
        await made.stop()
    await office.ledger.update("hello", "newer")
    await office.ledger.claim("the dead")
    async with office.open() as made:
        await made.take_over(nobody)
        await until(lambda: office.platform.words() == ["newer"])
    assert (await office.ledger.row("hello")).repeats == 0


async def test_what_the_living_have_in_hand_is_left_to_them(database: Database) -> None:
    office = await post_office(database)
    await office.ledger.post("theirs")
    await office.ledger.claim("another")

    async def living() -> Sequence[str]:
        return ["another"]

    async with office.open() as made:
        assert await made.take_over(living) == 0
    assert (await office.ledger.row("theirs")).claimed_by == "another"


async def test_who_is_alive_is_asked_after_what_they_have_in_hand(database: Database) -> None:
    office = await post_office(database)
    await office.ledger.post("theirs")

    async def living() -> Sequence[str]:
        """A process that starts, and takes up work, while somebody looks for the dead."""
        await office.ledger.claim("just born")
        return []

    made = office.deliveries()
    assert await made.take_over(living) == 0
    assert await office.ledger.is_("theirs", "waiting")
    await office.ledger.claim("just born")


async def test_nobody_takes_over_from_themselves(database: Database) -> None:
    office = await post_office(database)
    office.platform.close_gate("C1")
    async with office.open() as made:
        await office.ledger.post("hello")
        await until(lambda: office.platform.on_wire["C1"] == 1)
        assert await made.take_over(nobody) == 0
        office.platform.gates["C1"].set()
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert office.platform.words() == ["hello"]


async def test_what_it_claimed_without_getting_to_know_is_taken_up(database: Database) -> None:
    """The database went away with the answer to the commit."""
    office = await post_office(database)
    await office.ledger.post("hello")
    assert await office.ledger.claim("us") == ["hello"]
    async with office.open("us") as made:
        assert await made.take_over(nobody) == 0
        assert await made.take_over(nobody) == 1
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert office.platform.words() == ["hello"]


async def test_what_a_wrong_clock_has_put_off_for_hours_goes_out(database: Database) -> None:
    office = await post_office(database)
    office.later(3 * 3600)
    await office.ledger.post("hello")
    office.later(-3 * 3600)
    async with office.open() as made:
        await made.take_over(nobody)
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert office.platform.words() == ["hello"]


async def test_two_survivors_take_over_once(database: Database) -> None:
    office = await post_office(database)
    await office.ledger.post("hello")
    await office.ledger.claim("the dead")
    one, two = office.deliveries("one"), office.deliveries("two")
    left = await one._database.run(one._in_hand)
    await one.take_over(nobody)
    for job in left:
        await two._sender.take_up(job)
    assert (await office.ledger.row("hello")).repeats == 1


async def test_one_that_was_taken_for_dead_does_not_send_what_it_had_not_got_to(
    database: Database,
) -> None:
    office = await post_office(database)
    await office.ledger.post("hello")
    sleeper = office.deliveries("sleeper")
    [job] = await sleeper._claim()
    async with office.open("survivor") as survivor:
        await survivor.take_over(nobody)
        await until(lambda: office.ledger.is_("hello", "sent"))
        office.later(31)
        await sleeper._sender.work(job)
    assert office.platform.words() == ["hello"]


async def test_one_that_was_taken_for_dead_writes_over_nothing(database: Database) -> None:
    """Paused while its message was on the wire; another has sent it again meanwhile."""
    office = await post_office(database)
    gate = office.platform.close_gate("C1")
    async with office.open("sleeper"):
        await office.ledger.post("hello")
        await until(lambda: office.platform.on_wire["C1"] == 1)
        office.platform.gates = {}
        async with office.open("survivor") as survivor:
            await survivor.take_over(nobody)
            await until(lambda: office.ledger.is_("hello", "sent"))
            first = (await office.ledger.row("hello")).ref
            gate.set()
            await until(lambda: len(office.platform.there) == 2)
            await office.ledger.update("hello", "newer")
            await until(lambda: office.ledger.is_("hello", "sent"))
    row = await office.ledger.row("hello")
    assert (row.ref, row.repeats, row.sent_revision) == (first, 1, 2)


async def test_news_that_it_arrived_after_all_saves_the_second_sending(
    database: Database,
) -> None:
    """Taken over, and not yet sent again, when the one taken for dead learns that it arrived."""
    office = await post_office(database)
    gate = office.platform.close_gate("C1")
    async with office.open("sleeper"):
        await office.ledger.post("hello")
        await until(lambda: office.platform.on_wire["C1"] == 1)
        office.later(-10)
        survivor = office.deliveries("survivor")
        await survivor.take_over(nobody)
        gate.set()
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert office.platform.words() == ["hello"]


async def test_a_note_the_database_does_not_take_is_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "PAUSE", 0.01)
    office = await post_office(database)
    failing = 3

    def write(self: Noting, notes: list[noting.Note]) -> list[bool]:
        nonlocal failing
        if office.platform.there and failing:
            failing -= 1
            raise OperationalError("COMMIT", {}, Exception("the database is away"))
        return real(self, notes)

    real = Noting._write
    monkeypatch.setattr(Noting, "_write", write)
    async with office.open():
        await office.ledger.post("hello")
        await until(lambda: office.ledger.is_("hello", "sent"))
    assert failing == 0
    assert office.platform.words() == ["hello"]


async def test_connections_that_break_lose_nothing(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "PAUSE", 0.01)
    database, other = Database(postgres_url), Database(postgres_url)
    office = await post_office(database)
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")  # fmt: skip  # noqa: E501
    names = [f"n{number:02}" for number in range(30)]
    with capture_logs():
        async with office.open() as made:
            for number, name in enumerate(names):
                await office.ledger.post(name, place=f"C{number % 5}")
                made.wake()
                if number % 10 == 5:
                    with other.everywhere() as session:
                        session.connection().execute(cut)
            await until(lambda: office.ledger.all_are("sent"))
    rows = await office.ledger.rows()
    assert sorted(row.subject for row in rows) == names
    assert sorted(there.words for there in office.platform.there.values()) == names
    database.close()
    other.close()


async def test_a_note_that_fails_does_not_hold_up_those_it_came_with(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "PAUSE", 0.01)
    office = await post_office(database)
    noted = Noting(database)
    tries = 0

    def bad(session: Session) -> bool:
        nonlocal tries
        tries += 1
        if tries < 4:
            session.connection().execute(text("SELECT no_such_column"))
        return True

    await office.ledger.post("hello")
    await office.ledger.claim("us")
    row_id = (await office.ledger.row("hello")).key

    def good(session: Session) -> bool:
        return notes.note_lost(session, row_id, "us", unsure=True)

    with capture_logs():
        first, second = await asyncio.gather(noted.note(bad), noted.note(good))
    assert first and second
    assert (await office.ledger.row("hello")).repeats == 1
