"""The schema on disk is the one in the models."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

import storage.models  # noqa: F401  (knows all tables)
from storage import migrate, workspaces
from storage.session import Database
from tests.storage.test_workspaces import NOW


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    ours = set(SQLModel.metadata.tables)

    def is_ours(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
        return table in ours

    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_upgrade_of_what_is_new_changes_nothing(database: Database) -> None:
    with database.everywhere() as session:
        workspaces.install(session, "slack", "T1", "Harbor", "", NOW)
    before = migrate.versions(database)
    migrate.upgrade(database)
    migrate.upgrade(database)
    assert migrate.versions(database) == before
    assert before[0] == before[1] is not None
    with database.everywhere() as session:
        found = workspaces.called(session, "slack", "T1")
        assert found is not None
        assert found.installed_at == NOW
