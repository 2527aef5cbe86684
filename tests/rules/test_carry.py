"""The last plan begins the next answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.standup import carry
from handlers.standup.carry import Line, begun, goes_to, lines, of_question, with_words
from handlers.standup.questions import DEFAULTS, Question
from tests.rules.any_questions import any_questions

plans = st.lists(
    st.sampled_from(["Piers", "- ropes", "  Piers ", "", "Ferry map with Emi", "x" * 40])
    | st.text(max_size=30)
).map("\n".join)
said = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3"]), st.sampled_from(["Piers", "Ropes\nPiers", "", "no"])
)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Line, ...]]:
    plan = draw(plans)
    keys = [line.key for line in lines(plan, {})]
    marks = {key: draw(st.sampled_from(["done", "still", "", "other"])) for key in keys}
    return plan, lines(plan, marks)


@given(marked(), any_questions(), said, st.integers(10, 100))
def test_no_line_of_the_plan_is_lost(
    plan: tuple[str, tuple[Line, ...]],
    questions: tuple[Question, ...],
    said: dict[str, str],
    longest: int,
) -> None:
    written, found = plan
    answers, rest = begun(questions, said, found, longest)
    there = {line.strip() for words in answers.values() for line in words.splitlines()}
    there |= {line.text for line in rest}
    assert {line.strip() for line in written.splitlines() if line.strip()} <= there
    assert answers.items() >= said.items()
    added = [words for id, words in answers.items() if id not in said]
    assert all(len(words) <= longest for words in added)


@given(marked(), st.sampled_from(["-", "–", "", "More ropes", "Piers"]))
def test_no_marked_line_and_no_word_is_lost_in_the_chat(
    plan: tuple[str, tuple[Line, ...]], words: str
) -> None:
    for question in DEFAULTS[:2]:
        begins = of_question(DEFAULTS, question, plan[1])
        answer = with_words(begins, words)
        wanted = {line.text for line in begins}
        if words not in carry.DASHES:
            wanted |= {words} - {""}
        assert wanted <= {line.strip() for line in answer.splitlines()} | ({words} - {""})


def test_what_is_done_goes_to_what_was_done_and_the_rest_to_what_comes_next() -> None:
    plan = lines("Piers\nRopes\nMap", {})
    plan = lines("Piers\nRopes\nMap", {plan[0].key: "done", plan[1].key: "still"})
    answers, rest = begun(DEFAULTS, {}, plan, 3000)
    assert answers == {"q1": "Piers", "q2": "Ropes"}
    assert [line.text for line in rest] == ["Map"]
    assert goes_to(DEFAULTS) == {"done": "q1", "still": "q2"}


def test_lines_that_do_not_fit_stay_to_be_read() -> None:
    plan = (Line("Piers", "done"), Line("Ropes and piers", "done"), Line("Map", "done"))
    answers, rest = begun(DEFAULTS, {}, plan, 10)
    assert answers == {"q1": "Piers\nMap"}
    assert [line.text for line in rest] == ["Ropes and piers"]
