"""Charts as Teams draws them, with the words for clients that do not."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from microsoft_teams.cards import (
    BarChartDataValue,
    CardElement,
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
from handlers.charts import Chart, Series

Drawn: TypeAlias = (
    GroupedVerticalBarChart
    | HorizontalBarChart
    | LineChart
    | StackedHorizontalBarChart
    | VerticalBarChart
)

FEW = 12
"""Bars that have room for their figures."""


def chart(shown: Chart) -> CardElement:
    """Titles are parsed as no Markdown; all that is read out is the fallback."""
    drawn = _drawn(shown).with_title(shown.title).with_show_title(True)
    drawn.with_color_set("categorical").with_show_legend(len(shown.series) > 1)
    if shown.unit:
        drawn.with_y_axis_title(shown.unit)
    said = texts.words((Bold(shown.title),), {}) + texts.plainly(shown.alt, spacing="None")
    return drawn.with_fallback(Container().with_items(said))


def _drawn(shown: Chart) -> Drawn:
    has_room = len(shown.labels) * len(shown.series) <= FEW
    match shown.look:
        case "vertical bars" if len(shown.series) == 1:
            return VerticalBarChart().with_data(_bars(shown)).with_show_bar_values(has_room)
        case "vertical bars" | "stacked bars":
            grouped = GroupedVerticalBarChart().with_data([_group(shown, s) for s in shown.series])
            return grouped.with_stacked(shown.look == "stacked bars").with_show_bar_values(has_room)
        case "horizontal bars" if len(shown.series) == 1:
            return HorizontalBarChart().with_data(_lying(shown))
        case "horizontal bars":
            rows = [_row(shown, place) for place in range(len(shown.labels))]
            return StackedHorizontalBarChart().with_data(rows)
        case "line":
            return LineChart().with_data([_line(shown, series) for series in shown.series])
        case _:
            assert_never(shown.look)


def _bars(shown: Chart) -> list[VerticalBarChartDataValue]:
    return [VerticalBarChartDataValue().with_x(x).with_y(y) for x, y in _known(shown)]


def _lying(shown: Chart) -> list[HorizontalBarChartDataValue]:
    return [HorizontalBarChartDataValue().with_x(x).with_y(y) for x, y in _known(shown)]


def _group(shown: Chart, series: Series) -> GroupedVerticalBarChartData:
    values = [
        BarChartDataValue().with_x(label).with_y(value or 0)
        for label, value in zip(shown.labels, series.values, strict=True)
    ]
    return GroupedVerticalBarChartData().with_legend(series.name).with_values(values)


def _row(shown: Chart, place: int) -> StackedHorizontalBarChartData:
    points = [
        StackedHorizontalBarChartDataPoint()
        .with_legend(series.name)
        .with_value(series.values[place] or 0)
        for series in shown.series
    ]
    return StackedHorizontalBarChartData().with_title(shown.labels[place]).with_data(points)


def _line(shown: Chart, series: Series) -> LineChartData:
    """A point that is not known is left out: the line goes on to the next."""
    values = [
        LineChartValue().with_x(label).with_y(value)
        for label, value in zip(shown.labels, series.values, strict=True)
        if value is not None
    ]
    return LineChartData().with_legend(series.name).with_values(values)


def _known(shown: Chart) -> list[tuple[str, float]]:
    [series] = shown.series
    return [(x, y or 0) for x, y in zip(shown.labels, series.values, strict=True)]
