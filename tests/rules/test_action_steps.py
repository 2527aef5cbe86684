"""When whoever does an action hears of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.calendars.hours import Hours
from handlers.retro.actions import rules
from handlers.retro.actions.rules import Run
from handlers.times import local

FRIDAY = date(2026, 11, 27)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def told(run: Run, hours: Hours, until: datetime) -> list[tuple[int, datetime]]:
    """All that is told until then, each at its moment."""
    found = []
    while (next_ := rules.coming(run, hours, run.step_at)) and next_.at <= until:
        found.append((next_.step, next_.at))
        run = Run(next_.step + 1, next_.at, run.due)
    return found


def test_it_is_handed_over_named_the_day_before_and_on_the_day_and_then_once_a_week() -> None:
    run = Run(rules.HANDED, at(16, 20), FRIDAY)
    assert told(run, Hours("UTC"), at(31, month=12)) == [
        (0, at(17)),
        (1, at(26)),
        (2, at(27)),
        (3, at(4, month=12)),
        (4, at(11, month=12)),
        (5, at(18, month=12)),
        (6, at(25, month=12)),
    ]


def test_after_a_few_weeks_it_rests() -> None:
    assert rules.coming(Run(rules.RESTS, at(1), FRIDAY), Hours("UTC"), at(30)) is None


def test_what_is_due_on_a_monday_is_named_on_the_friday_before() -> None:
    run = Run(rules.SOON, at(23), date(2026, 11, 30))
    assert told(run, Hours("UTC"), at(30))[0] == (rules.SOON, at(27))


def test_what_is_made_the_day_before_or_on_the_day_is_not_named_twice() -> None:
    late = Run(rules.SOON, at(26, 11), FRIDAY)
    assert told(late, Hours("UTC"), at(27, 12)) == [(rules.DUE, at(27))]
    later = Run(rules.SOON, at(27, 11), FRIDAY)
    assert told(later, Hours("UTC"), at(4, 12, month=12)) == [(3, at(4, month=12))]


def test_who_is_away_on_the_day_hears_of_it_before_and_when_back() -> None:
    hours = Hours("UTC", is_away=lambda day: date(2026, 11, 26) <= day <= date(2026, 11, 30))
    run = Run(rules.SOON, at(16), FRIDAY)
    assert told(run, hours, at(2, month=12)) == [(1, at(25)), (2, at(1, month=12))]


def test_after_a_long_silence_only_what_is_still_true_is_told() -> None:
    run = Run(rules.SOON, at(16), FRIDAY)
    found = rules.coming(run, Hours("UTC"), at(15, 14, month=12))
    assert found is not None
    assert (found.step, found.at) == (4, at(15, 14, month=12))


def test_nobody_hears_of_it_at_night_though_it_was_due_by_day() -> None:
    run = Run(rules.DUE, at(16), FRIDAY)
    found = rules.coming(run, Hours("UTC"), at(27, 22))
    assert found is not None
    assert (found.step, found.at) == (rules.DUE, at(30))


def test_a_day_is_that_of_who_does_it_and_a_time_is_the_same_moment_for_all() -> None:
    late_evening = at(27, 23, 30)
    assert not rules.is_late(FRIDAY, None, "America/Los_Angeles", late_evening)
    assert rules.is_late(FRIDAY, None, "Asia/Tokyo", late_evening)
    assert rules.is_late(FRIDAY, at(27, 15), "America/Los_Angeles", late_evening)
    assert rules.due_on(FRIDAY, at(27, 23), "Asia/Tokyo") == FRIDAY + timedelta(days=1)


ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Apia"])
DAYS = st.integers(0, 60).map(lambda days: date(2026, 10, 1) + timedelta(days=days))


@given(
    zone=ZONES,
    made=st.integers(0, 90 * 24 * 60).map(
        lambda minutes: at(1, month=9) + timedelta(minutes=minutes)
    ),
    due=DAYS,
    away=st.lists(st.tuples(DAYS, st.integers(0, 25)), max_size=4),
    is_new=st.booleans(),
    late=st.lists(st.integers(0, 20), max_size=9),
)
def test_nobody_is_ever_told_at_night_or_on_a_day_off_or_too_often(
    zone: str,
    made: datetime,
    due: date,
    away: list[tuple[date, int]],
    is_new: bool,
    late: list[int],
) -> None:
    """`late`: days for which the program does not run before each thing that it tells."""

    def is_away(day: date) -> bool:
        return any(first <= day <= first + timedelta(days=days) for first, days in away)

    hours = Hours(zone, is_away=is_away)
    run = Run(rules.HANDED if is_new else rules.SOON, made, due)
    now, told = run.step_at, list[tuple[int, datetime]]()
    delays = iter(late)
    while (found := rules.coming(run, hours, now)) is not None:
        now = max(now, found.at) + timedelta(days=next(delays, 0))
        again = rules.coming(run, hours, now)
        assert again is not None
        if again.at > now:
            now = again.at
            continue
        told.append((again.step, now))
        run = Run(again.step + 1, now, due)
    steps = [step for step, _ in told]
    assert steps == sorted(set(steps)) and len(steps) <= rules.RESTS
    for _, moment in told:
        there = local(moment, zone)
        assert there.weekday() < 5 and 9 <= there.hour < 17 and not is_away(there.date())
    chased = [local(moment, zone).date() for step, moment in told if step >= rules.FIRST_CHASE]
    others = [local(moment, zone).date() for step, moment in told if step < rules.FIRST_CHASE]
    for before, after in zip([max([due, *others]), *chased], chased, strict=False):
        assert (after - before).days >= 7
