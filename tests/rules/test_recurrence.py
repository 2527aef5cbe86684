"""Rules of days, and the moments they mean."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from handlers.times import exists, local
from handlers.when.recurrence import Recurrence, Sprints

MONDAY = date(2026, 11, 23)
EVERY_OTHER_FRIDAY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"


def at_nine(rule: str, starts: date = MONDAY, zone: str = "Europe/Berlin") -> Recurrence:
    return Recurrence(rule, starts, time(9), zone)


def listed(rule: str, count: int = 3, sprints: Sprints | None = None) -> list[str]:
    found = at_nine(rule).days(MONDAY, MONDAY + timedelta(days=2000), sprints)
    return [day.isoformat() for day, _ in zip(found, range(count), strict=False)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", "2026-11-23 2026-11-24 2026-11-25"),
        ("FREQ=DAILY;INTERVAL=3", "2026-11-23 2026-11-26 2026-11-29"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "2026-11-23 2026-11-25 2026-11-27"),
        (EVERY_OTHER_FRIDAY, "2026-11-27 2026-12-11 2026-12-25"),
        ("FREQ=MONTHLY;BYDAY=1MO", "2026-12-07 2027-01-04 2027-02-01"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30 2026-12-31 2027-01-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30 2026-12-31 2027-01-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-12-31 2027-01-31 2027-03-31"),
        ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU", "2027-01-05 2027-04-06 2027-07-06"),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261204", "2026-11-27 2026-12-04"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29 2032-02-29"),
    ],
)
def test_the_days_of_a_rule(rule: str, days: str) -> None:
    assert listed(rule) == days.split()[:3]


# Two weeks, from Wednesday 18 November.
SPRINTS = Sprints(2, date(2026, 11, 18))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("SPRINT=FIRST", "2026-12-02 2026-12-16"),
        ("SPRINT=MIDDLE", "2026-11-25 2026-12-09"),
        ("SPRINT=LAST", "2026-12-01 2026-12-15"),
        ("SPRINT=4", "2026-11-23 2026-12-07"),
        ("SPRINT=-2", "2026-11-30 2026-12-14"),
        ("SPRINT=1TU", "2026-11-24 2026-12-08"),
        ("SPRINT=-1FR", "2026-11-27 2026-12-11"),
        ("SPRINT=11", ""),
        ("SPRINT=3TU", ""),
    ],
)
def test_the_days_of_a_sprint(rule: str, days: str) -> None:
    assert listed(rule, 2, SPRINTS) == days.split()
    assert listed(rule, 2, None) == []


def test_a_sprint_starts_with_its_first_working_day() -> None:
    sprints = Sprints(1, date(2026, 11, 21), frozenset({"mon", "tue", "thu"}))
    assert sprints.begins(1) == date(2026, 11, 21)
    assert sprints.first(1) == date(2026, 11, 23)
    assert sprints.middle(1) == date(2026, 11, 24)
    assert sprints.last(1) == date(2026, 11, 26)
    assert sprints.ends(1) == date(2026, 11, 27)


def test_sprints_have_numbers_before_the_first_as_well() -> None:
    numbers = [SPRINTS.number(SPRINTS.anchor + timedelta(days=n)) for n in (-15, -14, -1, 0, 13)]
    assert numbers == [-1, 0, 0, 1, 1]
    assert SPRINTS.begins(0) == date(2026, 11, 4)


@pytest.mark.parametrize(("weeks", "working"), [(0, {"mon"}), (5, {"mon"}), (2, set()), (2, {"x"})])
def test_what_is_no_sprint_is_an_error(weeks: int, working: set[str]) -> None:
    with pytest.raises(ValueError, match=r"sprint|working"):
        Sprints(weeks, MONDAY, frozenset(working))


def test_the_next_moment_is_later_than_now() -> None:
    weekly = at_nine("FREQ=WEEKLY;BYDAY=MO")
    nine = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert weekly.after(nine - timedelta(seconds=1)) == (MONDAY, nine)
    assert weekly.after(nine) == (MONDAY + timedelta(days=7), nine + timedelta(days=7))


def test_a_rule_that_ends_has_no_next_moment() -> None:
    weekly = at_nine("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261204")
    assert weekly.after(datetime(2026, 12, 4, 8, tzinfo=UTC)) is None


def test_a_rule_that_never_comes_says_so_soon() -> None:
    started = clock.process_time()
    never = at_nine("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")
    assert never.after(datetime(2026, 11, 23, tzinfo=UTC)) is None
    assert clock.process_time() - started < 1


def test_no_day_is_earlier_than_the_start() -> None:
    first = at_nine("FREQ=DAILY").after(datetime(2020, 1, 1, tzinfo=UTC))
    assert first is not None and first[0] == MONDAY
    assert list(at_nine("FREQ=DAILY").days(date(2026, 1, 1), date(2026, 11, 22))) == []


def test_intervals_count_on_through_the_years() -> None:
    rule = at_nine(EVERY_OTHER_FRIDAY)
    through = list(rule.days(MONDAY, date(2046, 12, 31)))
    assert {(b - a).days for a, b in pairwise(through)} == {14}
    assert list(rule.days(date(2046, 1, 1), date(2046, 12, 31))) == [
        day for day in through if day.year == 2046
    ]


def test_a_day_that_a_zone_left_out_has_no_moment() -> None:
    daily = Recurrence("FREQ=DAILY", date(2011, 12, 1), time(9), "Pacific/Apia")
    days = list(daily.days(date(2011, 12, 29), date(2011, 12, 31)))
    assert days == [date(2011, 12, 29), date(2011, 12, 31)]
    assert exists(days[0], "Pacific/Apia")


def test_the_wall_clock_stays_right_when_clocks_change() -> None:
    weekly = Recurrence("FREQ=WEEKLY;BYDAY=SU", date(2026, 3, 1), time(2, 30), "Europe/Berlin")
    shown = [
        local(weekly.on(day), "Europe/Berlin")
        for day in weekly.days(date(2026, 3, 15), date(2026, 4, 5))
    ]
    assert [f"{at:%d %H:%M}" for at in shown] == ["15 02:30", "22 02:30", "29 03:00", "05 02:30"]


@pytest.mark.parametrize("rule", ["SPRINT=LAST", EVERY_OTHER_FRIDAY, "FREQ=DAILY"])
def test_a_rule_survives_being_kept(rule: str) -> None:
    kept = at_nine(rule)
    assert Recurrence.parse(kept.plain()) == kept
    assert Sprints.parse(SPRINTS.plain()) == SPRINTS


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every day",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "INTERVAL=2",
        "SPRINT=",
        "SPRINT=0",
        "SPRINT=LAST;INTERVAL=2",
        "FREQ=DAILY;SPRINT=LAST",
        "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 200),
    ],
)
def test_what_is_no_rule_is_an_error(rule: str) -> None:
    with pytest.raises(ValueError, match="rule"):
        at_nine(rule)


def test_the_day_of_a_moment_is_found_again() -> None:
    rule = at_nine("SPRINT=LAST", zone="Pacific/Auckland")
    found = rule.after(datetime(2026, 11, 23, tzinfo=UTC), SPRINTS)
    assert found is not None
    day, at = found
    assert (rule.day_of(at, SPRINTS), rule.day_of(at)) == (day, None)
    assert rule.day_of(at + timedelta(minutes=1), SPRINTS) is None
