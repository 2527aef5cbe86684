"""Charts, as Microsoft documents them: which properties each kind has, and what its data look like."""

from collections.abc import Mapping
from typing import Any

from . import shape
from .shape import Check, one_of, text, yes_no

SETS = ("categorical", "sequential", "sequentialred", "sequentialgreen", "sequentialyellow")
COLOURS = one_of(
    "good",
    "warning",
    "attention",
    "neutral",
    *(f"categorical{name}" for name in ("Red", "Purple", "Lavender", "Blue", "LightBlue", "Teal")),
    *(f"categorical{name}" for name in ("Green", "Lime", "Marigold")),
    *(f"sequential{number}" for number in range(1, 9)),
    *(f"diverging{name}" for name in ("Blue", "LightBlue", "Cyan", "Teal", "Yellow", "Peach")),
    *(f"diverging{name}" for name in ("LightRed", "Red", "Maroon", "Gray")),
)


def _things(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A list of at least one object with these properties and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not value:
            return "is no list with something in it"
        for number, one in enumerate(value):
            if not isinstance(one, dict):
                return f"[{number}] is not an object"
            for name in required.keys() - one.keys():
                return f"[{number}] has no {name}"
            for name, held in one.items():
                problem = known[name](held) if name in known else "is unknown"
                if problem:
                    return f"[{number}].{name} {problem}"
        return None

    return check


SLICES = _things({"legend": text, "value": shape.number}, {"color": COLOURS})
BARS = _things({"x": shape.either(text, shape.number), "y": shape.number}, {"color": COLOURS})
LYING = _things({"x": text, "y": shape.number}, {"color": COLOURS})
IN_GROUPS = _things({"x": text, "y": shape.number})
POINTS = _things({"x": shape.either(text, shape.number), "y": shape.number})
PIECES = _things({"legend": text, "value": shape.number}, {"color": COLOURS})

SHARED: dict[str, Check] = {
    "title": text,
    "showTitle": yes_no,
    "colorSet": one_of(*SETS, "diverging"),
    "maxWidth": shape.pixels,
    "showLegend": yes_no,
    "horizontalAlignment": one_of("left", "center", "right"),
    "lang": text,
    "grid.area": text,
}
_AXES: dict[str, Check] = {"xAxisTitle": text, "yAxisTitle": text, "color": COLOURS}
_UP: dict[str, Check] = {"yMin": shape.number, "yMax": shape.number}
_ROUND: dict[str, Check] = {
    "data": SLICES,
    "value": text,
    "valueColor": COLOURS,
    "thickness": one_of("thin", "thick"),
    "showOutlines": yes_no,
}

KINDS: dict[str, dict[str, Check]] = {
    "Chart.Donut": _ROUND,
    "Chart.Pie": _ROUND,
    "Chart.Line": {
        **_AXES,
        **_UP,
        "data": _things({"legend": text, "values": POINTS}, {"color": COLOURS}),
    },
    "Chart.VerticalBar": {**_AXES, **_UP, "showBarValues": yes_no, "data": BARS},
    "Chart.VerticalBar.Grouped": {
        **_AXES,
        **_UP,
        "stacked": yes_no,
        "showBarValues": yes_no,
        "data": _things({"legend": text, "values": IN_GROUPS}, {"color": COLOURS}),
    },
    "Chart.HorizontalBar": {
        **_AXES,
        "displayMode": one_of("AbsoluteWithAxis", "AbsoluteNoAxis", "PartToWhole"),
        "data": LYING,
    },
    "Chart.HorizontalBar.Stacked": {
        **_AXES,
        "data": _things({"title": text, "data": PIECES}),
    },
}
