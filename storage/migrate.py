"""Bringing a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.session import Database

LOCK = 8_213_547
"""PostgreSQL's advisory lock: two processes that start at once migrate one after the other."""


def upgrade(database: Database) -> None:
    """To the newest schema; nothing where it is there already."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            # SQLite changes a table by copying it; that must not trip over foreign keys.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        command.upgrade(_config(connection), "head")
        connection.commit()
        if database.is_sqlite:
            connection.invalidate()


def versions(database: Database) -> tuple[str | None, str | None]:
    """The schema that is there, and the newest."""
    with database.engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
        newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return there, newest


def known() -> set[str]:
    """Every schema that this code has had."""
    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    return {script.revision for script in scripts.walk_revisions()}


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
