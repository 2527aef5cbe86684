"""What a poll decides by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.polls.rules import (
    STEP,
    Tally,
    ask_at,
    leading,
    rest,
    shows_anew,
    tally,
    working_day_after,
)
from handlers.reminders import remind_at
from handlers.times import local

BERLIN = "Europe/Berlin"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 730 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
ZONES = st.sampled_from([BERLIN, "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])


@given(st.lists(st.integers(-1, 1), max_size=200))
def test_two_live_tallies_are_never_fewer_than_three_answers_apart(steps: list[int]) -> None:
    answered = shown = 0
    for step in steps:
        answered = max(0, answered + step)
        if shows_anew(answered, shown):
            assert answered - shown >= STEP
            assert answered >= 3
            shown = answered


def test_a_tally_waits_while_one_or_two_are_left_to_answer() -> None:
    assert [shows_anew(answered, 0, expected=6) for answered in range(7)] == [
        *(False, False, False, True),
        *(False, False, True),
    ]


def test_a_tally_survives_being_kept() -> None:
    for found in (
        tally("single", 3, [(0,), (2,)]),
        tally("ranked", 3, [(0, 2), (1,)]),
        tally("pulse", 2, [(1, 2)] * 3, 3),
    ):
        assert Tally.parse(found.plain()) == found


def test_a_statement_that_few_rated_is_not_told_of() -> None:
    found = tally("pulse", 2, [(5, 0), (4, 0), (5, 1)], 3)
    assert found.ratings == ((0, 0, 0, 1, 2), ())
    # Lower than hides anybody it cannot be set.
    assert tally("pulse", 1, [(5,), (4,)], 1).ratings == ((),)


def test_what_nobody_chose_does_not_lead() -> None:
    assert leading("single", tally("single", 2, [])) == []
    assert leading("scale5", tally("scale5", 0, [(4,)])) == []
    assert leading("ranked", tally("ranked", 3, [(1, 0), (1, 2)])) == [1]


@given(MOMENTS, st.integers(0, 40 * 24 * 60), ZONES)
def test_a_reminder_comes_in_working_hours_and_leaves_time(
    opened: datetime, minutes: int, zone: str
) -> None:
    closes = opened + timedelta(minutes=minutes)
    at = remind_at(opened, closes, zone)
    if at is None:
        assert minutes < 6 * 24 * 60
        return
    assert opened + timedelta(hours=2) <= at <= closes - timedelta(hours=2)
    there = local(at, zone)
    assert there.weekday() < 5
    assert 9 <= there.hour < 17


@given(MOMENTS, st.integers(1, 10 * 24 * 60), ZONES)
def test_a_team_is_asked_in_working_hours(now: datetime, minutes: int, zone: str) -> None:
    closes = now + timedelta(minutes=minutes)
    at = ask_at(now, closes, zone)
    if at is None:
        assert minutes < 4 * 24 * 60
        return
    assert now <= at < closes
    assert local(at, zone).weekday() < 5
    assert 9 <= local(at, zone).hour < 17


@given(MOMENTS, st.integers(0, 60 * 24 * 60))
def test_answers_are_counted_at_moments_that_follow_from_the_opening_alone(
    opened: datetime, minutes: int
) -> None:
    pause = rest(opened, opened + timedelta(minutes=minutes))
    assert timedelta(minutes=5) <= pause <= timedelta(hours=4)


@pytest.mark.parametrize(
    ("days", "off", "last"),
    [
        (1, [], date(2026, 11, 27)),
        (2, [], date(2026, 11, 30)),
        (1, [date(2026, 11, 27)], date(2026, 11, 30)),
    ],
)
def test_a_round_is_open_for_working_days(days: int, off: list[date], last: date) -> None:
    assert working_day_after(date(2026, 11, 26), days, off) == last
