"""A stand-up from before a team could have several goes on after the upgrade, beside another."""

from __future__ import annotations

from alembic import command

from storage import migrate, standups
from storage.session import Database
from tests.flows.office import MONDAY, SETTINGS, Office, at, in_days, set_up


async def test_an_older_stand_up_goes_on_beside_a_new_one(database: Database) -> None:
    office = Office(database)
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.answers("Lists", "More lists")
    _back_to_before(database)
    migrate.upgrade(database)
    with office.inside() as session:
        [standup] = standups.of_team(session, 1)
        assert (standup.name, standup.every_weeks, standup.ended_at) == ("", 1, None)
        assert len(standups.prompts_on(session, 1, MONDAY)) == 2
        assert len(standups.entries_on(session, 1, MONDAY)) == 1
    form = await ada.form("/standup setup Evening")
    await ada.sends(form, {**SETTINGS, "called": "Evening", "hour": "16:00"})
    await office.until(at("16:30", day=in_days(1)))
    assert len(ben.asked(in_days(1))) == 2


def _back_to_before(database: Database) -> None:
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.downgrade(migrate._config(connection), "0009")
        connection.commit()
        if database.is_sqlite:
            connection.invalidate()
