"""Blockers as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from handlers.blockers.workback import Past, as_csv
from handlers.spreadsheets import FORMULA

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize("before", ["", " ", "   "])
@pytest.mark.parametrize("begins", FORMULA)
def test_no_blocker_begins_a_formula(before: str, begins: str) -> None:
    words = f"{before}{begins}HYPERLINK('https://example.org')"
    past = Past(1, words, "open", "", "", "", "high", NOW, None)
    _, row = csv.reader(io.StringIO(as_csv([past]), newline=""))
    assert words in row[1]
    assert not row[1].lstrip(" ").startswith(FORMULA)
