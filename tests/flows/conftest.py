"""One office with a team for every flow.

The flows of one test process share a database of each kind, emptied in between: what the database
layer has learnt of its statements is most of what a flow costs.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from storage.session import Database
from tests.flows.office import Office
from tests.postgres import EMPTY, named, sql

EVERY_DATABASE = bool(os.environ.get("EVERY_DATABASE"))
"""Every flow on both databases, as CI has it; else each on one of them, always the same."""
DATABASES = ("sqlite", "postgres")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if EVERY_DATABASE or config.args != config.getini("testpaths"):
        # Who asks for one file wants all of it.
        return
    left_out = [item for item in items if _is_elsewhere(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _is_elsewhere(item: pytest.Item) -> bool:
    if Path(__file__).parent not in item.path.parents or not isinstance(item, pytest.Function):
        return False
    database = item.callspec.params.get("database") if hasattr(item, "callspec") else None
    if database is None:
        return False
    name = item.nodeid.replace(str(database), "")
    return DATABASES[zlib.crc32(name.encode()) % 2] != database


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
