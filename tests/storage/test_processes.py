"""Who is alive, by a clock that all share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import processes
from storage.session import Database


def test_heartbeats_go_by_the_databases_own_clock(database: Database) -> None:
    with database.everywhere() as session:
        now = processes.now(session)
        assert abs(now - datetime.now(UTC)) < timedelta(minutes=5)
        processes.beat(session, "late", now - timedelta(minutes=1))
        processes.beat(session, "here", processes.now(session))
        assert processes.living(session, now - timedelta(seconds=20)) == ["here"]
