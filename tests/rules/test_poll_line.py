"""`/poll "question" "a" "b"` as people type it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.polls.line import Line, Malformed, read

LUNCH = ("Where to for lunch?", ("Pizza", "Sushi"))


@pytest.mark.parametrize(
    "words",
    [
        '"Where to for lunch?" "Pizza" "Sushi"',
        '"Where to for lunch?", "Pizza", "Sushi"',
        '"Where to for lunch?"\n"Pizza"\n"Sushi"',
        "“Where to for lunch?” “Pizza” “Sushi”",
        "„Where to for lunch?“ „Pizza“ „Sushi“",
        "„Where to for lunch?” „Pizza” „Sushi”",
        "«Where to for lunch?» «Pizza» «Sushi»",
        "« Where to for lunch? » « Pizza » « Sushi »",
        "«\u202fWhere to for lunch?\u202f» «\u202fPizza\u202f», «\u202fSushi\u202f»",
        "»Where to for lunch?« »Pizza« »Sushi«",
        "‚Where to for lunch?‘ ‚Pizza‘ ‚Sushi‘",
        "‘Where to for lunch?’ ‘Pizza’ ‘Sushi’",
        "'Where to for lunch?' 'Pizza' 'Sushi'",
        '“Where to for lunch?" "Pizza” "Sushi“',
        '"Where to for lunch?""Pizza""Sushi"',
        '  "Where  to for\nlunch?"  "Pizza"   "Sushi" ',
        "Where to for lunch?\nPizza\nSushi",
        "Where to for lunch?\n- Pizza\n- Sushi",
        "Where to for lunch?\n1. Pizza\n2) Sushi",
        "Where to for lunch? Pizza, Sushi",
        "Where to for lunch? Pizza | Sushi",
        "Where to for lunch? Pizza / Sushi",
    ],
)
def test_quotes_and_what_is_between_them_are_as_a_keyboard_has_them(words: str) -> None:
    line = read(words)
    assert (line.question, line.options) == LUNCH


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("anonymous", {"is_anonymous": True}),
        ("named live", {"is_anonymous": False, "is_live": True}),
        ("multiple", {"kind": "multiple"}),
        ("multiple, at most 2", {"kind": "multiple", "most": 2}),
        (
            "at most 2 named until Friday 3pm",
            {"kind": "multiple", "most": 2, "is_anonymous": False},
        ),
        ("ranked hidden", {"kind": "ranked", "is_live": False}),
        ("until Friday 3pm", {"until": "Friday 3pm"}),
        ("named, until tomorrow at noon", {"is_anonymous": False, "until": "tomorrow at noon"}),
        ("bis Freitag 15 Uhr", {"until": "Freitag 15 Uhr"}),
    ],
)
def test_what_stands_around_says_how(words: str, meant: dict[str, object]) -> None:
    line = read(f'"Lunch?" "Pizza" "Sushi" "Soup" {words}')
    found = {name: getattr(line, name) for name in meant}
    assert found == meant


def test_a_rating_needs_no_answers() -> None:
    assert read('"How was it?" 1-5').kind == "scale5"
    assert read('"How was it?" 1–10 named').kind == "scale10"
    with pytest.raises(Malformed, match="A rating needs no answers"):
        read('"How was it?" "a" "b" 1-5')


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", "What is the question"),
        ("lunch", "at least two answers"),
        ('"Lunch?"', "at least two answers"),
        ('"Lunch?" "Pizza"', "at least two answers"),
        ('"Lunch?" "Pizza" "pizza "', "is there twice"),
        ('"Lunch?" "Pizza" ""', "One answer is empty"),
        ('"" "Pizza" "Soup"', "There is no question"),
        ('"Lunch?" "Pizza" "Soup', "no end"),
        ('"Lunch?" Pizza Soup', "I don't know what to do with Pizza"),
        ('"Lunch?" "Pizza" "Soup" tomorrow', "I don't know what to do with tomorrow"),
        (f'"{"x" * 301}" "a" "b"', "up to 300 characters"),
        (f'"Lunch?" "a" "{"x" * 76}"', "up to 75 characters"),
        ('"Lunch?" ' + " ".join(f'"{n}"' for n in range(21)), "up to 20 answers"),
    ],
)
def test_what_is_missing_is_said(words: str, problem: str) -> None:
    with pytest.raises(Malformed, match=problem):
        read(words)


def test_apostrophes_are_no_quotes() -> None:
    line = read('"Don\'t we want Ada\'s soup?" "Yes, let\'s" "No, I\'d rather not"')
    assert line.options == ("Yes, let's", "No, I'd rather not")
    line = read("Don't we want soup? Yes, I'd love it")
    assert line.options == ("Yes", "I'd love it")
    line = read("'Don't we want soup?' 'Yes' 'I'd rather not'")
    assert (line.question, line.options) == ("Don't we want soup?", ("Yes", "I'd rather not"))


WORDS = st.text(string.ascii_letters + string.digits + "äöüßéñ?!.-()&'", min_size=1, max_size=20)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
QUOTES = st.sampled_from(['""', "“”", "„“", "«»", "»«", "‟”"])
BETWEEN = st.sampled_from([" ", ", ", ",", "\n", "; ", " | "])


@given(
    TEXTS,
    st.lists(TEXTS, min_size=2, max_size=20, unique_by=lambda option: option.casefold()),
    QUOTES,
    BETWEEN,
)
def test_what_was_quoted_is_what_is_asked(
    question: str, options: list[str], quotes: str, between: str
) -> None:
    options = [option[:75].strip() for option in options]
    if len({option.casefold() for option in options}) < len(options):
        return
    line = read(between.join(f"{quotes[0]}{each}{quotes[1]}" for each in (question, *options)))
    assert line == Line(question, tuple(options))


@given(st.text(max_size=200))
def test_anything_at_all_is_read_or_refused_in_words(words: str) -> None:
    try:
        line = read(words)
    except Malformed:
        return
    assert line.question
    assert line.kind in ("scale5", "scale10") or 2 <= len(line.options) <= 20
