"""Saved once, however many ask."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from storage import dues, seen, workspaces
from storage.session import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_row_that_is_there_is_not_saved_again(database: Database) -> None:
    with database.everywhere() as session:
        workspace = workspaces.install(session, "slack", "T1", "One", "", NOW).key
    with database.begin() as opened:
        assert seen.first_time(opened.connection, workspace, "e1", NOW)
        assert not seen.first_time(opened.connection, workspace, "e1", NOW)
    with database.begin() as opened:
        assert not seen.first_time(opened.connection, workspace, "e1", NOW)


def test_what_is_rolled_back_was_not_seen(database: Database) -> None:
    with database.everywhere() as session:
        workspace = workspaces.install(session, "slack", "T1", "One", "", NOW).key
    with contextlib.suppress(RuntimeError), database.begin() as opened:
        assert seen.first_time(opened.connection, workspace, "e1", NOW)
        raise RuntimeError("broken on purpose")
    with database.begin() as opened:
        assert seen.first_time(opened.connection, workspace, "e1", NOW)


def test_a_moment_of_the_same_name_is_moved(database: Database) -> None:
    later = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with database.everywhere() as session:
        workspace = workspaces.install(session, "slack", "T1", "One", "", NOW).key
    for at in (NOW, later):
        with database.workspace(workspace) as session:
            dues.plan(session, "standup:1:ask:UTC", "standup.ask", at, None, {"at": at.isoformat()})
    with database.workspace(workspace) as session:
        [due] = dues.named_like(session, "standup:1:")
    assert due.next_run_at == later
    assert due.args == {"at": later.isoformat()}


def test_of_many_at_once_exactly_one_is_the_first(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.everywhere() as session:
        workspace = workspaces.install(session, "slack", "T1", "One", "", NOW).key
    callers = 8
    together = Barrier(callers)

    def ask(_: int) -> list[bool]:
        answers = []
        for happening in range(20):
            together.wait()
            with database.begin() as opened:
                key = f"e{happening}"
                answers.append(seen.first_time(opened.connection, workspace, key, NOW))
        return answers

    with ThreadPoolExecutor(callers) as pool:
        answers = list(pool.map(ask, range(callers)))
    database.close()
    firsts = [sum(asked[happening] for asked in answers) for happening in range(20)]
    assert firsts == [1] * 20
