"""Charts as Teams draws them, with the words for clients that do not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import TypeAlias, assert_never

from microsoft_teams.cards import (
    BarChartDataValue,
    CardElement,
    ChartColor,
    Container,
    GroupedVerticalBarChart,
    GroupedVerticalBarChartData,
    HorizontalBarChart,
    HorizontalBarChartDataValue,
    LineChart,
    LineChartData,
    LineChartValue,
    StackedHorizontalBarChart,
    StackedHorizontalBarChartData,
    StackedHorizontalBarChartDataPoint,
    VerticalBarChart,
    VerticalBarChartDataValue,
)

from bot.msteams import texts
from handlers.cards import Bold
from handlers.charts import Chart, Look, Series

Drawn: TypeAlias = (
    GroupedVerticalBarChart
    | HorizontalBarChart
    | LineChart
    | StackedHorizontalBarChart
    | VerticalBarChart
)

COLORS: tuple[ChartColor, ...] = (
    "categoricalBlue",
    "categoricalMarigold",
    "categoricalTeal",
    "categoricalPurple",
    "categoricalLightBlue",
    "categoricalRed",
)
"""In an order in which neighbours are told apart by everybody."""
ROOM = 40
"""Characters that labels have side by side; Teams cuts them where there are more."""
FEW = 12
"""Bars that have room for their figures."""


def chart(shown: Chart) -> list[CardElement]:
    """The title stands above: not every client shows a chart's own."""
    drawn = _drawn(shown).with_title(shown.title).with_show_title(False)
    drawn.with_color_set("categorical").with_show_legend(len(shown.series) > 1)
    if len(shown.series) == 1:
        # Else every bar has a colour of its own, which would seem to mean something.
        drawn.with_color(COLORS[0])
    if shown.unit:
        drawn.with_y_axis_title(shown.unit)
    if shown.unit == "%" and isinstance(
        drawn, VerticalBarChart | GroupedVerticalBarChart | LineChart
    ):
        drawn.with_y_min(0).with_y_max(100)
    said = Container().with_items(texts.plainly(shown.alt, spacing="None"))
    return [*texts.words((Bold(shown.title),), {}), drawn.with_fallback(said)]


def _drawn(shown: Chart) -> Drawn:
    has_room = len(shown.labels) * len(shown.series) <= FEW
    match _look(shown):
        case "vertical bars" if len(shown.series) == 1:
            return VerticalBarChart().with_data(_bars(shown)).with_show_bar_values(has_room)
        case "vertical bars" | "stacked bars":
            rising = [_group(shown, series).with_color(color) for color, series in _colored(shown)]
            grouped = GroupedVerticalBarChart().with_data(rising)
            return grouped.with_stacked(shown.look == "stacked bars").with_show_bar_values(has_room)
        case "horizontal bars" if len(shown.series) == 1:
            # Beside an axis, labels leave little room for the bars, and none for their figures.
            bars = HorizontalBarChart().with_data(_lying(shown))
            return bars.with_display_mode("AbsoluteNoAxis")
        case "horizontal bars":
            rows = [_row(shown, place) for place in range(len(shown.labels))]
            return StackedHorizontalBarChart().with_data(rows)
        case "line":
            lines = [_line(shown, series).with_color(color) for color, series in _colored(shown)]
            return LineChart().with_data(lines)
        case look:
            assert_never(look)


def _look(shown: Chart) -> Look:
    """Bars that are too many for their labels become lines over a calendar, which names a few."""
    widest = max(map(len, shown.labels))
    is_crowded = shown.look == "vertical bars" and len(shown.labels) * widest > ROOM
    return "line" if is_crowded and shown.days else shown.look


def _colored(shown: Chart) -> Iterator[tuple[ChartColor, Series]]:
    return zip(cycle(COLORS), shown.series, strict=False)


def _bars(shown: Chart) -> list[VerticalBarChartDataValue]:
    [series] = shown.series
    return [VerticalBarChartDataValue().with_x(x).with_y(y) for x, y in _known(shown, series)]


def _lying(shown: Chart) -> list[HorizontalBarChartDataValue]:
    [series] = shown.series
    return [HorizontalBarChartDataValue().with_x(x).with_y(y) for x, y in _known(shown, series)]


def _group(shown: Chart, series: Series) -> GroupedVerticalBarChartData:
    values = [BarChartDataValue().with_x(x).with_y(y) for x, y in _known(shown, series)]
    return GroupedVerticalBarChartData().with_legend(series.name).with_values(values)


def _row(shown: Chart, place: int) -> StackedHorizontalBarChartData:
    points = [
        StackedHorizontalBarChartDataPoint()
        .with_legend(series.name)
        .with_value(value)
        .with_color(color)
        for color, series in _colored(shown)
        if (value := series.values[place]) is not None
    ]
    return StackedHorizontalBarChartData().with_title(shown.labels[place]).with_data(points)


def _line(shown: Chart, series: Series) -> LineChartData:
    """A point that is not known is left out: the line goes on to the next."""
    named = zip(shown.days or shown.labels, series.values, strict=True)
    known = [(x, y) for x, y in named if y is not None]
    values = [LineChartValue().with_x(x).with_y(y) for x, y in known]
    return LineChartData().with_legend(series.name).with_values(values)


def _known(shown: Chart, series: Series) -> list[tuple[str, float]]:
    """Without what is not known, which is not nothing."""
    named = zip(shown.labels, series.values, strict=True)
    return [(label, value) for label, value in named if value is not None]
