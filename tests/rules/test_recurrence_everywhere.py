"""Rules through the years in zones whose clocks do unusual things: no gap, no double, and the right
local time. A sample of zones runs always, all of them with `ALL_ZONES=1`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.times import exists
from handlers.when.recurrence import DAYS, Recurrence, Sprints
from tests.examples import examples
from tests.rules.test_three_years import SAMPLE

ALL = sorted(available_timezones())
ZONES = tuple(ALL) if os.environ.get("ALL_ZONES") else SAMPLE
EXAMPLES = 2000 if os.environ.get("ALL_ZONES") else examples(100)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
ANCHOR = date(2026, 1, 7)
SPRINTS = Sprints(2, ANCHOR)

Wanted = Callable[[date], bool]
CASES: list[tuple[str, Wanted]] = [
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", lambda day: day.weekday() < 5),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        lambda day: day.weekday() == 4 and (day - date(2026, 1, 2)).days % 14 == 0,
    ),
    ("FREQ=DAILY;INTERVAL=3", lambda day: (day - FIRST).days % 3 == 0),
    ("FREQ=MONTHLY;BYDAY=-1SU", lambda day: day.weekday() == 6 and day.month != after_week(day)),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", lambda day: (day + timedelta(days=1)).day == 1),
    ("SPRINT=FIRST", lambda day: (day - ANCHOR).days % 14 == 0),
    # The last working day of a sprint from Wednesday to Tuesday.
    ("SPRINT=LAST", lambda day: (day - ANCHOR).days % 14 == 13),
]


def after_week(day: date) -> int:
    return (day + timedelta(days=7)).month


@pytest.mark.parametrize("at", [time(0), time(2, 30), time(9), time(23, 59)], ids=str)
@pytest.mark.parametrize(("rule", "wanted"), CASES, ids=[rule for rule, _ in CASES])
def test_each_day_comes_once_and_at_its_time(rule: str, wanted: Wanted, at: time) -> None:
    every = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    for zone in ZONES if at == time(9) else ZONES[::5]:
        expected = [day for day in every if wanted(day) and exists(day, zone)]
        recurrence = Recurrence(rule, FIRST, at, zone)
        found = list(recurrence.days(FIRST, LAST, SPRINTS))
        assert found == expected, zone
        tz = ZoneInfo(zone)
        moments = [recurrence.on(day) for day in found]
        assert moments == sorted(set(moments)), zone
        for day, moment in zip(found, moments, strict=True):
            shown = moment.astimezone(tz).replace(tzinfo=None)
            assert shown >= datetime.combine(day, at), zone
            # Later only where the clocks have skipped that time.
            if shown != datetime.combine(day, at):
                before = (moment - timedelta(seconds=1)).astimezone(tz).replace(tzinfo=None)
                assert before < datetime.combine(day, at), zone


@pytest.mark.parametrize(("rule", "wanted"), CASES, ids=[rule for rule, _ in CASES])
def test_one_moment_leads_to_the_next(rule: str, wanted: Wanted) -> None:
    for zone in SAMPLE[::6]:
        recurrence = Recurrence(rule, FIRST, time(9), zone)
        days = []
        step = recurrence.after(datetime(2025, 12, 1, tzinfo=UTC), SPRINTS)
        while step and step[0] < date(2027, 3, 1):
            days.append(step[0])
            assert recurrence.day_of(step[1], SPRINTS) == step[0]
            step = recurrence.after(step[1], SPRINTS)
        assert days == list(recurrence.days(FIRST, date(2027, 2, 28), SPRINTS)), zone
        assert all(wanted(day) for day in days)


rules = st.one_of(
    st.builds(
        lambda often, days: f"FREQ=WEEKLY;INTERVAL={often};BYDAY={','.join(days)}",
        st.integers(1, 9),
        st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True),
    ),
    st.integers(1, 40).map(lambda often: f"FREQ=DAILY;INTERVAL={often}"),
    st.builds(
        lambda often, nth, day: f"FREQ=MONTHLY;INTERVAL={often};BYDAY={nth}{day}",
        st.integers(1, 6),
        st.sampled_from([1, 2, 4, -1]),
        st.sampled_from(DAYS),
    ),
    st.sampled_from(["SPRINT=FIRST", "SPRINT=MIDDLE", "SPRINT=LAST", "SPRINT=3", "SPRINT=-1FR"]),
)
starts = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(rules, starts, st.integers(1, 4), st.sampled_from(ALL), st.integers(0, 4000))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_part_of_the_days_is_what_the_whole_says(
    rule: str, start: date, weeks: int, zone: str, later: int
) -> None:
    sprints = Sprints(weeks, start)
    recurrence = Recurrence(rule, start, time(9), zone)
    since = start + timedelta(days=later)
    until = since + timedelta(days=400)
    whole = [day for day in recurrence.days(start, until, sprints) if day >= since]
    assert list(recurrence.days(since, until, sprints)) == whole
    assert whole == sorted(set(whole))


@given(rules, starts, st.integers(1, 4), st.sampled_from(ALL), st.integers(0, 4000 * 24 * 60))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_next_moment_is_the_first_one_later_than_now(
    rule: str, start: date, weeks: int, zone: str, later: int
) -> None:
    sprints = Sprints(weeks, start)
    recurrence = Recurrence(rule, start, time(9), zone)
    now = datetime.combine(start, time(), UTC) + timedelta(minutes=later)
    found = recurrence.after(now, sprints)
    assert found is not None
    day, at = found
    assert at > now
    assert recurrence.after(at - timedelta(seconds=1), sprints) == found
    between = recurrence.days(now.date() - timedelta(days=3), day - timedelta(days=1), sprints)
    assert all(recurrence.on(earlier) <= now for earlier in between)
