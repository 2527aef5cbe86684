"""The ledger."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage import deliveries, ledger, notes, workspaces
from storage.session import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def workspace(database: Database) -> int:
    with database.everywhere() as session:
        return workspaces.install(session, "slack", "T1", "One", "", NOW).key


def post(
    database: Database, workspace: int, subject: str, words: str = "", under: str = ""
) -> bool:
    with database.workspace(workspace) as session:
        return deliveries.post(
            session,
            subject=subject,
            kind="message",
            place="C1",
            place_kind="channel",
            content={"words": words},
            under=under,
            now=NOW,
        )


def send(database: Database, ref: str) -> list[str]:
    """Everything that can go out goes out."""
    sent = []
    with database.everywhere() as session:
        while rows := ledger.claim(session, NOW, "p1", 10):
            session.flush()
            for row in rows:
                sent.append(row.subject)
                arrived = notes.Sent(row.key, row.ref or f"{ref}-{row.key}", row.revision)
                notes.note_all_sent(session, [arrived])
            session.expire_all()
    return sent


def test_a_subject_is_posted_once(database: Database, workspace: int) -> None:
    assert post(database, workspace, "s1", "first")
    assert not post(database, workspace, "s1", "second")
    with database.workspace(workspace) as session:
        row = deliveries.about(session, "s1")
        assert row is not None
        assert row.content == {"words": "first"}


def test_all_pages_of_a_long_message_are_known_in_their_order(
    database: Database, workspace: int
) -> None:
    pages = [f"s1#{number}" for number in range(2, 2 * deliveries.PAGES + 5)]
    for subject in ("s1", "s1#x", "s10#2", *reversed(pages)):
        post(database, workspace, subject)
    with database.workspace(workspace) as session:
        deliveries.revise(session, pages[-1], {}, NOW, kind="removal")
        assert deliveries.pages_of(session, "s1") == pages[:-1]


def test_there_is_nothing_to_revise_where_nothing_was_posted(
    database: Database, workspace: int
) -> None:
    with database.workspace(workspace) as session:
        assert not deliveries.revise(session, "nowhere", {}, NOW)


def test_a_newer_content_replaces_one_that_waits(database: Database, workspace: int) -> None:
    post(database, workspace, "s1", "first")
    with database.workspace(workspace) as session:
        assert deliveries.revise(session, "s1", {"words": "second"}, NOW)
    assert send(database, "m") == ["s1"]
    with database.workspace(workspace) as session:
        row = deliveries.about(session, "s1")
        assert row is not None
        assert (row.content, row.state) == ({"words": "second"}, "sent")


def test_a_reply_waits_for_its_thread(database: Database, workspace: int) -> None:
    post(database, workspace, "reply", under="digest")
    assert send(database, "m") == []
    post(database, workspace, "digest")
    assert send(database, "m") == ["digest", "reply"]


def test_what_was_taken_back_is_posted_anew_when_it_is_needed_again(
    database: Database, workspace: int
) -> None:
    post(database, workspace, "s1")
    send(database, "first")
    with database.workspace(workspace) as session:
        deliveries.revise(session, "s1", {}, NOW, kind="removal")
    send(database, "x")
    with database.workspace(workspace) as session:
        deliveries.revise(session, "s1", {"words": "again"}, NOW)
    send(database, "second")
    with database.workspace(workspace) as session:
        row = deliveries.about(session, "s1")
        assert row is not None
        assert row.ref.startswith("second")


def test_a_removal_that_still_waits_leaves_the_message_to_be_changed(
    database: Database, workspace: int
) -> None:
    post(database, workspace, "s1")
    send(database, "first")
    with database.workspace(workspace) as session:
        deliveries.revise(session, "s1", {}, NOW, kind="removal")
        deliveries.revise(session, "s1", {"words": "after all"}, NOW)
    send(database, "second")
    with database.workspace(workspace) as session:
        row = deliveries.about(session, "s1")
        assert row is not None
        assert (row.ref.split("-")[0], row.kind) == ("first", "message")


def test_a_message_is_known_by_its_place_and_id(database: Database, workspace: int) -> None:
    post(database, workspace, "s1")
    send(database, "m")
    with database.workspace(workspace) as session:
        row = deliveries.about(session, "s1")
        assert row is not None
        found = deliveries.shown_as(session, "C1", row.ref)
        assert found is not None
        assert found.subject == "s1"
        assert deliveries.shown_as(session, "C2", row.ref) is None
        assert deliveries.shown_as(session, "C1", "") is None
