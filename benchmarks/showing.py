"""The results as a table for the terminal and as a chart."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from rich.table import Table

from benchmarks.catalogue import BENCHES, Bench

WIDTH = 1000
"""Pixels."""
ROW = 40
LONGEST = 3.0
"""Times the target that a bar can show; its label tells the ratio all the same."""
MET, MISSED = "#2a78a8", "#c2452d"


def table(results: Mapping[str, Any]) -> Table:
    shown = Table(title="Drumbeat beside its peers, in the same run")
    shown.add_column("benchmark")
    for title in ("ours", "peer", "unit", "ratio", "target", "met"):
        shown.add_column(title, justify="left" if title == "unit" else "right")
    for bench, result in _known(results):
        met = "[green]yes[/]" if bench.met(result["ratio"]) else "[red]no[/]"
        shown.add_row(
            bench.name,
            _plainly(result["ours"]),
            _plainly(result["peer"]),
            result["unit"],
            _plainly(result["ratio"]),
            bench.asked,
            met,
        )
    return shown


def chart(results: Mapping[str, Any]) -> bytes:
    """A bar for each ratio, drawn so that one line marks all targets and longer is better. PNG."""
    # Both take a third of a second to load, and only the chart needs them.
    import pygal
    import resvg_py
    from pygal.style import Style

    # It stays behind for plugins of its own, in a form that Python warns of at every later import.
    sys.meta_path[:] = [each for each in sys.meta_path if hasattr(each, "find_spec")]

    rows = list(_known(results))
    style = Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#30363d",
        foreground_strong="#111418",
        foreground_subtle="#30363d",
        colors=(MET,),
        opacity="1",
        stroke_width=0,
        font_family="DejaVu Sans, Liberation Sans, sans-serif",
        label_font_size=16,
        major_label_font_size=16,
        title_font_size=19,
        guide_stroke_dasharray="0",
        major_guide_stroke_dasharray="0",
    )
    drawn = pygal.HorizontalBar(
        style=style,
        width=WIDTH,
        height=130 + ROW * max(1, len(rows)),
        title="Ours by the peer’s, in the same run; beyond the line, the target is met",
        show_legend=False,
        show_x_guides=False,
        show_y_guides=True,
        range=(0, LONGEST),
        margin=24,
        js=(),
        pretty_print=False,
    )
    # The first is drawn at the bottom.
    rows.reverse()
    drawn.x_labels = [
        f"{bench.name}: {_plainly(result['ratio'])} ({bench.asked})" for bench, result in rows
    ]
    drawn.y_labels = [{"value": 1, "label": "the target"}]
    drawn.add("ratio", [_bar(bench, result["ratio"]) for bench, result in rows])
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn.render(is_unicode=True)))


def _bar(bench: Bench, ratio: float) -> dict[str, Any]:
    against = ratio / bench.target if bench.sense == "at least" else bench.target / ratio
    return {"value": min(against, LONGEST), "color": MET if bench.met(ratio) else MISSED}


def _known(results: Mapping[str, Any]) -> list[tuple[Bench, Any]]:
    """In the order of the list; those that were never measured are left out."""
    return [(bench, results[bench.name]) for bench in BENCHES if bench.name in results]


def _plainly(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
