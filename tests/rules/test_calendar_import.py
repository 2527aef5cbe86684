"""What of a person's own calendar means that they are away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.calendars.days import Range
from handlers.people import ics
from handlers.people.ics import Unreadable
from tests.examples import examples

BERLIN = "Europe/Berlin"
WINDOW = Range(date(2026, 11, 16), date(2027, 12, 31))
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def event(
    *lines: str, title: str = "", days: tuple[date, date] | None = None, uid: str = "1"
) -> str:
    """`days` the first and last of an all-day event."""
    when = []
    if days:
        end = days[1] + timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"]
    body = [f"UID:{uid}", "DTSTAMP:20260101T000000Z", *when, f"SUMMARY:{title}", *lines]
    return "\r\n".join(["BEGIN:VEVENT", *body, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//"]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""]).encode()


def read(*events: str, zone: str = BERLIN) -> list[tuple[date, date]]:
    found = ics.days_away(calendar(*events), zone, WINDOW)
    return [(each.first, each.last) for each in found]


@pytest.mark.parametrize(
    "title",
    [
        "Vacation",
        "Annual leave",
        "Ada out of office",
        "OOO",
        "PTO (booked)",
        "Urlaub",
        "Sommerurlaub 🏖",
        "Abwesend: Kur",
        "Congés d'été",
        "Vacances",
        "Vacaciones",
        "Férias",
        "Ferie",
        "Vakantie",
        "Urlop",
        "отпуск",
        "夏季休暇",
        "Leave",
        "Bank holiday",
    ],
)
def test_a_title_that_says_so_means_away_however_it_is_marked(title: str) -> None:
    week = (MONDAY, FRIDAY)
    assert read(event("TRANSP:TRANSPARENT", title=title, days=week)) == [week]


@pytest.mark.parametrize(
    "title", ["Birthday of Ada", "Release day", "Leave for the airport at 9", "Sprint 12", ""]
)
def test_another_title_does_not_unless_it_is_marked_as_busy(title: str) -> None:
    day = (MONDAY, MONDAY)
    assert read(event("TRANSP:TRANSPARENT", title=title, days=day)) == []
    assert read(event(title=title, days=day)) == []
    assert read(event("TRANSP:OPAQUE", title=title, days=day)) == [day]


def test_out_of_office_means_away_and_working_elsewhere_does_not() -> None:
    status = "X-MICROSOFT-CDO-BUSYSTATUS"
    day = (MONDAY, MONDAY)
    assert read(event(f"{status}:OOF", title="Private", days=day)) == [day]
    for said in ("WORKINGELSEWHERE", "TENTATIVE"):
        assert read(event(f"{status}:{said}", "TRANSP:OPAQUE", title="Vacation", days=day)) == []
    for said in ("CANCELLED", "TENTATIVE"):
        assert read(event(f"STATUS:{said}", title="Vacation", days=day)) == []


def test_hours_away_are_no_day_away_and_from_midnight_to_midnight_is() -> None:
    def timed(start: str, end: str, title: str = "Out of office") -> str:
        when = [f"DTSTART;TZID={BERLIN}:{start}", f"DTEND;TZID={BERLIN}:{end}"]
        return event(*when, title=title)

    assert read(timed("20261123T090000", "20261123T170000")) == []
    assert read(timed("20261123T000000", "20261124T000000")) == [(MONDAY, MONDAY)]
    # From Friday noon until Tuesday noon: the days between.
    between = (FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3))
    assert read(timed("20261127T120000", "20261201T120000")) == [between]
    assert read(timed("20261123T000000", "20261124T000000", title="Hackathon")) == []


def test_whole_days_are_those_of_the_person_s_own_zone() -> None:
    utc = event("DTSTART:20261122T230000Z", "DTEND:20261124T230000Z", title="Urlaub")
    tuesday = MONDAY + timedelta(days=1)
    assert read(utc) == [(MONDAY, tuesday)]
    assert read(utc, zone="Asia/Tokyo") == [(tuesday, tuesday)]


def test_what_recurs_is_there_each_time_but_where_it_was_moved_or_left_out() -> None:
    first = date(2026, 11, 20)
    series = event(
        "RRULE:FREQ=WEEKLY;COUNT=5",
        "EXDATE;VALUE=DATE:20261204",
        title="Day off",
        days=(first, first),
        uid="fridays",
    )
    moved = event(
        "RECURRENCE-ID;VALUE=DATE:20261211",
        title="Day off",
        days=(date(2026, 12, 10), date(2026, 12, 10)),
        uid="fridays",
    )
    worked = event(
        "RECURRENCE-ID;VALUE=DATE:20261218",
        "TRANSP:TRANSPARENT",
        title="Working after all",
        days=(date(2026, 12, 18), date(2026, 12, 18)),
        uid="fridays",
    )
    assert [first for first, _ in read(series, moved, worked)] == [
        date(2026, 11, 20),
        date(2026, 11, 27),
        date(2026, 12, 10),
    ]


def test_days_in_a_row_are_one_time_away_within_the_window() -> None:
    events = [
        event(title="Urlaub", days=(MONDAY, MONDAY), uid="a"),
        event(title="Urlaub", days=(MONDAY + timedelta(days=1), FRIDAY), uid="b"),
        event(title="Sabbatical leave, away", days=(date(2027, 12, 1), date(2028, 6, 1)), uid="c"),
        event(title="Vacation", days=(date(2020, 1, 1), date(2020, 1, 9)), uid="d"),
    ]
    assert read(*events) == [(MONDAY, FRIDAY), (date(2027, 12, 1), WINDOW.last)]


def test_a_long_calendar_of_meetings_is_sifted_before_it_is_taken_apart() -> None:
    meetings = [
        event(
            "DTSTART:20261123T090000Z",
            "DTEND:20261123T100000Z",
            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM",
            title=f"Meeting {number}",
            uid=f"m{number}",
        )
        for number in range(3000)
    ]
    holiday = event(title="Urlaub", days=(MONDAY, FRIDAY), uid="u")
    content = calendar(*meetings, holiday)
    assert ics.sift(content).count("BEGIN:VEVENT") == 1
    assert [(each.first, each.last) for each in ics.days_away(content, BERLIN, WINDOW)] == [
        (MONDAY, FRIDAY)
    ]


def test_more_days_away_than_anybody_has_are_refused() -> None:
    many = [
        event(title="Urlaub", days=(MONDAY, MONDAY), uid=f"u{number}")
        for number in range(ics.MOST_EVENTS + 1)
    ]
    with pytest.raises(Unreadable, match="more days away"):
        read(*many)


@pytest.mark.parametrize(
    "content", [b"", b"<html>Sign in</html>", b"\x00\xff\xfe", b"BEGIN:VEVENT"]
)
def test_what_is_no_calendar_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unreadable, match="no calendar in iCal format"):
        ics.days_away(content, BERLIN, WINDOW)


def test_folded_lines_other_line_ends_and_a_mark_at_the_beginning_are_fine() -> None:
    plain = calendar(event(title="Long awaited Urlaub", days=(MONDAY, FRIDAY))).decode()
    folded = plain.replace("Urlaub", "Ur\r\n laub").replace("DTSTART;", "DTSTART\r\n ;")
    for content in (folded, plain.replace("\r\n", "\n"), "\ufeff" + plain):
        [found] = ics.days_away(content.encode(), BERLIN, WINDOW)
        assert (found.first, found.last) == (MONDAY, FRIDAY)


VALID = calendar(
    event(title="Urlaub", days=(MONDAY, FRIDAY), uid="a"),
    event("RRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=6", title="Day off", days=(FRIDAY, FRIDAY), uid="b"),
    event("DTSTART:20261123T000000Z", "DURATION:P2D", title="OOO", uid="c"),
)
PIECES = (
    b"DTSTART DTEND : ; VALUE=DATE 00000000 99991231 RRULE: FREQ=YEARLY;COUNT=3 BEGIN:VEVENT "
    b"END:VEVENT TZID=Nowhere/At_All P-1D RECURRENCE-ID: \xff \x00 EXDATE:20261124 "
    b"DURATION:PT-9H UID:a"
)
WORDS = st.sampled_from([*PIECES.split(b" "), b"", b"\r\n"])


@given(st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 30), WORDS), max_size=6))
@settings(max_examples=examples(300), deadline=None)
def test_whatever_somebody_publishes_is_read_or_refused(cuts: list[tuple[int, int, bytes]]) -> None:
    content = VALID
    for at, length, instead in cuts:
        content = content[:at] + instead + content[at + length :]
    try:
        found = ics.days_away(content, BERLIN, WINDOW)
    except Unreadable:
        return
    assert found == sorted(found)
    assert all(WINDOW.first <= each.first <= each.last <= WINDOW.last for each in found)


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_refused(content: bytes) -> None:
    if b"BEGIN:VCALENDAR" not in content:
        with pytest.raises(Unreadable):
            ics.days_away(content, BERLIN, WINDOW)


moments = st.integers(0, 100 * 24 * 4).map(
    lambda quarters: datetime(2026, 11, 20, tzinfo=UTC) + timedelta(minutes=15 * quarters)
)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)))
@settings(deadline=None)
def test_a_day_counts_where_all_of_it_is_covered(start: datetime, length: timedelta) -> None:
    end = start + timedelta(seconds=int(length.total_seconds()))
    found = read(
        event(f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}", title="OOO"),
        zone="UTC",
    )
    midnight = start.replace(hour=0, minute=0, second=0)
    whole = [
        day.date()
        for day in (midnight + timedelta(days=number) for number in range(11))
        if start <= day and day + timedelta(days=1) <= end
    ]
    assert found == ([(whole[0], whole[-1])] if whole else [])
