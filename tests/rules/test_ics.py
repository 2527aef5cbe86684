"""Calendar feeds: unrolled by other libraries, they give exactly the moments that are planned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from dateutil.tz import tzical
from hypothesis import given, settings
from icalendar import Calendar

from handlers.cadence import ics
from handlers.cadence.clocks import timezone
from handlers.cadence.ics import Series
from handlers.when.plan import Plan
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints
from tests.examples import examples
from tests.rules.plans import ZONES, plans

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SPRINTS = Sprints(2, date(2026, 2, 23))
RETROS = Plan(
    Recurrence("SPRINT=LAST", date(2026, 2, 23), time(13, 30), "Europe/Berlin"),
    SPRINTS,
    "before",
    frozenset({date(2026, 4, 3)}),
    {date(2026, 3, 20): None, date(2026, 3, 6): datetime(2026, 3, 5, 9, tzinfo=UTC)},
)


def feed(plan: Plan, minutes: int = 60, sequence: int = 3) -> bytes:
    series = Series("r@drumbeat", "Core: Retro", "Wins\nWoes, too", plan, minutes, sequence, NOW)
    return ics.calendar("Core; and others", [series], NOW)


def lines(plan: Plan) -> list[str]:
    return feed(plan).decode().replace("\r\n ", "").split("\r\n")


def unrolled(body: bytes, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    found = recurring_ical_events.of(Calendar.from_ical(body)).between(since, until)
    return sorted(
        (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) for event in found
    )


@given(plans())
@settings(max_examples=examples(150), deadline=None)
def test_a_calendar_shows_exactly_what_is_planned(plan: Plan) -> None:
    since, until = ics.window(NOW)
    hour = timedelta(hours=1)
    planned = [each.starts for each in plan.between(since, until)]
    shown = unrolled(feed(plan), since, until)
    assert [starts for starts, _ in shown if since <= starts <= until] == planned
    assert all(ends - starts == hour for starts, ends in shown)


def test_what_is_moved_skipped_or_shifted_is_told_as_calendars_want_it() -> None:
    said = lines(RETROS)
    assert said.count("UID:r@drumbeat") == 3
    assert said.count("SEQUENCE:3") == 3
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR" in said
    assert "EXDATE;TZID=Europe/Berlin:20260320T133000" in said
    moved = said.index("RECURRENCE-ID;TZID=Europe/Berlin:20260306T133000")
    assert "DTSTART;TZID=Europe/Berlin:20260305T100000" in said[moved - 8 : moved]
    shifted = said.index("RECURRENCE-ID;TZID=Europe/Berlin:20260403T133000")
    assert "DTSTART;TZID=Europe/Berlin:20260402T133000" in said[shifted - 8 : shifted]
    assert {"DTSTAMP:20260301T090000Z", "LAST-MODIFIED:20260301T090000Z"} <= set(said)
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(said)
    assert "X-WR-CALNAME:Core\\; and others" in said
    assert "DESCRIPTION:Wins\\nWoes\\, too" in said


def test_lines_are_folded_and_end_as_they_should() -> None:
    body = feed(RETROS)
    assert body.count(b"\n") == body.count(b"\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_another_parser_reads_it() -> None:
    read = vobject.readOne(feed(RETROS).decode())
    main = next(event for event in read.vevent_list if "recurrence_id" not in event.contents)
    assert main.dtstart.value.astimezone(UTC) == datetime(2026, 3, 6, 12, 30, tzinfo=UTC)
    assert main.description.value == "Wins\nWoes, too"
    found = main.getrruleset(addRDate=False)
    assert [f"{each:%d %b %H:%M}" for each in list(found[:3])] == [
        "06 Mar 13:30",
        "03 Apr 13:30",
        "17 Apr 13:30",
    ]


def test_a_deadline_makes_nobody_busy() -> None:
    assert b"TRANSP:TRANSPARENT" in feed(RETROS, minutes=0)
    assert b"TRANSP:OPAQUE" in feed(RETROS)


def test_it_stays_the_same_until_something_changes() -> None:
    series = Series("r@drumbeat", "Core: Retro", "", RETROS, 60, 3, NOW)
    later = NOW + timedelta(days=20)
    assert ics.calendar("Core", [series], NOW) == ics.calendar("Core", [series], later)


def test_nothing_to_show_is_a_calendar_too() -> None:
    assert Calendar.from_ical(ics.calendar("Core", [], NOW)).walk("VEVENT") == []


@pytest.mark.long
def test_the_clocks_of_every_zone_are_told_right() -> None:
    """Read by dateutil, which knows nothing but what the calendar says; around every change of
    clocks, and once a week. Zones that are told the same are the same."""
    told: dict[bytes, str] = {}
    for zone in ZONES:
        body = timezone(zone, 2026, 2028).to_ical()
        told.setdefault(body.replace(zone.encode(), b""), zone)
    assert len(told) > 50
    assert [wrong for zone in told.values() for wrong in _wrong(zone, 2026, 2028)] == []


def _wrong(zone: str, first: int, last: int) -> Iterator[tuple[str, datetime]]:
    calendar, tz = Calendar(), ZoneInfo(zone)
    calendar.add_component(timezone(zone, first, last))
    read = tzical(io.StringIO(calendar.to_ical().decode())).get()
    day = datetime(first, 1, 3, tzinfo=UTC)
    while day.year <= last:
        later = day + timedelta(days=1)
        changes = day.astimezone(tz).utcoffset() != later.astimezone(tz).utcoffset()
        hours = 50 if changes else 1 if day.weekday() == 0 else 0
        for hour in range(hours):
            shown = (day + timedelta(hours=hour)).astimezone(tz)
            is_twice = shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset()
            if not is_twice and shown.replace(tzinfo=read).utcoffset() != shown.utcoffset():
                yield zone, shown
        day = later
