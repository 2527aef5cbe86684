"""Wall-clock times and the moments they mean, in every zone there is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.times import WEEKDAYS, Recurs, exists, local, moment, zone_called, zone_meant
from tests.examples import examples

ZONES = sorted(available_timezones())
WORKDAYS = frozenset(WEEKDAYS[:5])
EVERY_DAY = frozenset(WEEKDAYS)

zones = st.sampled_from(ZONES)
days = st.dates(date(1995, 1, 1), date(2037, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        # A gap: the first moment after it.
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T03:00+02:00"),
        (date(2026, 10, 4), time(2, 10), "Australia/Lord_Howe", "2026-10-04T02:30+11:00"),
        (date(2018, 11, 4), time(0, 0), "America/Sao_Paulo", "2018-11-04T01:00-02:00"),
        (date(2022, 3, 27), time(0, 15), "Asia/Beirut", "2022-03-27T01:00+03:00"),
        (date(2011, 12, 30), time(9, 0), "Pacific/Apia", "2011-12-31T00:00+14:00"),
        # Twice: the first.
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T02:30+02:00"),
        (date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe", "2026-04-05T01:45+11:00"),
        (date(2018, 2, 17), time(23, 30), "America/Sao_Paulo", "2018-02-17T23:30-02:00"),
        # As it is, around changes.
        (date(2026, 2, 16), time(9, 0), "Africa/Casablanca", None),
        (date(2026, 3, 29), time(9, 0), "Europe/Berlin", "2026-03-29T09:00+02:00"),
        (date(2026, 11, 23), time(9, 0), "No/Where", "2026-11-23T09:00+00:00"),
    ],
)
def test_a_wall_time_means_one_moment(day: date, at: time, zone: str, expected: str | None) -> None:
    found = moment(day, at, zone)
    if expected is None:
        assert local(found, zone).replace(tzinfo=None) == datetime.combine(day, at)
    else:
        assert found == datetime.fromisoformat(expected)


@given(days, times, zones)
@example(date(2011, 12, 30), time(9), "Pacific/Apia")
@settings(max_examples=examples(400), deadline=None)
def test_the_wall_clock_is_right_or_the_time_does_not_exist(day: date, at: time, zone: str) -> None:
    found = moment(day, at, zone)
    shown = local(found, zone)
    if (shown.date(), shown.time()) == (day, at):
        assert shown.fold == 0
        return
    before = local(found - timedelta(seconds=1), zone)
    assert before.replace(tzinfo=None) < datetime.combine(day, at) < shown.replace(tzinfo=None)
    assert before.utcoffset() != shown.utcoffset()


@given(
    st.integers(0, 42 * 365 * 24 * 60).map(
        lambda minutes: datetime(1995, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    times,
    zones,
    st.frozensets(st.sampled_from(WEEKDAYS), min_size=1),
    st.integers(0, 8 * 60).map(lambda minutes: timedelta(minutes=minutes)),
)
@settings(max_examples=examples(300), deadline=None)
def test_the_next_moment_is_the_first_one_later_than_now(
    now: datetime, at: time, zone: str, on: frozenset[str], offset: timedelta
) -> None:
    recurs = Recurs(on, at, zone, offset)
    day, found = recurs.after(now)
    assert found > now
    assert WEEKDAYS[day.weekday()] in on
    assert recurs.day_of(found) == day
    assert recurs.after(found - timedelta(seconds=1)) == (day, found)
    following = recurs.after(found)
    assert following[1] > found
    assert following[0] > day
    # No day of the rule lies between now and then.
    skipped = [
        recurs.on(day - timedelta(days=back))
        for back in range(1, 4)
        if WEEKDAYS[(day - timedelta(days=back)).weekday()] in on
        and exists(day - timedelta(days=back), zone)
    ]
    assert all(moment_before <= now for moment_before in skipped)


INTERESTING = {
    "Africa/Cairo": 2023,
    "Africa/Casablanca": 2023,
    "Africa/El_Aaiun": 2023,
    "America/Adak": 2025,
    "America/Caracas": 2016,
    "America/Godthab": 2023,
    "America/Havana": 2025,
    "America/Sao_Paulo": 2017,
    "America/Scoresbysund": 2023,
    "America/St_Johns": 2010,
    "Antarctica/Troll": 2025,
    "Asia/Amman": 2021,
    "Asia/Beirut": 2022,
    "Asia/Gaza": 2023,
    "Asia/Kathmandu": 2025,
    "Asia/Pyongyang": 2014,
    "Asia/Tehran": 2021,
    "Australia/Lord_Howe": 2025,
    "Europe/Berlin": 2025,
    "Europe/Dublin": 2025,
    "Europe/Volgograd": 2017,
    "Pacific/Apia": 2010,
    "Pacific/Chatham": 2025,
    "Pacific/Fakaofo": 2010,
    "Pacific/Kiritimati": 1993,
}


@pytest.mark.parametrize("hour", [time(0), time(2, 30), time(9), time(23, 45)])
@pytest.mark.parametrize("zone", INTERESTING)
def test_exactly_one_moment_for_each_working_day(zone: str, hour: time) -> None:
    """Two years with changes of clocks, day by day."""
    start, years = date(INTERESTING[zone], 1, 1), 2
    recurs = Recurs(WORKDAYS, hour, zone)
    wanted = [
        day
        for n in range(365 * years)
        if (day := start + timedelta(days=n)).weekday() < 5 and exists(day, zone)
    ]
    now = recurs.on(start - timedelta(days=4))
    found: list[tuple[date, datetime]] = []
    while not found or found[-1][0] < wanted[-1]:
        day, now = recurs.after(now)
        if day >= start:
            found.append((day, now))
    assert [day for day, _ in found] == wanted
    assert all(recurs.day_of(at) == day for day, at in found)
    for day, at in found:
        shown = local(at, zone)
        assert shown.date() == day
        assert shown.time() >= hour


def test_every_zone_has_its_nine_oclock_on_every_day_of_a_year() -> None:
    tz = {zone: ZoneInfo(zone) for zone in ZONES}
    for zone in ZONES:
        for n in range(0, 365, 3):
            day = date(2027, 1, 1) + timedelta(days=n)
            shown = moment(day, time(9), zone).astimezone(tz[zone])
            assert shown.replace(tzinfo=None) == datetime.combine(day, time(9))


def test_a_day_that_a_zone_left_out_has_no_moment() -> None:
    recurs = Recurs(EVERY_DAY, time(9), "Pacific/Apia")
    assert not exists(date(2011, 12, 30), "Pacific/Apia")
    day, at = recurs.after(recurs.on(date(2011, 12, 29)))
    assert day == date(2011, 12, 31)
    assert local(at, "Pacific/Apia").hour == 9
    assert recurs.day_of(recurs.on(date(2011, 12, 30))) is None


def test_a_moment_of_another_day_is_none_of_the_rule() -> None:
    recurs = Recurs(WORKDAYS, time(9), "Europe/Berlin")
    assert recurs.day_of(recurs.on(date(2026, 11, 28))) is None
    assert recurs.day_of(recurs.on(date(2026, 11, 23)) + timedelta(minutes=1)) is None


def test_an_offset_is_a_real_duration_through_a_change_of_clocks() -> None:
    recurs = Recurs(EVERY_DAY, time(0, 30), "Europe/Berlin", timedelta(hours=4))
    at = recurs.on(date(2026, 3, 29))
    assert local(at, "Europe/Berlin").time() == time(5, 30)
    assert recurs.day_of(at) == date(2026, 3, 29)


def test_an_offset_may_reach_into_the_next_day() -> None:
    recurs = Recurs(frozenset({"fri"}), time(22), "Pacific/Auckland", timedelta(hours=8))
    day, at = recurs.after(datetime(2026, 11, 23, tzinfo=UTC))
    assert day == date(2026, 11, 27)
    assert local(at, "Pacific/Auckland").date() == date(2026, 11, 28)
    assert recurs.day_of(at) == day


def test_a_rule_without_days_is_an_error() -> None:
    with pytest.raises(ValueError, match="no days"):
        Recurs(frozenset(), time(9), "UTC").after(datetime(2026, 1, 1, tzinfo=UTC))


@given(st.frozensets(st.sampled_from(WEEKDAYS), min_size=1), times, zones, st.integers(0, 600))
def test_a_rule_survives_being_kept(on: frozenset[str], at: time, zone: str, minutes: int) -> None:
    recurs = Recurs(on, at, zone, timedelta(minutes=minutes))
    assert Recurs.parse(recurs.plain()) == recurs


@pytest.mark.parametrize(
    "name", ["", "Middle-earth", "../../etc/passwd", "Europe", "\0", "x" * 999]
)
def test_what_is_no_zone_is_none(name: str) -> None:
    assert zone_called(name) is None
    assert zone_meant(name) is None


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Auckland", "Pacific/Auckland"),
        ("utc", "UTC"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Singapore", "Asia/Singapore"),
        ("London", "Europe/London"),
        ("St Johns", "America/St_Johns"),
    ],
)
def test_a_city_will_do(words: str, zone: str) -> None:
    found = zone_meant(words)
    assert found is not None
    same = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert (
        same.astimezone(ZoneInfo(found)).utcoffset() == same.astimezone(ZoneInfo(zone)).utcoffset()
    )


def test_every_zone_is_meant_by_its_own_name() -> None:
    assert all(zone_meant(zone) == zone for zone in ZONES)


def test_a_rule_without_days_never_comes() -> None:
    nothing = Recurs.parse({"days": "", "at": "09:00", "zone": "UTC", "offset_minutes": 0})
    with pytest.raises(ValueError, match="no days"):
        nothing.after(datetime(2026, 11, 23, tzinfo=UTC))


@given(
    days,
    st.integers(2, 4),
    st.frozensets(st.sampled_from(WEEKDAYS), min_size=1),
    times,
    zones,
    st.integers(0, 8 * 60).map(lambda minutes: timedelta(minutes=minutes)),
)
@example(date(2026, 12, 25), 2, frozenset({"fri"}), time(14), "Europe/Berlin", timedelta(0))
@settings(max_examples=examples(150), deadline=None)
def test_of_every_so_many_weeks_no_day_is_left_out_and_none_comes_twice(
    anchor: date, weeks: int, on: frozenset[str], at: time, zone: str, offset: timedelta
) -> None:
    """Day by day over half a year around the anchor, which may lie before or after."""
    recurs = Recurs(on, at, zone, offset, weeks, anchor)
    assert Recurs.parse(recurs.plain()) == recurs
    start = anchor - timedelta(days=90)
    monday = anchor - timedelta(days=anchor.weekday())
    wanted = [
        day
        for n in range(180)
        if WEEKDAYS[(day := start + timedelta(days=n)).weekday()] in on
        and ((day - timedelta(days=day.weekday())) - monday).days // 7 % weeks == 0
        and exists(day, zone)
    ]
    now, found = recurs.on(start - timedelta(days=4)), list[date]()
    while not found or found[-1] < wanted[-1]:
        day, now = recurs.after(now)
        assert recurs.day_of(now) == day
        found.append(day)
    assert [day for day in found if day >= start] == wanted


def test_every_week_is_written_down_as_it_always_was() -> None:
    plain = Recurs(WORKDAYS, time(9), "Europe/Berlin").plain()
    assert "weeks" not in plain
    assert Recurs.parse(plain).weeks == 1
