"""Charts as pictures: drawn on a machine without fonts, with nothing cut."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from functools import partial
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import charts
from handlers.cards import Card
from handlers.chart_examples import examples
from handlers.charts import Chart, Look, Series
from handlers.plainly import card_from_plain, card_to_plain

EXAMPLES = {
    example.name: part
    for example in examples()
    if isinstance(example.shown, Card)
    for part in example.shown.parts
    if isinstance(part, Chart)
}
of_each = pytest.mark.parametrize("chart", EXAMPLES.values(), ids=EXAMPLES)
BARS = Chart("Title", "Words.", ("a", "b"), (Series("s", (1, 2)),))


@of_each
def test_a_machine_without_fonts_draws_the_same(chart: Chart) -> None:
    bare = partial(
        resvg_py.svg_to_bytes,
        charts._svg(chart),
        skip_system_fonts=True,
        background=charts.PAPER,
        zoom=charts.SCALE,
    )
    assert bytes(bare(font_files=charts._fonts())) == charts.png(chart)
    assert bytes(bare()) != charts.png(chart)


@of_each
def test_every_word_stands_in_the_picture(chart: Chart) -> None:
    svg = ElementTree.fromstring(charts._svg(chart))
    drawn = _flat(" ".join(svg.itertext()))
    names = [series.name for series in chart.series] if len(chart.series) > 1 else []
    for words in (chart.title, *chart.labels, *names):
        assert _flat(words) in drawn


@of_each
def test_a_picture_is_as_wide_as_two_phones_and_small_to_send(chart: Chart) -> None:
    content = charts.png(chart)
    width, height = struct.unpack(">II", content[16:24])
    assert width == 1080
    assert height < 1500
    assert len(content) < 150_000


def test_labels_of_a_crowd_are_shown_in_part_and_none_on_another() -> None:
    many = replace(BARS, labels=tuple(f"Day {n}" for n in range(60)), series=_figures(60))
    svg = ElementTree.fromstring(charts._svg(many))
    places = [
        float(text.get("x", "0"))
        for text in svg.iter("{http://www.w3.org/2000/svg}text")
        if "".join(text.itertext()).startswith("Day")
    ]
    assert 10 < len(places) <= 20
    assert all(after - before > 22 for before, after in pairwise(places))


def test_the_same_chart_has_the_same_digest_whatever_is_said_of_it() -> None:
    assert charts.digest(BARS) == charts.digest(replace(BARS, alt="Other words."))
    assert charts.digest(BARS) != charts.digest(replace(BARS, title="Another"))
    assert charts.digest(BARS) != charts.digest(replace(BARS, series=_figures(2)))


def test_a_chart_is_kept_and_comes_back_as_it_was() -> None:
    card = Card("A chart", tuple(EXAMPLES.values()))
    assert card_from_plain(card_to_plain(card)) == card


@pytest.mark.parametrize(
    "wrong",
    [
        {"alt": " "},
        {"title": ""},
        {"labels": ("a",)},
        {"series": ()},
        {"series": (Series("s", (None, None)),)},
    ],
)
def test_figures_that_do_not_fit_together_are_no_chart(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a chart needs"):
        replace(BARS, **wrong)  # type: ignore[arg-type]


def test_colours_are_told_apart_from_what_is_behind_and_on_them() -> None:
    white = _light("#ffffff")
    for colour in charts.COLOURS:
        assert (white + 0.05) / (_light(colour) + 0.05) >= 3


@pytest.mark.long
@settings(deadline=None, max_examples=60)
@given(
    looks=st.sampled_from(["vertical bars", "stacked bars", "horizontal bars", "line"]),
    labels=st.lists(st.text(max_size=60), min_size=1, max_size=25),
    title=st.text(min_size=1, max_size=120).filter(str.strip),
    data=st.data(),
)
def test_whatever_people_call_things_it_is_drawn(
    looks: Look, labels: list[str], title: str, data: st.DataObject
) -> None:
    figure = st.one_of(st.none(), st.integers(0, 10**7), st.floats(0, 1e6))
    some = st.lists(figure, min_size=len(labels), max_size=len(labels))
    drawn = data.draw(st.lists(st.tuples(st.text(max_size=40), some), min_size=1, max_size=6))
    series = (Series("known", (1.0,) * len(labels)), *(Series(n, tuple(v)) for n, v in drawn))
    chart = Chart(title, "Words.", tuple(labels), series, looks)
    assert charts.png(chart).startswith(b"\x89PNG")


def test_many_labels_may_be_the_same() -> None:
    labels = (*("",) * 20, "nobody knows")
    chart = Chart("Alike", "Words.", labels, (Series("some", (1.0,) * 21),), "line")
    assert charts.png(chart).startswith(b"\x89PNG")


def _figures(many: int) -> tuple[Series, ...]:
    return (Series("s", tuple(float(n % 7) for n in range(many))),)


def _flat(words: str) -> str:
    return "".join(words.split())


def _light(colour: str) -> float:
    """Relative luminance, as WCAG has it."""
    parts = [int(each, 16) / 255 for each in re.findall("..", colour.removeprefix("#"))]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
