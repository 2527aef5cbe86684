"""Asked back which of several is meant, nothing that could be meant is left out or cut."""

from __future__ import annotations

from handlers.cadence import change_views
from handlers.cards import Buttons, Part, Text
from handlers.choices import ROOM, one_of
from handlers.people import away_views
from tests.flows.reading import buttons, words

LONG = (
    "the second and fourth Thursday of the month at 09:00, America/Indiana/Indianapolis time",
    "the last day of the month at 09:00",
)


def test_short_ones_are_buttons_side_by_side() -> None:
    card = change_views.unclear("At what time?", ["at 09:00", "at 14:00"], "x", {})
    assert [each.label for each in buttons(card)] == ["at 09:00", "at 14:00"]


def test_one_too_long_for_a_button_stands_above_them() -> None:
    card = change_views.unclear("Which?", LONG, "x", {"team": "1"})
    assert [each.label for each in buttons(card)] == ["The first", "The second"]
    assert [each.args["words"] for each in buttons(card)] == list(LONG)
    assert all(each in words(card) for each in LONG)


def test_days_that_may_be_meant_are_read_whole_on_a_phone() -> None:
    days = "from Monday 23 November 2026 to Tuesday 12 January 2027"
    card = away_views.unclear("Which days?", [days], "")
    assert days in words(card)
    assert all(len(each.label) <= ROOM for each in buttons(card))


def test_of_nothing_there_is_nothing_to_choose() -> None:
    made: list[Part] = one_of([])
    assert [each for each in made if isinstance(each, Buttons | Text)] == []
