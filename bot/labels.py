"""What stands at the bars of a chart: in several lines, since the drawing library knows only one."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

WIDTH = 720
"""Pixels that the sizes here are meant for: on a phone's 340, letters of 22 are 10 high."""
LETTER = 12.5
"""The width of one, on average and generously."""
LINE = 27
"""The height of a line."""
LEGEND_LINE = 33
BESIDE = 24
"""Letters in a line to the left of lying bars: less than half of the picture."""
ROOM = 560
"""Pixels below standing bars."""
ASLANT = 18
"""Letters in a line of labels that do not fit side by side."""
MOST = 20
"""Labels aslant that there is room for; of more, only some are shown."""


@dataclass(frozen=True, slots=True)
class Labels:
    lines: tuple[tuple[str, ...], ...]
    height: int
    """Of the whole picture, without the legend."""
    below: int = 0
    """Pixels that the lines after the first take below the bars."""
    angle: int = 0
    every: int | None = None

    @property
    def measured(self) -> list[str]:
        """The longest line of each, by which the library finds its margins."""
        return [max(lines, key=len) for lines in self.lines]


def beside(labels: Sequence[str]) -> Labels:
    lines = tuple(_lines(label, BESIDE) for label in labels)
    row = 26 + LINE * max(map(len, lines))
    return Labels(lines, 104 + row * len(labels))


def below(labels: Sequence[str]) -> Labels:
    """Aslant where they do not fit side by side."""
    letters = int(ROOM / len(labels) / LETTER)
    if max(len(word) for label in labels for word in label.split() or [""]) <= letters:
        lines = tuple(_lines(label, letters) for label in labels)
        more = LINE * (max(map(len, lines)) - 1)
        return Labels(lines, 440, more)
    every = -(-len(labels) // MOST)
    lines = tuple(_lines(label, ASLANT) for label in labels)
    return Labels(lines, 500, angle=325, every=every if every > 1 else None)


def put(
    svg: ElementTree.Element, labels: Labels, *, is_lying: bool, behind: bool, legend: int
) -> str:
    """The drawing with the whole labels in place of those that were measured. `behind`: figures
    stand behind the ends of lying bars, where the library puts half of each on the bar. `legend`:
    its lines, of which the library leaves room for one."""
    axis = _of_class(svg, "axis y" if is_lying else "axis x")
    for text, lines in zip(axis.iter("text"), labels.lines[:: labels.every or 1], strict=True):
        _stack(text, lines, (1 - len(lines)) * LINE / 2 if is_lying else 0)
        if labels.angle:
            text.set("style", "text-anchor:end")
    if behind:
        for value in svg.iter("text"):
            if value.get("class") == "value" and value.get("text-anchor") == "middle":
                value.set("style", "text-anchor:start")
    for drawn in svg.iter("path"):
        if (drawn.get("class") or "").startswith("line reactive"):
            drawn.set("style", "stroke-width:4;stroke-opacity:1")
    more = labels.below + LEGEND_LINE * max(0, legend - 1)
    _, _, width, height = svg.get("viewBox", "").split()
    svg.set("viewBox", f"0 0 {width} {int(height) + more}")
    legends = _of_class(svg, "legends")
    legends.set("transform", f"{legends.get('transform', '')} translate(0, {labels.below})")
    return ElementTree.tostring(svg, encoding="unicode")


def _of_class(svg: ElementTree.Element, name: str) -> ElementTree.Element:
    """The first whose class begins so; an element of its own where there is none."""
    found = (each for each in svg.iter("g") if (each.get("class") or "").startswith(name))
    return next(found, ElementTree.Element("g"))


def _stack(text: ElementTree.Element, lines: Sequence[str], above: float) -> None:
    text.text = None
    for place, words in enumerate(lines):
        span = ElementTree.SubElement(text, "tspan", x=text.get("x", "0"))
        span.set("dy", str(LINE if place else above))
        span.text = words


def _lines(label: str, letters: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(label, letters)) or ("",)
