"""Rules, moments and days said back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from handlers.when import echo
from handlers.when.recurrence import Recurrence
from handlers.when.sprints import Sprints

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


def at_two(rule: str, zone: str = "Europe/Berlin", starts: date = FRIDAY) -> Recurrence:
    return Recurrence(rule, starts, time(14), zone)


def test_a_rule_is_said_with_its_next_three_dates() -> None:
    assert echo.whole(at_two("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), NOW) == (
        "Every other Friday at 14:00, Berlin time. Next: Fri 27 Nov, Fri 11 Dec and Fri 25 Dec."
    )


def test_the_year_is_said_where_it_is_another() -> None:
    assert echo.whole(at_two("FREQ=MONTHLY;BYDAY=1MO"), NOW) == (
        "The first Monday of the month at 14:00, Berlin time. "
        "Next: Mon 7 Dec, Mon 4 Jan 2027 and Mon 1 Feb 2027."
    )


def test_days_of_a_sprint_need_the_sprints() -> None:
    said = "The last day of the sprint at 14:00, Berlin time."
    assert echo.whole(at_two("SPRINT=LAST"), NOW) == said
    assert echo.whole(at_two("SPRINT=LAST"), NOW, Sprints(2, date(2026, 11, 16))) == (
        f"{said} Next: Fri 27 Nov, Fri 11 Dec and Fri 25 Dec."
    )


def test_a_rule_that_ends_says_when() -> None:
    ending = at_two("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261204")
    assert echo.whole(ending, NOW) == (
        "Every Friday at 14:00, Berlin time, until 4 December 2026. Next: Fri 27 Nov and Fri 4 Dec."
    )


def test_what_is_over_has_no_dates() -> None:
    over = at_two("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261204")
    assert echo.coming(over, datetime(2026, 12, 31, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("starts", "typed"),
    [
        (FRIDAY, "every Friday at 14:00, Berlin time, from 27 November 2026"),
        (date(2026, 11, 25), "every Friday at 14:00, Berlin time"),
        (date(2025, 1, 1), "every Friday at 14:00, Berlin time"),
    ],
)
def test_a_first_day_that_is_to_come_is_typed_again(starts: date, typed: str) -> None:
    assert echo.typed(at_two("FREQ=WEEKLY;BYDAY=FR", starts=starts), NOW) == typed


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY;INTERVAL=2", "every other day"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "every week from Monday to Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,TH", "every Monday, Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU", "every Monday and Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA,SU", "every day except Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "every other week on Monday and Wednesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "every other week from Monday to Friday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "every 3 weeks on Tuesday"),
        ("FREQ=MONTHLY;BYDAY=2TH,4TH", "the second and fourth Thursday of the month"),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1", "the 1st of every sixth month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of the month"),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR", "the last Friday of the quarter"),
        ("SPRINT=MIDDLE", "the middle of the sprint"),
        ("SPRINT=-5", "the 5th to last working day of the sprint"),
        ("SPRINT=12", "the 12th working day of the sprint"),
    ],
)
def test_the_days_in_words(rule: str, words: str) -> None:
    assert echo.days(rule) == words


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3 time"),
        ("US/Pacific", "Pacific time"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, said: str) -> None:
    assert echo.zone_name(zone) == said


def test_a_moment_is_said_on_the_clocks_of_its_place() -> None:
    at = datetime(2026, 12, 4, 14, tzinfo=UTC)
    assert echo.moment(at, "Europe/Berlin") == "Friday 4 December 2026 at 15:00, Berlin time"
    assert echo.moment(at, "Pacific/Auckland", timed=False) == "Saturday 5 December 2026"


def test_days_are_said_from_first_to_last() -> None:
    assert echo.span(FRIDAY, FRIDAY) == "Friday 27 November 2026"
    assert echo.span(FRIDAY, date(2027, 1, 1)) == (
        "from Friday 27 November 2026 to Friday 1 January 2027"
    )
