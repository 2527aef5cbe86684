"""Whose turn it is among the messages that wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import deliveries, ledger, notes, turns, workspaces
from storage.session import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def workspace(database: Database, ref: str) -> int:
    with database.everywhere() as session:
        return workspaces.install(session, "slack", ref, ref, "", NOW).key


def post(database: Database, home: int, *messages: tuple[str, str], at: datetime = NOW) -> None:
    """Each a subject and a place."""
    rows = [
        {
            "subject": subject,
            "kind": "message",
            "place": place,
            "place_kind": "channel",
            "under": "",
            "content": {},
        }
        for subject, place in messages
    ]
    with database.workspace(home) as session:
        deliveries.post_all(session, rows, at)


def test_only_workspaces_in_which_something_waits_are_looked_at(database: Database) -> None:
    homes = [workspace(database, f"T{number}") for number in range(5)]
    for home in (homes[1], homes[3]):
        post(database, home, ("one", "C1"), ("two", "C1"), ("three", "C2"))
    with database.everywhere() as session:
        assert turns.waiting(session.connection()) == {homes[1]: "slack", homes[3]: "slack"}
        while ledger.claim(session, NOW, "p", 10):
            for held in ledger.in_hand(session):
                notes.note_all_sent(session, [notes.Sent(held.key, "m", held.revision)])
        assert turns.waiting(session.connection()) == {}


def test_the_oldest_of_each_conversation_and_none_where_one_is_in_hand(database: Database) -> None:
    home = workspace(database, "T1")
    post(database, home, ("later", "C1"), at=NOW + timedelta(seconds=1))
    post(database, home, ("a", "C2"), ("b", "C1"), ("c", "C2"), ("d", "C3"))
    with database.everywhere() as session:
        held = ledger.claim(session, NOW, "p", 1)
        assert [row.subject for row in held] == ["a"]
        found = list(turns.turns(session.connection(), home, "slack", NOW))
        assert [turn.place for turn in found] == ["C1", "C3"]
        held = ledger.claim(session, NOW, "p", 10)
        assert [row.subject for row in held] == ["b", "d"]


def test_a_workspace_without_room_is_passed_over(database: Database) -> None:
    full, free = workspace(database, "T1"), workspace(database, "T2")
    for home in (full, free):
        post(database, home, ("one", "C1"), ("two", "C2"))
    with database.everywhere() as session:
        held = ledger.claim(session, NOW, "p", 10, has_room=lambda home: home != full)
        assert {row.workspace_id for row in held} == {free}
        assert len(held) == 2


def test_late_news_of_a_post_writes_over_no_newer_one(database: Database) -> None:
    """Taken over while it was paused; by now it has the next revision in hand."""
    home = workspace(database, "T1")
    post(database, home, ("one", "C1"))
    with database.everywhere() as session:
        [row] = ledger.claim(session, NOW, "sleeper", 1)
        arrived = notes.Sent(row.key, "by the survivor", row.revision)
        notes.note_all_sent(session, [arrived])
        deliveries.revise(session, "one", {"newer": ""}, NOW)
        ledger.claim(session, NOW, "sleeper", 1)
        notes.note_all_sent(session, [notes.Sent(row.key, "late", row.revision, "sleeper")])
        [held] = ledger.in_hand(session)
        assert (held.ref, held.state) == ("by the survivor", "sending")
