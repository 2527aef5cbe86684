"""Who said how worthwhile a retro was leaves no trace: whoever holds the whole database sees the same,
whoever of them said what."""

from __future__ import annotations

from typing import Any

from sqlmodel import SQLModel

from storage.session import Database
from tests.flows.conftest import empty
from tests.flows.dumps import changed, names_somebody
from tests.flows.dumps import dump as everything
from tests.flows.ending import closes, talked
from tests.flows.office import SEALS, Office, Persona, Shown, at, in_days

LEFT_OUT = {"slip", "box", "workspace", "retrocard"}


def dump(database: Database) -> dict[str, list[dict[str, Any]]]:
    """All rows, but for the sealed slips themselves and what has a number drawn by lot."""
    found = {}
    with database.engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                rows = connection.execute(table.select().order_by(*table.primary_key)).mappings()
                found[table.name] = [
                    {name: value for name, value in row.items() if name != "workspace_id"}
                    for row in rows
                ]
    return found


def asked(who: Persona) -> Shown:
    return next(each for each in who.inbox() if ":worth:" in each.subject)


async def answered(database: Database, *numbers: str) -> tuple[Any, Any]:
    """The database before and after the answers of Ada, Ben and Chiara are counted."""
    office = Office(database, seals=SEALS)
    team = await talked(office)
    await closes(team)
    for who, number in zip((team.ada, team.ben, team.chiara), numbers, strict=True):
        await who.presses(number, asked(who))
    before = dump(database)
    await office.until(at("10:00", day=in_days(1)))
    after = dump(database)
    empty(database)
    return before, after


async def test_the_whole_database_is_the_same_whoever_said_what(database: Database) -> None:
    one = await answered(database, "1", "4", "5")
    other = await answered(database, "5", "1", "4")
    for first, second in zip(one, other, strict=True):
        differing = [name for name in first if first[name] != second[name]]
        assert differing == []


async def test_a_press_leaves_nothing_that_names_who_pressed(database: Database) -> None:
    office = Office(database, seals=SEALS)
    team = await talked(office)
    await closes(team)
    question = asked(team.ben)
    await team.ada.presses("3", asked(team.ada))
    before = everything(office)
    await team.ben.presses("4", question)
    new = changed(before, everything(office))
    assert set(new) == {"slip", "seen"}
    assert names_somebody(office, [row for rows in new.values() for row in rows]) == []
