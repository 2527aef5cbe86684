"""A sample of the soak: two weeks of a few teams, and that the soak would notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.cards import Card, plain
from handlers.lately import Recent
from tests.soak import report
from tests.soak.running import Plan, Soak
from tests.soak.sizes import Sizes, grown, kept_lately

WARM_UP = 9
AUTUMN = Plan(
    teams=2,
    per_site=1,
    days=14,
    seed=34,
    begins=datetime(2026, 10, 21, 6, tzinfo=UTC),
    often=8,
    uninstalls=9,
    cadences=(("mon,wed,fri", 2), ("sun,tue,thu", 1)),
    sized=WARM_UP,
)
"""A team in Berlin, whose clocks change after four days, and one in New York, after eleven."""


@pytest.mark.long
async def test_two_weeks_over_two_changes_of_the_clocks_go_as_they_should(sqlite_url: str) -> None:
    soak = Soak(AUTUMN, sqlite_url)
    await soak.start()
    try:
        lived = [day async for day in soak.days()]
    finally:
        await soak.stop()
    last = lived[-1]
    assert last.asked > last.answered > last.digests > 0
    handled = [day.moments + day.events for day in lived]
    places = len(soak.world.places) + len(soak.world.people)
    sized = [day.sizes for day in lived]
    assert list(grown(sized, WARM_UP, handled, places, len(soak.world.sites))) == []
    assert f"| {last.sizes.rss_mb:.0f} |".replace(" ", "") in report.table(lived).replace(" ", "")


async def test_what_is_dropped_doubled_lost_or_leaked_is_noticed(sqlite_url: str) -> None:
    soak = Soak(replace(AUTUMN, days=1, often=0, faults=False), sqlite_url)

    async def after(*statements: str) -> str:
        """What is found wrong once these have been done to the database."""
        with soak.house.database.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        await soak.house.settles()
        return "\n".join(soak.checker.after_a_day())

    await soak.start()
    try:
        assert [day.number async for day in soak.days()] == [0, 1]
        digests = "WHERE subject LIKE '%digest'"
        assert "was posted 2 times" in await after(
            f"UPDATE delivery SET state = 'waiting', ref = '' {digests}"
        )
        leak = "SET content = replace(content, 'w0t', 'w1t'), state = 'waiting'"
        assert "is shown w1t0" in await after(f"UPDATE delivery {leak} {digests}")
        assert "is kept, not" in await after("DELETE FROM entry")
        late = "SET state = 'waiting', not_before = '2027-01-01 00:00:00.000000'"
        assert "still waiting" in await after(f"UPDATE delivery {late} WHERE kind = 'roster'")
        await after("DELETE FROM due WHERE kind = 'standup.ask'")
        await soak.until(datetime(2026, 10, 24, tzinfo=UTC))
        assert "kept as not asked" in "\n".join(soak.checker.after_a_day())
    finally:
        await soak.stop()


def test_what_grows_beyond_what_was_said_is_noticed() -> None:
    held = dict.fromkeys(("jobs in hand", "notes waiting", "holds", "made lately"), 0)
    held |= {"paces": 9, "threads": 9, "files": 9}
    tables = {"seen": 80, "due": 9, "workflow_status": 50, "delivery": 500}
    fine = Sizes(100.0, tables, {"storage.models.due.Due": 3}, 10_000, held, {"handlers.x": 4})
    said = replace(fine, tables={**tables, "delivery": 50_000})

    def found(now: Sizes) -> str:
        days, handled = [fine] * 10 + [now], [day * 10 for day in range(11)]
        return "\n".join(grown(days, 9, handled, places=20, workspaces=2))

    assert found(said) == ""
    assert "memory: 300 MB" in found(replace(fine, rss_mb=300.0))
    assert "storage.models.due.Due: 900" in found(
        replace(fine, watched={"storage.models.due.Due": 900})
    )
    assert "seen: 81 rows" in found(replace(fine, tables={**tables, "seen": 81}))
    assert "due: 900 rows" in found(replace(fine, tables={**tables, "due": 900}))
    assert "paces: 99" in found(replace(fine, held={**held, "paces": 99}))
    assert "made lately: 2001" in found(replace(fine, held={**held, "made lately": 2001}))
    assert "cache handlers.x: 999" in found(replace(fine, caches={"handlers.x": 999}))


def test_what_was_made_lately_is_counted_and_not_what_it_holds() -> None:
    lately = Recent[str, Card](kept=2)
    kept_lately()
    for number in range(3):
        lately.keep(f"{number}", Card("said", (plain("first"), plain("second"))))
    assert kept_lately() == 3
    assert lately.find("2") is None
    assert kept_lately() == 0
