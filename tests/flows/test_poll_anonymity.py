"""An anonymous poll, seen by who holds the database: nobody's answer is there with their name, with a
time, or in the order in which they came."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from handlers.errors import Refusal
from handlers.events import Pressed
from storage.session import Database
from tests.flows.conftest import empty
from tests.flows.office import Office, Persona, at
from tests.flows.polled import (
    ASKED,
    asks,
    card,
    crew,
    more,
    poll,
    presses_on,
    slips,
    votes,
)

SEEDS = 40
VOTERS = 4


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


@pytest.mark.long
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


@pytest.fixture
def crowded(shared_postgres: Database) -> Iterator[Office]:
    """Where transactions run side by side."""
    yield Office(shared_postgres)
    empty(shared_postgres)


@pytest.mark.long
@pytest.mark.parametrize("names", ["anonymous", "named"])
async def test_sixty_who_answer_at_the_same_moment_are_all_counted(
    crowded: Office, names: str
) -> None:
    """Each in a thread and a transaction of their own, and each of them twice."""
    people = await crew(crowded, *(f"P{number:02}" for number in range(60)))
    await people[0].commands(f"{ASKED} {names} hidden")
    outcomes = await _at_once(
        crowded, [[_choice(who, nth + 1), _choice(who, nth)] for nth, who in enumerate(people)]
    )
    assert outcomes == ["ok"] * 120
    await presses_on(people[0], "Close it now", await more(people[0]))
    found = card(crowded).words
    # The second press of each counts: every third chose each.
    for option in ("Pizza", "Sushi", "Soup"):
        assert f"{option} – 20 votes, 33 %" in found
    assert slips(crowded) == []


@pytest.mark.parametrize("names", ["anonymous", "named"])
async def test_who_answers_while_it_closes_is_counted_or_refused(
    crowded: Office, names: str
) -> None:
    people = await crew(crowded, *(f"P{number:02}" for number in range(30)))
    await people[0].commands(f"{ASKED} {names} hidden")
    for who in people[:3]:
        await votes(who, "Soup")
    number = str(poll(crowded).key)
    origin = crowded.origin(people[0].ref)
    closing = Pressed(origin, "poll.close", {"poll": number}, "m", "close")
    presses = [[_choice(who, 2)] for who in people[3:]]
    presses.insert(13, [closing])
    outcomes = await _at_once(crowded, presses)
    counted = 3 + outcomes.count("ok") - 1
    assert outcomes.count("ok") + outcomes.count("refused") == len(presses)
    assert f"Soup – {counted} votes, 100 %" in card(crowded).words
    assert slips(crowded) == []


def _choice(who: Persona, option: int) -> Pressed:
    args = {"poll": str(poll(who.office).key), "choice": str(option % 3)}
    where = who.office.origin(who.ref)
    return Pressed(where, "poll.choose", args, "m", who.office.key())


async def _at_once(office: Office, presses: list[list[Pressed]]) -> list[str]:
    """What became of each; those of one list come one after the other."""
    ready = threading.Barrier(len(presses))
    outcomes: list[str] = []

    def press(some: list[Pressed]) -> None:
        ready.wait()
        for event in some:
            try:
                office.dispatch._in_transaction(event, False)
                outcomes.append("ok")
            except Refusal:
                outcomes.append("refused")

    threads = [threading.Thread(target=press, args=(some,)) for some in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    await office.deliver()
    return outcomes
