"""A chart, free of any platform: figures, and the words that say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Look: TypeAlias = Literal["vertical bars", "stacked bars", "horizontal bars", "line"]
"""Several series stand side by side in vertical bars, and on each other in horizontal ones."""


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    """Shown where there are several."""
    values: tuple[float | None, ...]
    """One for each label of the chart; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures, drawn. Raises ValueError for figures that do not fit together, and without words for
    who cannot see them."""

    title: str
    alt: str
    """What it shows, in a sentence or two: the figures that matter and what becomes of them."""
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    look: Look = "vertical bars"
    unit: str = ""
    """What is counted, such as `blockers`; behind the figures where it is `%`."""
    days: tuple[str, ...] = ()
    """The days that the labels name, as YYYY-MM-DD, where they name days: some platforms place
    them as on a calendar."""
    is_a: Literal["chart"] = "chart"

    def __post_init__(self) -> None:
        if not (self.title.strip() and self.alt.strip()):
            raise ValueError("a chart needs a title, and words that say what it shows")
        if all(value is None for each in self.series for value in each.values):
            raise ValueError("a chart needs figures")
        if self.days and len(self.days) != len(self.labels):
            raise ValueError("a chart needs one day for each label, or none")
        if any(len(each.values) != len(self.labels) for each in self.series):
            raise ValueError("a chart needs one figure for each label, in each series")

    @property
    def words(self) -> str:
        """All of it in words."""
        return f"{self.title}: {self.alt}"
