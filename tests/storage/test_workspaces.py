"""Workspaces stay apart."""

from datetime import UTC, datetime

from storage import people, workspaces
from storage.session import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_same_person_id_in_two_workspaces_is_two_people(database: Database) -> None:
    with database.everywhere() as session:
        one = workspaces.install(session, "slack", "T1", "One", "", NOW).key
        two = workspaces.install(session, "slack", "T2", "Two", "", NOW).key
    for workspace, name in ((one, "Ada"), (two, "Bob")):
        with database.workspace(workspace) as session:
            people.learn(session, "U1", now=NOW, name=name, zone="UTC")
    with database.workspace(one) as session:
        found = people.called(session, "U1")
        assert found is not None
        assert found.name == "Ada"
