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
    ],
)
def test_past_days_in_words(said: str, first: date, last: date) -> None:
    assert past.meant(said, MONDAY) == (first, last)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_weeks_and_months_lie_one_after_the_other(today: date) -> None:
    for unit in ("week", "month"):
        this, before = past.meant(f"this {unit}", today), past.meant(f"last {unit}", today)
        assert before[0] < before[1] < this[0] <= this[1] == today
        assert (this[0] - before[1]).days == 1


@pytest.mark.parametrize("said", ["next week", "last 0 days", "last 53 weeks", "5", "=1"])
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
