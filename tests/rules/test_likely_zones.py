"""Which zones an offset may mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.people import rules
from handlers.times import local

WINTER, SUMMER = (datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 7))


def test_the_likeliest_stands_first() -> None:
    assert rules.likely(timedelta(hours=1), WINTER)[0] == "Europe/Berlin"
    assert rules.likely(timedelta(hours=-8), WINTER)[0] == "America/Los_Angeles"


def test_the_same_offset_means_another_zone_in_summer() -> None:
    assert rules.likely(timedelta(hours=1), SUMMER)[0] == "Europe/London"
    assert rules.likely(timedelta(hours=2), SUMMER)[0] == "Europe/Berlin"


def test_rare_offsets_have_their_place_too() -> None:
    assert rules.likely(timedelta(hours=5, minutes=45), WINTER) == ("Asia/Kathmandu",)
    assert "Pacific/Chatham" in rules.likely(timedelta(hours=13, minutes=45), WINTER)


def test_an_offset_of_nowhere_offers_nothing() -> None:
    assert rules.likely(timedelta(minutes=7), WINTER) == ()


@given(st.sampled_from(range(-12 * 60, 14 * 60, 15)), st.integers(0, 4000))
def test_whatever_is_offered_has_this_clock_now(minutes: int, days: int) -> None:
    now, offset = WINTER + timedelta(days=days), timedelta(minutes=minutes)
    offered = rules.likely(offset, now)
    assert len(offered) <= rules.MOST
    assert all(local(now, zone).utcoffset() == offset for zone in offered)
