"""Answers that were given before they could be searched are found after the upgrade."""

from __future__ import annotations

from alembic import command
from sqlalchemy import text

from storage import history, migrate
from storage.session import Database
from tests.flows.office import Office, at, set_up


async def test_older_answers_are_found(database: Database) -> None:
    office = Office(database)
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    await office.until(at("09:30"))
    await ada.answers("Fähre nach Föhr", "100% of it")
    await ben.answers("Ropes", "More ropes")
    _back_to_before(database)
    migrate.upgrade(database)
    with office.inside() as session:
        for words in (["FÄHRE"], ["föhr", "100%"]):
            [(entry, person)] = history.found(session, 1, words, 10)
            assert person.name == "Ada"
            assert entry.words == history.searchable(entry.answers.values())
        assert len(history.found(session, 1, [], 10)) == 2


def _back_to_before(database: Database) -> None:
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.downgrade(migrate._config(connection), "0006")
        connection.commit()
        columns = connection.execute(text("SELECT * FROM entry")).keys()
        assert "words" not in columns
        connection.commit()
        if database.is_sqlite:
            connection.invalidate()
