"""Charts as pictures. Pure; the first one takes a second, for what has to be loaded."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.labels import LETTER, WIDTH, below, beside, put
from handlers.charts import Chart

SCALE = 1.5
"""Drawn so much finer, for screens that show it wide."""
INK, GUIDES, PAPER = "#24292f", "#d0d7de", "#ffffff"
COLOURS = ("#0072b2", "#d55e00", "#007f5c", "#8f4f9f", "#2f86bd", "#6b7280")
"""Told apart by those who see fewer colours, and each at 3 to 1 against what is behind or on it."""
DASHES = ("", "14,7", "3,6", "16,6,3,6", "8,4", "2,4")
"""Lines are told apart without colours, too."""
FEW = 12
"""Figures that are written on their bars; more would stand in each other's way."""
THIN = 0.08
"""The part of the longest bar from which on a piece of one has room for its figure."""
LEGEND, BELOW_LYING = 600, 400
"""Pixels there are for the names of series in one line, below standing and lying bars."""
SHORT = 9
"""Letters of labels that may stand aslant below bars."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What people can type, and no picture can hold."""
FONT = "Open Sans"
DRAWN_AS = "1"
"""Raised when the look changes, so that nobody takes an earlier picture for the same."""


def digest(chart: Chart) -> str:
    """The same for the same picture, 32 letters and digits."""
    seen = {**asdict(chart), "alt": "", "drawn as": DRAWN_AS}
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def png(chart: Chart) -> bytes:
    """Takes 100 to 300 ms, in which no other thread of this process gets a turn."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=_svg(chart),
            background=PAPER,
            zoom=SCALE,
            font_files=_fonts(),
            font_family=FONT,
            sans_serif_family=FONT,
        )
    )


def _svg(chart: Chart) -> str:
    import pygal

    # It stays behind for plugins of its own, in a form that Python warns of at every later import.
    sys.meta_path[:] = [each for each in sys.meta_path if hasattr(each, "find_spec")]

    is_lying = _is_lying(chart)
    # The first is drawn at the bottom.
    order = slice(None, None, -1) if is_lying else slice(None)
    labels = (beside if is_lying else below)(chart.labels[order])
    kind = {
        (False, False): pygal.Bar,
        (False, True): pygal.StackedBar,
        (True, False): pygal.HorizontalBar,
        (True, True): pygal.HorizontalStackedBar,
    }[is_lying, _is_stacked(chart)]
    legend = -(-len(chart.series) // _columns(chart)) if _has_legend(chart) else 0
    drawn = (pygal.Line if chart.look == "line" else kind)(
        **_frame(chart),
        **_figures(chart),
        height=labels.height + (44 if legend else 0),
        x_labels=labels.measured,
        x_label_rotation=labels.angle,
        x_labels_major_every=labels.every,
        show_minor_x_labels=labels.every is None,
    )
    for place, series in enumerate(chart.series):
        dash = DASHES[place % len(DASHES)] if chart.look == "line" else ""
        drawn.add(series.name, list(series.values[order]), stroke_style={"dasharray": dash})
    behind = is_lying and not _is_stacked(chart)
    svg = put(drawn.render_tree(), labels, is_lying=is_lying, behind=behind, legend=legend)
    return NOT_XML.sub("", svg)


def _frame(chart: Chart) -> dict[str, Any]:
    from pygal.style import Style

    on_bars = PAPER if _is_stacked(chart) else INK
    style = Style(
        background=PAPER,
        plot_background=PAPER,
        foreground=INK,
        foreground_strong=INK,
        foreground_subtle=GUIDES,
        guide_stroke_color=GUIDES,
        major_guide_stroke_color=GUIDES,
        guide_stroke_dasharray="0",
        major_guide_stroke_dasharray="0",
        colors=COLOURS,
        value_colors=(on_bars,) * len(COLOURS),
        opacity="1",
        font_family=FONT,
        label_font_size=22,
        major_label_font_size=22,
        value_font_size=22,
        legend_font_size=22,
        title_font_size=26,
    )
    return {
        "style": style,
        "css": ["file://style.css", "file://graph.css", "inline:.plot_title{font-weight:600}"],
        "width": WIDTH,
        "margin": 24,
        # Figures stand behind the ends of lying bars, and half of a label beyond the last point.
        "margin_right": int(36 + LETTER * _longest_figure(chart) * _is_lying(chart)),
        "spacing": 12,
        "title": chart.title,
        "show_legend": _has_legend(chart),
        "legend_at_bottom": True,
        "legend_at_bottom_columns": _columns(chart),
        "legend_box_size": 18,
        "truncate_legend": -1,
        "truncate_label": -1,
        "dots_size": 5,
        "allow_interruptions": True,
        "js": (),
        "pretty_print": False,
    }


def _figures(chart: Chart) -> dict[str, Any]:
    known = _known(chart)
    columns = zip(*(series.values for series in chart.series), strict=True)
    thin = THIN * max(sum(filter(None, column)) for column in columns) if _is_stacked(chart) else -1
    has_figures = chart.look != "line" and len(known) <= FEW
    is_lying = _is_lying(chart)
    is_bare = has_figures and is_lying and not _is_stacked(chart)
    return {
        "include_x_axis": True,
        "show_x_guides": is_lying and not is_bare,
        "show_y_guides": not is_lying,
        # Lying bars with figures behind them need no axis.
        "show_x_labels": not is_bare,
        "max_scale": 6,
        # No half people on an axis where there are none.
        "order_min": 0 if all(value == int(value) for value in known) else None,
        "print_values": has_figures,
        "print_values_position": "center" if _is_stacked(chart) else "top",
        "value_formatter": lambda value: _figure(value, chart.unit),
        "formatter": lambda value: _figure(value, chart.unit) if value > thin else "",
    }


def _known(chart: Chart) -> list[float]:
    return [value for series in chart.series for value in series.values if value is not None]


def _figure(value: float, unit: str) -> str:
    return f"{value:,.10g} %" if unit == "%" else f"{value:,.10g}"


def _longest_figure(chart: Chart) -> int:
    return max(len(_figure(value, chart.unit)) for value in _known(chart))


def _is_lying(chart: Chart) -> bool:
    """Standing bars lie down where their labels would not stand side by side."""
    has_room = below(chart.labels).angle == 0 or max(map(len, chart.labels)) <= SHORT
    return chart.look == "horizontal bars" or (chart.look != "line" and not has_room)


def _is_stacked(chart: Chart) -> bool:
    is_asked = chart.look in ("stacked bars", "horizontal bars")
    return is_asked and len(chart.series) > 1


def _has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1


def _columns(chart: Chart) -> int:
    longest = max(len(series.name) for series in chart.series)
    room = BELOW_LYING if _is_lying(chart) else LEGEND
    return max(1, min(3, len(chart.series), int(room / (longest * LETTER + 40))))


@lru_cache(maxsize=1)
def _fonts() -> list[str]:
    folder = files("ttf_opensans") / "ttf"
    return [str(folder / f"OpenSans-{weight}.ttf") for weight in ("Regular", "SemiBold")]
