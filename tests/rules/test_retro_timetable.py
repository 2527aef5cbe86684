"""When the steps of a retro over days end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calendars.hours import Hours
from handlers.retro import timetable
from handlers.retro.rules import PHASES
from handlers.retro.timetable import STEPS, USUAL, Slot
from handlers.times import local, moment

BERLIN = "Europe/Berlin"
HOURS = Hours(BERLIN)
FRIDAY = moment(date(2026, 12, 4), time(13, 30), BERLIN)


def shown(ends: timetable.Ends) -> dict[str, str]:
    return {step: f"{local(at, BERLIN):%a %d %H:%M}" for step, at in ends.items()}


def test_it_is_collected_before_the_ceremony_and_talked_about_after_it() -> None:
    assert shown(timetable.moments({}, FRIDAY, HOURS)) == {
        "opens": "Mon 30 09:00",
        "review": "Tue 01 09:00",
        "collect": "Wed 02 17:00",
        "group": "Thu 03 12:00",
        "vote": "Fri 04 13:30",
        "discuss": "Mon 07 17:00",
        "actions": "Tue 08 12:00",
    }


def test_days_on_which_nobody_works_do_not_count() -> None:
    hours = Hours(BERLIN, is_holiday=lambda day: day in {date(2026, 12, 3), date(2026, 12, 7)})
    found = shown(timetable.moments({"vote": "0 evening"}, FRIDAY, hours))
    assert found["group"] == "Wed 02 12:00" and found["opens"] == "Fri 27 09:00"
    assert found["vote"] == "Fri 04 17:00" and found["discuss"] == "Tue 08 17:00"


STARTS = st.integers(0, 600 * 24 * 4).map(
    lambda quarters: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
)
OFF = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 9, 30)), max_size=200)


@given(STARTS, OFF)
def test_steps_follow_each_other_whenever_the_ceremony_is(
    starts: datetime, off: frozenset[date]
) -> None:
    hours = Hours("America/New_York", is_holiday=off.__contains__)
    ends = timetable.moments({}, starts, hours)
    for step in ("opens", "review", "collect", "group", "discuss", "actions"):
        day = local(ends[step], hours.zone).date()
        assert day.weekday() < 5 and day not in off
    kept = timetable.held_to(ends, "review", ends["opens"], hours)
    assert [kept[step] for step in PHASES] == sorted(kept[step] for step in PHASES)
    assert timetable.is_in_order({step: kept[step] for step in PHASES}) == ""


def test_a_step_that_begins_late_has_some_working_time() -> None:
    ends = timetable.moments({}, FRIDAY, HOURS)
    late = moment(date(2026, 12, 3), time(16), BERLIN)
    assert shown(timetable.held_to(ends, "collect", late, HOURS)) | {} == {
        **shown(ends),
        "collect": "Fri 04 10:00",
        "group": "Fri 04 12:00",
        "vote": "Fri 04 14:00",
    }


def test_what_does_not_follow_is_found() -> None:
    ends = timetable.moments({"group": "-2 noon"}, FRIDAY, HOURS)
    assert timetable.is_in_order(ends) == "group"
    assert timetable.is_in_order(timetable.moments({}, FRIDAY, HOURS)) == ""


@pytest.mark.parametrize("words", ["", "0", "0 night", "x noon", "11 noon", "1"])
def test_what_is_no_moment_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"no moment|invalid literal"):
        Slot.parse(words)


def test_moments_are_told_in_words() -> None:
    said = {step: timetable.in_words(Slot.parse(USUAL[step]), HOURS) for step in STEPS}
    assert said["opens"] == "4 working days before it, 09:00"
    assert said["group"] == "The working day before it, 12:00"
    assert said["vote"] == "At its hour"
    assert timetable.in_words(Slot(0, "noon"), HOURS) == "On its day, 12:00"
