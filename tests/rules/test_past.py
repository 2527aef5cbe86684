"""Past days in words, and answers as files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handlers.spreadsheets import FORMULA
from handlers.standup import past
from handlers.standup.exports import as_csv, as_markdown
from handlers.standup.history_views import Told
from handlers.standup.questions import DEFAULTS, Question

MONDAY = date(2026, 11, 23)
AHEAD = (
    "tomorrow",
    "in 3 days",
    "this Friday",
    "since tomorrow",
    "for 3 days",
    "2026",
    "30 May 2031",
)
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=40
) | st.sampled_from(["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", '"', "a,b", " =x", "＝1"])


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("", date(2026, 11, 17), MONDAY),
        ("today", MONDAY, MONDAY),
        (" Yesterday ", date(2026, 11, 22), date(2026, 11, 22)),
        ("this week", MONDAY, MONDAY),
        ("last week", date(2026, 11, 16), date(2026, 11, 22)),
        ("this  month", date(2026, 11, 1), MONDAY),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("last 10 days", date(2026, 11, 14), MONDAY),
        ("the past 2 weeks", date(2026, 11, 10), MONDAY),
        ("last 1 day", MONDAY, MONDAY),
        ("Monday", MONDAY, MONDAY),
        ("last Monday", date(2026, 11, 16), date(2026, 11, 16)),
        ("last Friday", date(2026, 11, 20), date(2026, 11, 20)),
        ("since Friday", date(2026, 11, 20), MONDAY),
        ("since last week", date(2026, 11, 16), MONDAY),
        ("Wednesday to Friday", date(2026, 11, 18), date(2026, 11, 20)),
        ("1 Nov to 7 Nov", date(2026, 11, 1), date(2026, 11, 7)),
        ("November", date(2026, 11, 1), MONDAY),
        ("October", date(2026, 10, 1), date(2026, 10, 31)),
        ("in March", date(2026, 3, 1), date(2026, 3, 31)),
        ("December", date(2025, 12, 1), date(2025, 12, 31)),
        ("March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("since 5 October", date(2026, 10, 5), MONDAY),
        ("5 December", date(2025, 12, 5), date(2025, 12, 5)),
        ("2026-11-02 to 2026-11-04", date(2026, 11, 2), date(2026, 11, 4)),
        ("1. bis 7. November", date(2026, 11, 1), date(2026, 11, 7)),
        ("20 December to 10 January", date(2025, 12, 20), date(2026, 1, 10)),
    ],
)
def test_past_days_in_words(said: str, first: date, last: date) -> None:
    assert past.meant(said, MONDAY) == (first, last)


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
BITS = (
    "since",
    "to",
    "Monday",
    "1",
    "31",
    "Feb",
    "Nov",
    "2025",
    "last",
    "week",
    "of",
    "and",
    "-",
    "5/6",
)


@given(DAYS)
def test_weeks_and_months_lie_one_after_the_other(today: date) -> None:
    for unit in ("week", "month"):
        this, before = past.meant(f"this {unit}", today), past.meant(f"last {unit}", today)
        assert before[0] < before[1] < this[0] <= this[1] == today
        assert (this[0] - before[1]).days == 1


@given(st.text(max_size=30) | st.lists(st.sampled_from(BITS), max_size=5).map(" ".join), DAYS)
def test_whatever_is_said_means_days_that_are_past_or_is_refused(said: str, today: date) -> None:
    try:
        first, last = past.meant(said, today)
    except ValueError:
        return
    assert first <= last <= today
    assert (last - first).days < past.LONGEST


@pytest.mark.parametrize("said", ["next week", "last 0 days", "last 53 weeks", "5", "=1", *AHEAD])
def test_other_words_come_back_with_examples(said: str) -> None:
    with pytest.raises(ValueError, match="last week"):
        past.meant(said, MONDAY)


def told(name: str, *answers: str) -> Told:
    said = {question.id: words for question, words in zip(DEFAULTS, answers, strict=False)}
    return Told(MONDAY, name, DEFAULTS, said)


@given(st.lists(st.tuples(words, words, words), max_size=4))
def test_a_table_keeps_every_word_and_begins_no_formula(rows: list[tuple[str, str, str]]) -> None:
    made = as_csv([told(*row) for row in rows])
    assert made.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))
    assert len(read) == len(rows) + 1
    for row, (name, done, plan) in zip(read[1:], rows, strict=True):
        assert row[0] == "2026-11-23"
        for cell, typed in zip(row[1:4], (name, done, plan), strict=True):
            assert cell in (typed, f"'{typed}")
    for row in read:
        assert not any(cell.lstrip(" ").startswith(FORMULA) for cell in row)


def test_a_question_that_begins_like_a_formula_is_harmless_too() -> None:
    asked = (Question("q1", "=HYPERLINK(1)"),)
    made = as_csv([Told(MONDAY, "Ada", asked, {"q1": "x"})])
    assert '"\'=HYPERLINK(1)"' in made


def test_each_question_has_a_column_also_after_a_change() -> None:
    newer = Told(MONDAY, "Ada", (Question("q9", "What else?"),), {"q9": "Ropes"})
    [head, first, second] = csv.reader(
        io.StringIO(as_csv([newer, told("Ben", "Piers")]).removeprefix("\ufeff"))
    )
    assert head[:4] == ["Day", "Person", "What else?", "What did you do since last time?"]
    assert (first[2], second[3]) == ("Ropes", "Piers")


@pytest.mark.parametrize(
    "typed", ["<script>x</script>", "[a](http://b)", "*bold* _it_ `c`", "# head", "1. one", "> q"]
)
def test_in_markdown_words_are_shown_as_typed(typed: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(
        as_markdown("Core", "x", [told(typed, typed)])
    )
    shown = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.count(shown) == 2
    assert "<script" not in html
    assert "<a " not in html
