"""Questions as people write them and as they are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.standup import questions
from handlers.standup.question_lines import read
from handlers.standup.question_words import as_lines
from handlers.standup.questions import (
    DEFAULTS,
    Question,
    is_nothing,
    parse,
    problem,
)

words = st.text(
    st.characters(exclude_categories=("Cc", "Zl", "Zp", "Cs")), min_size=1, max_size=60
).filter(lambda text: text.strip())
marked = st.tuples(words, st.sampled_from(["", " (optional)", " (1-5)", " (1 – 5 , Optional)"]))
written = st.lists(marked.map("".join), min_size=1, max_size=questions.MOST)


def test_the_default_questions_survive_being_edited() -> None:
    assert read(as_lines(DEFAULTS), DEFAULTS) == DEFAULTS


@given(written)
def test_what_is_read_is_written_as_it_is_read(lines: list[str]) -> None:
    try:
        asked = read("\n".join(lines), DEFAULTS)
    except ValueError:
        return
    assert read(as_lines(asked), asked) == asked
    assert parse([question.plain() for question in asked]) == asked
    ids = [question.id for question in asked]
    assert len(set(ids)) == len(ids)


@given(written)
def test_a_question_that_stays_keeps_its_id_wherever_it_moves(
    lines: list[str],
) -> None:
    try:
        before = read("\n".join(dict.fromkeys(lines)), ())
    except ValueError:
        return
    moved = tuple(reversed(before))
    after = read(as_lines(moved), before)
    texts = [question.text for question in before]
    if len(set(texts)) == len(texts):
        assert after == moved


def test_the_same_words_twice_keep_their_ids_in_order() -> None:
    asked = read("Anything?\nAnything?", ())
    assert read(as_lines(asked), asked) == asked


def test_a_new_question_never_gets_the_id_of_one_that_is_asked() -> None:
    after = read("Is anything blocking you? (optional)\nNew one?", DEFAULTS)
    assert after[0].id == "q3"
    assert after[1].id not in {question.id for question in DEFAULTS}


@pytest.mark.parametrize(
    ("line", "kind", "required"),
    [
        ("How are you? (1-5)", "scale", True),
        ("How are you? (1–5, optional)", "scale", False),
        ("How are you? (OPTIONAL)", "text", False),
        ("How are you? (optional, 1-5)", "scale", False),
        ("How are you (really)?", "text", True),
        ("How are you? (really)", "text", True),
    ],
)
def test_marks_at_the_end_of_a_line(line: str, kind: str, required: bool) -> None:
    [question] = read(line, ())
    assert (question.kind, question.required) == (kind, required)


@pytest.mark.parametrize(
    "lines", ["", " \n\t\n", "(optional)", "\n".join("abcdefghijk"), "x" * 151]
)
def test_what_cannot_be_asked_is_told_in_words(lines: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(lines, ())


@pytest.mark.parametrize(
    "answer", ["", "-", "–", "No", "no.", " Nothing ", "None", "n/a", "All good"]
)
def test_no_is_no_blocker(answer: str) -> None:
    assert is_nothing(answer)


@pytest.mark.parametrize("answer", ["No keys yet", "nothing works", "0", "?", "none of the keys"])
def test_words_about_a_blocker_are_one(answer: str) -> None:
    assert not is_nothing(answer)


@pytest.mark.parametrize(
    ("kind", "required", "answer", "fine"),
    [
        ("text", True, "x", True),
        ("text", True, " ", False),
        ("text", False, "", True),
        ("scale", True, "3", True),
        ("scale", True, " 3 ", True),
        ("scale", True, "6", False),
        ("scale", True, "3.5", False),
        ("scale", True, "٣", False),
        ("scale", False, "", True),
    ],
)
def test_an_answer_is_checked(
    kind: questions.Kind, required: bool, answer: str, fine: bool
) -> None:
    assert (problem(Question("q1", "?", kind, required=required), answer) is None) == fine
