"""Three simulated years of 09:00 in every time zone there is, through the real tick and a real
database.

The first year runs always, in a sample of zones whose clocks do unusual things. All three years in
all zones run with `ALL_ZONES=1 pytest tests/rules/test_three_years.py -s`, which takes a minute
or two and tells its figures.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from sqlmodel import Session, col, func, select

from handlers.events import Due
from handlers.times import WEEKDAYS, Recurs
from scheduler import ticks
from storage import dues, workspaces
from storage.models import Due as DueRow
from storage.session import Database

START = datetime(2026, 1, 1, tzinfo=UTC)
A_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
END = datetime(2029, 1, 1, tzinfo=UTC)
NINE = time(9)
SAMPLE = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Adak",
    "America/Argentina/Ushuaia",
    "America/Asuncion",
    "America/Havana",
    "America/Los_Angeles",
    "America/New_York",
    "America/Nuuk",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Etc/GMT+12",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
)


@dataclass
class Count:
    """What was asked, by zone and day."""

    asks: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, datetime]] = field(default_factory=list)
    ticks: int = 0

    def __call__(self, _session: Session, due: Due) -> None:
        zone, day = due.args["zone"], due.args["day"]
        self.asks[zone, day] += 1
        shown = due.planned.astimezone(ZoneInfo(zone))
        if (shown.time(), shown.date().isoformat()) != (NINE, day):
            self.wrong.append((zone, due.planned))


def workdays(zone: str, end: datetime) -> Iterator[str]:
    """The working days whose 09:00 lies before the end, by that zone's own calendar."""
    day = date(START.year, 1, 1) - timedelta(days=3)
    while day <= end.date() + timedelta(days=3):
        at = datetime.combine(day, NINE, ZoneInfo(zone))
        if day.weekday() < 5 and START < at <= end:
            yield day.isoformat()
        day += timedelta(days=1)


def simulate(url: str, zones: tuple[str, ...], end: datetime) -> Count:
    """Jumps from moment to moment, as a tick that is never late would find them."""
    database = Database(url)
    with database.everywhere() as session:
        workspace = workspaces.install(session, "slack", "T1", "Harbor", "", START).key
    with database.workspace(workspace) as session:
        for zone in zones:
            recurs = Recurs(frozenset(WEEKDAYS[:5]), NINE, zone)
            at = recurs.after(START)[1]
            dues.plan(session, f"ask:{zone}", "ask", at, recurs.plain(), {"zone": zone})
    count = Count()
    now = START
    while now <= end:
        with database.everywhere() as session:
            # A day's moments share one transaction here: what it costs is not what is tested.
            for _ in range(200):
                now = session.exec(select(func.min(col(DueRow.next_run_at)))).one()
                if now > end:
                    break
                count.ticks += 1
                while ticks.tick(session, now, count) >= ticks.MOST:
                    count.ticks += 1
                session.flush()
    database.close()
    return count


def check(count: Count, zones: tuple[str, ...], end: datetime) -> None:
    expected = {(zone, day) for zone in zones for day in workdays(zone, end)}
    doubles = {asked: times for asked, times in count.asks.items() if times > 1}
    misses = expected - set(count.asks)
    extra = set(count.asks) - expected
    print(
        f"\n{len(zones)} zones, {sum(count.asks.values())} asks of {len(expected)} expected, "
        f"{count.ticks} ticks: {len(doubles)} doubles, {len(misses)} misses, {len(extra)} extra, "
        f"{len(count.wrong)} at a wrong local time"
    )
    assert doubles == {}
    assert misses == set()
    assert extra == set()
    assert count.wrong == []


@pytest.mark.long
def test_every_zone_asks_once_on_every_working_day_at_nine(sqlite_url: str) -> None:
    if os.environ.get("ALL_ZONES"):
        zones, end = tuple(sorted(available_timezones())), END
    else:
        zones, end = SAMPLE, A_YEAR
    check(simulate(sqlite_url, zones, end), zones, end)
