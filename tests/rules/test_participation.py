"""How many took part: what is counted, of which days, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.standup import participation
from handlers.standup.participation import Point, Tally, Unheard
from handlers.times import WEEKDAYS

MONDAY = date(2026, 11, 23)
NOON = datetime.combine(MONDAY, time(12), UTC)
HELD = frozenset(WEEKDAYS[:5])
DAY = timedelta(days=1)

near = st.dates(MONDAY - 40 * DAY, MONDAY)
moments = st.sampled_from([NOON - DAY, NOON, NOON + timedelta(seconds=1), NOON + DAY])
unheard = st.builds(Unheard, near, moments, st.booleans(), st.booleans())
answers = st.dictionaries(
    near, st.integers(1, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
)
spans = st.tuples(near, near).map(lambda both: (min(both), max(both)))


def of(day: date, *, closed: bool = True, skipped: bool = False, off: bool = False) -> Unheard:
    closes_at = NOON if closed else NOON + timedelta(seconds=1)
    return Unheard(day, closes_at, is_skipped=skipped, is_off=off)


def counted(*asked: Unheard, answered: int = 0, late: int = 0) -> Tally | None:
    there = {MONDAY: (answered, late)} if answered else {}
    return participation.days(there, asked, NOON).get(MONDAY)


# One day.
def test_answers_count_also_where_they_are_late() -> None:
    assert counted(of(MONDAY), answered=3, late=1) == Tally(answered=3, late=1, silent=1)


def test_who_is_off_is_not_due() -> None:
    assert counted(of(MONDAY, off=True), of(MONDAY), answered=1) == Tally(answered=1, silent=1)
    assert counted(of(MONDAY, off=True, closed=False), answered=1) == Tally(answered=1)


def test_skipping_is_due_and_told_apart_from_silence() -> None:
    tally = counted(of(MONDAY, skipped=True, closed=False), of(MONDAY), answered=2)
    assert tally == Tally(answered=2, skipped=1, silent=1)
    assert (tally.due, tally.percent) == (4, 50)


def test_a_day_counts_once_nobody_has_time_any_more() -> None:
    assert counted(of(MONDAY, closed=False), of(MONDAY), answered=2) is None
    assert counted(of(MONDAY), of(MONDAY, closed=False), answered=2) is None


def test_where_nobody_was_due_there_is_no_figure() -> None:
    assert Tally().percent is None
    assert counted(of(MONDAY, off=True)) is None


@pytest.mark.parametrize(
    ("answered", "due", "percent"),
    [(0, 7, 0), (7, 7, 100), (1, 3, 33), (1, 8, 13), (299, 300, 99), (1, 300, 1)],
)
def test_all_and_nobody_are_told_from_nearly(answered: int, due: int, percent: int) -> None:
    assert Tally(answered=answered, silent=due - answered).percent == percent


@given(answers, st.lists(unheard))
def test_everybody_is_counted_once_or_not_due_or_still_has_time(
    there: dict[date, tuple[int, int]], asked: list[Unheard]
) -> None:
    found = participation.days(there, asked, NOON)
    for day in {*there, *(each.day for each in asked)}:
        due = [each for each in asked if each.day == day and not each.is_off]
        came, late = there.get(day, (0, 0))
        tally = found.get(day)
        if any(each.closes_at > NOON and not each.is_skipped for each in due):
            assert day in found
            assert tally is None
        elif tally is None:
            assert (came, due) == (0, [])
        else:
            assert (tally.answered, tally.late, tally.due) == (came, late, came + len(due))
            assert tally.percent is not None
            assert 0 <= tally.percent <= 100
            assert (tally.percent == 100) == (came == tally.due)
            assert (tally.percent == 0) == (came == 0)


@given(answers, st.lists(unheard), st.randoms())
def test_the_order_of_what_is_read_does_not_matter(
    there: dict[date, tuple[int, int]], asked: list[Unheard], chance: object
) -> None:
    mixed = list(asked)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    of_one, of_other = (participation.days(there, each, NOON) for each in (asked, mixed))
    assert of_one == of_other


@given(answers, st.lists(unheard, min_size=1))
def test_somebody_more_who_is_off_changes_nothing(
    there: dict[date, tuple[int, int]], asked: list[Unheard]
) -> None:
    more = [*asked, Unheard(asked[0].day, asked[0].closes_at, is_off=True)]
    assert participation.days(there, more, NOON) == participation.days(there, asked, NOON)


# Days and weeks.
def week(*answered: int, first: date = MONDAY) -> dict[date, Tally | None]:
    return {first + DAY * n: Tally(answered=came) for n, came in enumerate(answered) if came}


def seen(found: participation.Days, first: date, last: date) -> Sequence[Point]:
    return participation.points(found, first, last, HELD)


def test_a_day_of_the_stand_up_on_which_nobody_was_due_is_a_gap() -> None:
    found = seen(week(1, 0, 1), MONDAY, MONDAY + 6 * DAY)
    assert [point.tally.percent for point in found] == [100, None, 100, None, None]


def test_other_days_are_shown_where_somebody_was_due() -> None:
    found = seen(week(1, 1, 1, 1, 1, 0, 1), MONDAY, MONDAY + 6 * DAY)
    assert [point.first.weekday() for point in found] == [0, 1, 2, 3, 4, 6]


def test_a_day_that_is_not_over_is_not_shown() -> None:
    found = {**week(1, 1), MONDAY + 2 * DAY: None}
    assert len(seen(found, MONDAY, MONDAY + 2 * DAY)) == 2
    [only, *_] = seen(found, MONDAY - 20 * DAY, MONDAY + 2 * DAY)
    assert only.tally == Tally(answered=2)


def test_days_from_before_the_first_question_are_not_shown() -> None:
    assert [point.first for point in seen(week(0, 0, 1), MONDAY - 20 * DAY, MONDAY + 4 * DAY)] == [
        MONDAY
    ]
    before = {**week(0, 0, 1), MONDAY - 30 * DAY: Tally(answered=1)}
    assert len(seen(before, MONDAY - 20 * DAY, MONDAY + 4 * DAY)) == 4


def test_weeks_begin_on_monday_and_a_part_of_one_on_the_first_day() -> None:
    found = week(*[1] * 60, first=date(2026, 9, 28))
    weeks = seen(found, date(2026, 10, 1), date(2026, 10, 31))
    assert [point.first.day for point in weeks] == [1, 5, 12, 19, 26]
    assert [point.tally.answered for point in weeks] == [4, 7, 7, 7, 6]


@given(answers, st.lists(unheard), spans)
def test_days_and_weeks_add_up_to_the_whole(
    there: dict[date, tuple[int, int]], asked: list[Unheard], span: tuple[date, date]
) -> None:
    found = participation.days(there, asked, NOON)
    made = seen(found, *span)
    assert sum((point.tally for point in made), Tally()) == participation.total(found, *span)
    firsts = [point.first for point in made]
    assert firsts == sorted(set(firsts))
    assert all(span[0] <= point.first <= point.last <= span[1] for point in made)


# Which days are meant, and what they are compared with.
@pytest.mark.parametrize(
    ("said", "today", "first", "last"),
    [
        ("", date(2026, 11, 25), date(2026, 10, 19), date(2026, 11, 25)),
        ("last 6 weeks", date(2026, 11, 29), date(2026, 10, 19), date(2026, 11, 29)),
        ("last 6 weeks", date(2026, 11, 23), date(2026, 10, 19), date(2026, 11, 23)),
        ("Last 2 weeks", date(2026, 11, 25), date(2026, 11, 12), date(2026, 11, 25)),
        ("last month", date(2026, 11, 25), date(2026, 10, 1), date(2026, 10, 31)),
        ("last 21 days", date(2026, 11, 25), date(2026, 11, 5), date(2026, 11, 25)),
    ],
)
def test_several_weeks_are_whole_ones_and_this(
    said: str, today: date, first: date, last: date
) -> None:
    assert participation.meant(said, today) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 1), date(2026, 1, 31), (date(2025, 12, 1), date(2025, 12, 31))),
        (MONDAY, MONDAY + 2 * DAY, (MONDAY - 7 * DAY, MONDAY - 5 * DAY)),
        (MONDAY, MONDAY + 6 * DAY, (MONDAY - 7 * DAY, MONDAY - DAY)),
        (MONDAY, MONDAY + 7 * DAY, (MONDAY - 14 * DAY, MONDAY - 7 * DAY)),
        (date(2026, 11, 1), date(2026, 11, 22), (date(2026, 10, 4), date(2026, 10, 25))),
    ],
)
def test_a_month_is_compared_with_the_one_before_and_days_with_the_same_of_the_week(
    first: date, last: date, before: tuple[date, date]
) -> None:
    assert participation.before(first, last) == before


@given(spans)
def test_what_is_compared_with_lies_before(span: tuple[date, date]) -> None:
    first, last = participation.before(*span)
    assert first <= last < span[0]
