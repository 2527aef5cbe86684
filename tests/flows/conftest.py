"""One office with a team for every flow.

The flows of one test process share a database of each kind, emptied in between: what the database
layer has learnt of its statements is most of what a flow costs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from storage.session import Database
from tests.flows.office import Office
from tests.postgres import EMPTY, named, sql

DATABASES = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def shared_sqlite(
    empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("flows") / "drumbeat.db"
    shutil.copy(empty_sqlite, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: str) -> Iterator[Database]:
    sql(postgres_server, "CREATE DATABASE flows TEMPLATE empty")
    database = Database(named(postgres_server, "flows"))
    yield database
    database.close()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    shared: Database = request.getfixturevalue(f"shared_{request.param}")
    yield shared
    empty(shared)


@pytest.fixture
def sqlite_database(shared_sqlite: Database) -> Iterator[Database]:
    """For what does not depend on the database."""
    yield shared_sqlite
    empty(shared_sqlite)


def empty(database: Database) -> None:
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(EMPTY)
            return
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
def sqlite_office(sqlite_database: Database) -> Office:
    return Office(sqlite_database)
