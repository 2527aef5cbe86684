"""What a stand-up decides."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.standup import rules
from handlers.standup.rules import Asked
from handlers.times import WEEKDAYS, Recurs
from tests.examples import examples

WORKDAYS = frozenset(WEEKDAYS[:5])
BERLIN = Recurs(WORKDAYS, time(9), "Europe/Berlin")
MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
recurring = st.builds(
    Recurs,
    st.frozensets(st.sampled_from(WEEKDAYS), min_size=1),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(sorted(available_timezones())),
)


@pytest.mark.parametrize(
    ("now", "answered", "day"),
    [
        ("2026-11-23T08:59+01:00", {}, "2026-11-23"),
        ("2026-11-23T09:00+01:00", {}, "2026-11-23"),
        ("2026-11-23T09:00+01:00", {"2026-11-23": False}, "2026-11-23"),
        ("2026-11-23T17:59+01:00", {"2026-11-23": True}, "2026-11-23"),
        ("2026-11-23T18:00+01:00", {"2026-11-23": True}, "2026-11-24"),
        ("2026-11-23T18:00+01:00", {"2026-11-23": False}, "2026-11-23"),
        ("2026-11-24T08:59+01:00", {"2026-11-23": False}, "2026-11-23"),
        ("2026-11-24T09:00+01:00", {"2026-11-23": False}, "2026-11-24"),
        # The weekend belongs to the Friday until Sunday evening.
        ("2026-11-28T12:00+01:00", {"2026-11-27": True}, "2026-11-27"),
        ("2026-11-29T17:59+01:00", {"2026-11-27": True}, "2026-11-27"),
        ("2026-11-29T18:00+01:00", {"2026-11-27": True}, "2026-11-30"),
        # Never asked: the coming one from the evening before, else the last.
        ("2026-11-23T12:00+01:00", {}, "2026-11-23"),
        ("2026-11-23T19:00+01:00", {}, "2026-11-24"),
    ],
)
def test_the_day_that_an_answer_is_for(now: str, answered: dict[str, bool], day: str) -> None:
    known = {date.fromisoformat(on): heard for on, heard in answered.items()}
    found = rules.current(BERLIN, datetime.fromisoformat(now).astimezone(UTC), known)
    assert found == date.fromisoformat(day)


@given(recurring, moments, st.booleans(), st.booleans())
@settings(max_examples=examples(200), deadline=None)
def test_an_answer_is_for_the_last_day_or_the_coming_one(
    recurs: Recurs, now: datetime, asked: bool, heard: bool
) -> None:
    coming, coming_at = recurs.after(now)
    first = rules.current(recurs, now, {})
    known = {first: heard} if asked else {}
    found = rules.current(recurs, now, known)
    assert found == coming or recurs.on(found) <= now < recurs.after(recurs.on(found))[1]
    if found == coming:
        assert coming_at - now <= rules.EVENING_BEFORE


@given(recurring, moments)
@settings(max_examples=examples(200), deadline=None)
def test_a_day_that_was_started_before_its_hour_is_the_one_until_it_is_answered(
    recurs: Recurs, now: datetime
) -> None:
    coming, _ = recurs.after(now)
    assert rules.current(recurs, now, {coming: False}) == coming
    assert rules.current(recurs, now, {coming: True}) == rules.current(recurs, now, {})


@pytest.mark.parametrize(
    ("window", "first", "minutes"),
    [
        (240, 60, [60, 192]),
        (60, 60, [48]),
        (60, 15, [15, 48]),
        (120, 120, [96]),
        (75, 60, [60]),
        (480, 30, [30, 384]),
    ],
)
def test_reminders_are_one_and_a_last_one(window: int, first: int, minutes: list[int]) -> None:
    found = rules.reminders(NOON, timedelta(minutes=window), timedelta(minutes=first))
    assert found == [NOON + timedelta(minutes=after) for after in minutes]


@given(st.integers(1, 600), st.integers(1, 600))
def test_reminders_lie_within_the_window_in_order(window: int, first: int) -> None:
    found = rules.reminders(NOON, timedelta(minutes=window), timedelta(minutes=first))
    assert 1 <= len(found) <= 2
    assert found == sorted(set(found))
    assert all(NOON < at < NOON + timedelta(minutes=window) for at in found)


people = st.lists(
    st.builds(
        Asked,
        st.text(min_size=1, max_size=8),
        st.booleans(),
        st.booleans(),
        st.integers(-300, 300).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    )
)


@given(people)
def test_everybody_stands_in_exactly_one_place(asked: list[Asked]) -> None:
    standing = rules.standing(asked, NOON)
    named = standing.answered + standing.skipped + standing.open + standing.silent
    assert sorted(named) == sorted(person.name for person in asked)
    assert standing.anybody == bool(asked)
    for group in (standing.answered, standing.skipped, standing.open, standing.silent):
        assert list(group) == sorted(group, key=str.casefold)


def test_an_answer_counts_more_than_a_skip_and_a_skip_more_than_the_clock() -> None:
    past, future = NOON - timedelta(minutes=1), NOON + timedelta(minutes=1)
    standing = rules.standing(
        [
            Asked("both", True, True, past),
            Asked("skips", False, True, past),
            Asked("exactly", False, False, NOON),
            Asked("has time", False, False, future),
        ],
        NOON,
    )
    assert standing.answered == ("both",)
    assert standing.skipped == ("skips",)
    assert standing.silent == ("exactly",)
    assert standing.open == ("has time",)


@given(st.lists(st.sampled_from(["", "1", "2", "3", "4", "5", "x", " 4 ", "9"])))
def test_the_mood_of_fewer_than_three_is_not_told(scores: list[str]) -> None:
    numbers = [int(score) for score in scores if score.strip() in set("12345")]
    found = rules.average_mood(scores)
    assert (found is None) == (len(numbers) < 3)
    assert found is None or found == pytest.approx(sum(numbers) / len(numbers))
