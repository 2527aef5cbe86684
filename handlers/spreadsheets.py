"""Tables for spreadsheets. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Every cell is quoted: a lone carriage return in one would end the row for some readers. What
    a spreadsheet would calculate is kept from it by a quote before it."""
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [_harmless(cell) for cell in row] for row in rows
    )
    return made.getvalue()


def _harmless(words: str) -> str:
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words
