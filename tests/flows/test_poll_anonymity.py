"""An anonymous poll, seen by who holds the database: nobody's answer is there with their name, with a
time, or in the order in which they came."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import threading

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from handlers.events import Pressed
from storage.session import Database
from tests.flows.office import Office, Persona, at
from tests.flows.polled import (
    ASKED,
    asks,
    card,
    crew,
    forges,
    more,
    poll,
    presses_on,
    sealed_office,
    slips,
    votes,
)

SEEDS = 40
VOTERS = 4


@pytest.fixture
def office(database: Database) -> Office:
    return sealed_office(database)


def dump(office: Office) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, as it lies there."""
    with office.database.engine.begin() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in SQLModel.metadata.sorted_tables
        }


def changed(before: dict[str, list[dict[str, object]]], office: Office) -> dict[str, list[object]]:
    """By table: the rows that are new or other than before."""
    found = {}
    for name, rows in dump(office).items():
        if some := [row for row in rows if row not in before[name]]:
            found[name] = some
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("kind", ["single", "multiple", "ranked"])
async def test_with_a_slip_nothing_is_saved_that_names_anybody(office: Office, kind: str) -> None:
    ada, ben, chiara, _ = await crew(office)
    await asks(ada, kind=kind)
    for who in (ben, chiara, ben):
        before = dump(office)
        if kind == "single":
            await votes(who, "Soup")
        else:
            form = (await who.presses("Answer", card(office))).form
            assert form is not None
            await who.sends(form, {"choice": "2", "rank0": "2"})
        rows = changed(before, office)
        assert set(rows) == {"slip", "seen"}
        # Of what happened it keeps a mark that names neither person nor place.
        for row in rows["seen"]:
            assert set(row) == {"id", "workspace_id", "happening", "at"}  # type: ignore[call-overload]
            assert who.ref not in json.dumps(row, default=str)
        for row in rows["slip"]:
            assert set(row) == {"id", "workspace_id", "box_id", "mark", "sealed"}  # type: ignore[call-overload]


async def test_nothing_in_the_database_says_who_chose_what(office: Office) -> None:
    ada, ben, chiara, dev = await crew(office)
    await ada.commands(f"{ASKED} live")
    for who, choice in ((ada, "Pizza"), (ben, "Sushi"), (chiara, "Soup"), (dev, "Soup")):
        await votes(who, choice)
        await more(who)
    await presses_on(dev, "Take it back", await more(dev))
    await votes(dev, "Sushi")
    await office.until(at("09:30"))
    everything = dump(office)
    assert everything["pollvote"] == []
    people = {row["ref"]: str(row["id"]) for row in everything["person"]}
    for row in everything["slip"]:
        assert not {"person_id", "at"} & set(row)
        for name, ref in (("Ada", ada.ref), ("Ben", ben.ref)):
            assert name not in str(row["mark"]) and people[ref] != row["mark"]
    for row in [*everything["delivery"], *everything["due"]]:
        if "poll" in str(row.get("subject", row.get("name"))):
            told = json.dumps(row, default=str)
            assert not any(who.name in told for who in (ben, chiara, dev))
    await presses_on(ada, "Close it now", await more(ada))
    everything = dump(office)
    assert everything["slip"] == []
    assert [row["sealed_key"] for row in everything["box"]] == [""]
    assert poll(office).tally == {
        "answered": 4,
        "counts": [1, 2, 1],
        "duels": [],
        "ratings": [],
    }


async def test_slips_lie_in_no_order_and_came_with_nothing(office: Office) -> None:
    """Over many polls, whose slip lies where is as likely as any other way; in PostgreSQL, that is
    how a dump writes them, too."""
    people = await crew(office, *(f"P{number}" for number in range(VOTERS)))
    orders = []
    for seed in range(SEEDS):
        voting = random.Random(seed).sample(people, VOTERS)
        await people[0].commands(ASKED)
        marks: list[str] = []
        for who in voting:
            before = {slip.mark for slip in slips(office)}
            await votes(who, "Soup")
            marks += [slip.mark for slip in slips(office) if slip.mark not in before]
        orders.append(tuple(marks.index(mark) for mark in _lying(office)))
        assert len(_transactions(office)) == 1
        await presses_on(people[0], "Close it now", await more(people[0]))
    # In order, one in 24 is. The last is last in one of four.
    as_they_came = sum(order == tuple(range(VOTERS)) for order in orders)
    last_is_last = sum(order[-1] == VOTERS - 1 for order in orders)
    assert as_they_came <= SEEDS / 5
    assert last_is_last <= SEEDS * 0.6
    assert len(set(orders)) > 8


def _lying(office: Office) -> list[str]:
    """The marks as the database has them beside each other."""
    place = "rowid" if office.database.is_sqlite else "ctid"
    with office.database.engine.begin() as connection:
        rows = connection.execute(text(f"SELECT mark FROM slip ORDER BY {place}"))
        return [mark for (mark,) in rows]


def _transactions(office: Office) -> set[object]:
    """Those that wrote the slips, as PostgreSQL tells; SQLite does not."""
    if office.database.is_sqlite:
        return {0}
    with office.database.engine.begin() as connection:
        return {xmin for (xmin,) in connection.execute(text("SELECT xmin::text FROM slip"))}


@pytest.mark.parametrize("names", ["anonymous", "named"])
async def test_sixty_who_answer_at_the_same_moment_are_all_counted(
    shared_postgres: Database, names: str
) -> None:
    """Each in a thread and a transaction of their own, and each of them twice."""
    from tests.flows.conftest import empty

    office = sealed_office(shared_postgres)
    try:
        people = await crew(office, *(f"P{number:02}" for number in range(60)))
        for who in people:
            # Known before the rush, as people of a team are.
            await forges(who, "poll.more", poll="0")
        await people[0].commands(f"{ASKED} {names} hidden")
        await _at_once(office, people)
        await presses_on(people[0], "Close it now", await more(people[0]))
        found = card(office).words
        # The second press of each counts: every third chose each.
        for option in ("Pizza", "Sushi", "Soup"):
            assert f"{option} – 20 votes, 33 %" in found
        assert slips(office) == []
    finally:
        empty(shared_postgres)


async def _at_once(office: Office, people: list[Persona]) -> None:
    number = str(poll(office).key)
    keys = itertools.count()
    ready = threading.Barrier(len(people))
    outcomes: list[str] = []

    def press(nth: int, who: Persona) -> None:
        ready.wait()
        for choice in (str((nth + 1) % 3), str(nth % 3)):
            event = Pressed(
                office.origin(who.ref),
                "poll.choose",
                {"poll": number, "choice": choice},
                "m",
                f"rush{nth}:{next(keys)}",
            )
            outcome, _ = office.dispatch._in_transaction(event, False)
            outcomes.append("refused" if outcome.refused else "ok")

    threads = [threading.Thread(target=press, args=(nth, who)) for nth, who in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    assert outcomes == ["ok"] * 120
    await office.deliver()
