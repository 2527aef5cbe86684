"""docs/anonymity.md, held to its word: what somebody with the whole database learns of a retro.

The one who looks has every row before and after each press, and the logs.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel, update
from structlog.testing import capture_logs

from bot.metrics import Metrics
from bot.watching import Watch
from storage.models import Person
from storage.session import Database
from tests import variants
from tests.flows.conftest import empty
from tests.flows.dumps import Dump, changed, dump, names_somebody, person_ids
from tests.flows.office import Office, Persona
from tests.flows.retros import Circle, adds, card, collecting
from tests.flows.test_retro_votes import votes

ALLOWED = {"slip", "box", "seen"}
"""All that a press may write that nobody is to be known by."""
SEEDS = 40 if variants.EVERY_VARIANT else 12
Act = Callable[[Persona], Awaitable[object]]


async def a_card(who: Persona) -> None:
    await adds(who, Learned=f"A thought of {who.name[::-1]}")


async def is_done(who: Persona) -> None:
    await who.presses("I’m done", card(who.office))


async def a_ballot(who: Persona) -> None:
    await votes(who, A=1)


async def _write_all(team: Circle) -> None:
    for who in team.members:
        await a_card(who)
    await team.ada.presses("Next: Group", card(team.office))


async def test_what_a_press_leaves_behind_names_nobody(office: Office) -> None:
    team = await collecting(office)
    for act in (a_card, is_done):
        await _leaves_nothing_of_them(team, act)
    await team.ada.presses("Next: Group", card(office))
    await team.ada.presses("Next: Vote", card(office))
    await _leaves_nothing_of_them(team, a_ballot)


async def _leaves_nothing_of_them(team: Circle, act: Act) -> None:
    for who in team.members:
        before = dump(team.office)
        await act(who)
        left = changed(before, dump(team.office))
        assert set(left) <= ALLOWED, left.keys()
        for table, rows in left.items():
            assert names_somebody(team.office, rows) == [], table


@pytest.fixture
def postgres_office(shared_postgres: Database) -> Iterator[Office]:
    yield Office(shared_postgres)
    empty(shared_postgres)


async def test_no_transaction_holds_a_slip_and_a_person(postgres_office: Office) -> None:
    """PostgreSQL writes beside each row by which transaction it came. Who has no zone is looked up
    when they press: that is another one."""
    office = postgres_office
    team = await collecting(office)
    with office.inside() as session:
        session.exec(update(Person).values(zone=""))
        session.commit()
    office.now += timedelta(hours=1)
    for who in team.members:
        await a_card(who)
        await is_done(who)
    found = _by_transaction(office)
    secret = [rows for rows in found.values() if "slip" in rows]
    assert secret
    for written in secret:
        for table, rows in written.items():
            assert table in ALLOWED, table
            assert names_somebody(office, rows) == []
    assert len([written for written in found.values() if "person" in written]) == len(team.members)


def _by_transaction(office: Office) -> dict[str, Dump]:
    found: dict[str, Dump] = {}
    with office.database.everywhere() as session:
        for table in SQLModel.metadata.sorted_tables:
            rows = session.execute(
                text(f'SELECT xmin::text AS by, * FROM "{table.name}"')
            ).mappings()
            for row in rows:
                kept = {name: value for name, value in row.items() if name != "by"}
                found.setdefault(row["by"], {}).setdefault(table.name, []).append(kept)
    return found


async def test_nothing_that_is_said_without_a_name_has_a_time(office: Office) -> None:
    team = await collecting(office)
    await _write_all(team)
    found = dump(office)
    for table in ("slip", "box", "retrocard", "retrotopic"):
        for row in found[table]:
            assert not [
                name for name in row if name.endswith(("_at", "_on", "_id")) and "person" in name
            ]
            assert not [name for name in row if name.endswith("_at")], (table, row)


@pytest.mark.long
async def test_cards_do_not_come_out_in_the_order_they_went_in(database: Database) -> None:
    """Who knows in which order people pressed guesses as well as by lot: of four, one."""
    right = {"as they lie": 0, "by number": 0, "by topic": 0}
    for seed in range(SEEDS):
        office = Office(database, workspace=f"T{seed}")
        team = await collecting(office)
        order = list(team.members)
        random.Random(seed).shuffle(order)
        for who in order:
            await a_card(who)
        await team.ada.presses("Next: Group", card(office))
        found = [
            row for row in dump(office)["retrocard"] if row["workspace_id"] == office.workspace_id
        ]
        truth = [f"A thought of {who.name[::-1]}" for who in order]
        for way, key in (("as they lie", ""), ("by number", "id"), ("by topic", "topic_id")):
            guessed = sorted(found, key=lambda row: row[key]) if key else found
            right[way] += sum(
                row["text"] == words for row, words in zip(guessed, truth, strict=True)
            )
    # One right of each retro is expected; the spread of the mean is 1 / √SEEDS, five of it are let be.
    for way, many in right.items():
        assert abs(many / SEEDS - 1) < 5 / SEEDS**0.5, (way, many / SEEDS)


async def test_logs_and_figures_know_no_person(office: Office) -> None:
    metrics = Metrics("all")
    office.dispatch.watch = Watch(metrics)
    with capture_logs() as logs:
        team = await collecting(office)
        logs.clear()
        await _write_all(team)
        await team.ada.presses("Next: Vote", card(office))
        for who in team.members:
            await a_ballot(who)
    ids = {str(each) for each in person_ids(office).values()}
    words = {word for who in team.members for word in (who.ref, who.name, who.name[::-1])}
    for entry in logs:
        said = {key: value for key, value in entry.items() if key not in ("workspace", "log_level")}
        assert not any(word in str(said) for word in words), said
        assert "person" not in said and "person_id" not in said, (said, ids)
    figures = metrics.text(None).decode()
    assert not any(word in figures for word in words)


async def test_once_it_is_over_no_key_is_left(office: Office) -> None:
    team = await collecting(office)
    await _write_all(team)
    await team.ada.presses("Next: Vote", card(office))
    for who in team.members:
        await a_ballot(who)
    assert [row for row in dump(office)["box"] if row["sealed_key"]]
    await team.ada.presses("Next: Discuss", card(office))
    found = dump(office)
    assert found["slip"] == []
    assert {row["sealed_key"] for row in found["box"]} == {""}


async def test_the_file_itself_forgets_what_was_sealed(sqlite_office: Office) -> None:
    office = sqlite_office
    team = await collecting(office)
    for who in team.members:
        await a_card(who)
    before = dump(office)
    [path] = {Path(str(office.database.engine.url.database))}
    await team.ada.presses("Next: Group", card(office))
    with office.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    for row in before["box"]:
        if ":cards" in row["subject"]:
            assert row["sealed_key"].encode() not in content
    for row in before["slip"]:
        assert row["sealed"].encode() not in content or row in dump(office)["slip"]
