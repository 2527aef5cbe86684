"""How often the database is asked does not grow with who is there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import event

from storage.session import Database
from tests.flows.office import Office, Persona, at, set_up


@dataclass
class Asked:
    times: int = 0


@contextlib.contextmanager
def statements(database: Database) -> Iterator[Asked]:
    asked = Asked()

    def count(*_: object) -> None:
        asked.times += 1

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", count)


async def test_a_home_pane_of_many_teams_asks_as_often_as_that_of_one(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    for number in range(3):
        await set_up(office, ada, place=f"C-{number}", name=f"Side {number}")
    await office.until(at("09:30"))
    with statements(office.database) as one_team:
        await ben.opens_home()
    with statements(office.database) as four_teams:
        await ada.opens_home()
    assert four_teams.times == one_team.times


async def test_a_digest_of_many_asks_as_often_as_that_of_two(sqlite_office: Office) -> None:
    office = sqlite_office
    crowd = [office.person(f"Person {number}") for number in range(8)]
    await set_up(office, *crowd[:2])
    await set_up(office, *crowd, place="C-many", name="Many")
    await office.until(at("09:30"))
    for person in crowd:
        await answer_all(person)
    office.now = at("13:00")
    digests = [due for due in office.claim_due() if due.kind == "standup.digest"]
    asked = {}
    for due in digests:
        with statements(office.database) as found:
            await office.dispatch.handle_due(due)
        asked[due.args["standup"]] = found.times
    await office.deliver()
    assert len(office.thread(office.digest("C-many"))) == 8
    assert len(asked) == 2
    assert len(set(asked.values())) == 1


async def answer_all(person: Persona) -> None:
    for place, members in person.office.chat.channels.items():
        if person.ref in members:
            form = await person.form("/standup", place)
            await person.sends(form, {"q1": "Lists", "q2": "More", "q3": "The keys"})
