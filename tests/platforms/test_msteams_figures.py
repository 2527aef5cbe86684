"""Charts in Teams: what its own client draws well. Looked at in Microsoft's test client."""

from __future__ import annotations

from typing import Any

import pytest

from bot.msteams import render
from handlers.cards import Bullets, Card, Code, Plain, Spans, plain
from handlers.charts import Chart, Look, Series

WEEKS = tuple(f"{7 * week + 1} Nov" for week in range(4))
DAYS = tuple(f"2026-11-{7 * week + 1:02}" for week in range(4))


def drawn(
    labels: tuple[str, ...],
    look: Look,
    *names: str,
    unit: str = "",
    days: tuple[str, ...] = (),
) -> dict[str, Any]:
    series = tuple(Series(name, tuple(range(len(labels)))) for name in names or ("One",))
    (_, chart) = render.adaptive(Card("x", (Chart("T", "W", labels, series, look, unit, days),)))[
        "body"
    ]
    found: dict[str, Any] = chart
    return found


def test_labels_of_lying_bars_stand_above_them_with_their_figures_beside() -> None:
    chart = drawn(("Reviews wait too long for anybody", "Rest"), "horizontal bars")
    assert (chart["type"], chart["displayMode"]) == ("Chart.HorizontalBar", "AbsoluteNoAxis")


def test_bars_too_many_for_their_labels_are_lines_over_a_calendar() -> None:
    assert drawn(WEEKS, "vertical bars", days=DAYS)["type"] == "Chart.VerticalBar"
    labels = tuple(f"{day} October" for day in range(1, 9))
    days = tuple(f"2026-10-{day:02}" for day in range(1, 9))
    for names in (("Raised",), ("Raised", "Closed")):
        chart = drawn(labels, "vertical bars", *names, days=days)
        assert chart["type"] == "Chart.Line"
        assert [value["x"] for value in chart["data"][0]["values"]] == list(days)
    # What names no days has no calendar to stand over.
    assert drawn(labels, "vertical bars")["type"] == "Chart.VerticalBar"


@pytest.mark.parametrize("look", ["vertical bars", "stacked bars", "line"])
def test_several_series_are_told_apart_by_colours_that_everybody_tells_apart(look: Look) -> None:
    data = drawn(WEEKS, look, "One", "Two", "Three")["data"]
    colors = [each["color"] for each in data]
    assert colors == ["categoricalBlue", "categoricalMarigold", "categoricalTeal"]


@pytest.mark.parametrize("look", ["vertical bars", "stacked bars", "line"])
def test_shares_are_shown_out_of_a_hundred(look: Look) -> None:
    chart = drawn(WEEKS, look, unit="%")
    assert (chart["yMin"], chart["yMax"]) == (0, 100)


def test_a_chart_needs_a_day_for_each_of_its_labels() -> None:
    with pytest.raises(ValueError, match="one day for each label"):
        drawn(WEEKS, "line", days=DAYS[1:])


@pytest.mark.parametrize("count", [15, 40])
def test_all_lists_of_a_card_look_the_same(count: int) -> None:
    def listed(items: int) -> Bullets:
        row: Spans = (Code("/standup"), Plain(" – answer"))
        return Bullets((row,) * items)

    body = render.adaptive(Card("x", (listed(3), plain("And"), listed(count))))["body"]
    looks = {"columns" if each["type"] == "ColumnSet" else "plain" for each in (body[0], body[-1])}
    assert len(looks) == 1
