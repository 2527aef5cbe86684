"""Questions of every kind as people write them, and which of them are asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.standup import questions, steps
from handlers.standup.question_lines import checked, held_on, read
from handlers.standup.question_words import as_lines
from handlers.standup.questions import (
    DEFAULTS,
    Condition,
    Question,
    asked,
    at_first,
    marks,
    meant,
    of_day,
    parse,
    problem,
)
from handlers.times import WEEKDAYS
from tests.rules.any_questions import answered, any_questions

MONDAY = date(2026, 11, 23)


@given(any_questions())
def test_what_is_written_is_read_as_the_same_questions(asked: tuple[Question, ...]) -> None:
    assert read(as_lines(asked), asked) == asked


@given(any_questions())
def test_what_is_kept_is_the_same_questions(asked: tuple[Question, ...]) -> None:
    assert parse([question.plain() for question in asked]) == asked


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("How sure? (low / medium / high)", {"options": ("low", "medium", "high")}),
        ("How sure? (1-10)", {"kind": "scale", "highest": 10}),
        ("How sure? (yes / no, optional)", {"options": ("yes", "no"), "required": False}),
        ("Any risk? (on Fridays)", {"days": ("fri",)}),
        ("Any risk? (only on Mon, Wed and fridays)", {"days": ("mon", "wed", "fri")}),
        ("Any risk? (not on Mondays)", {"days": WEEKDAYS[1:]}),
        ("Any risk? (optional) (on Tuesday)", {"required": False, "days": ("tue",)}),
        ("What was it? (done)", {"about": "done"}),
        ("Any risk (people/process)", {"text": "Any risk (people/process)"}),
        ("Any risk? (on me)", {"text": "Any risk? (on me)"}),
    ],
)
def test_marks_say_how_and_when_a_question_is_asked(line: str, expected: dict[str, object]) -> None:
    [question] = read(line, ())
    assert {name: getattr(question, name) for name in expected} == expected


BLOCKED = "Is anything blocking you? (optional)\n"
SURE = "How sure are you? (low / medium / high)\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            f"{BLOCKED}Who can help? (if “Is anything blocking you?” is answered)",
            Condition("q1", "answered"),
        ),
        (
            f'{BLOCKED}Who can help? (only if "is anything blocking you?" is not answered)',
            Condition("q1", "not answered"),
        ),
        (f"{SURE}Why? (if “How sure are you?” is “LOW”)", Condition("q1", "is", "low")),
        (f"{SURE}Why? (if “How sure are you?” is not “high”)", Condition("q1", "is not", "high")),
        (f"{SURE}Why? (if question 1 is “low”)", Condition("q1", "is", "low")),
        ("What?\nWhy? (if “What?” contains “pier”)", Condition("q1", "contains", "pier")),
        ("Mood? (1-10)\nWhy? (if “Mood?” is at least 8)", Condition("q1", "at least", "8")),
    ],
)
def test_a_condition_names_an_earlier_question(lines: str, expected: Condition) -> None:
    assert read(lines, ())[1].shown_if == expected


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Why? (if “What?” is answered)\nWhat?", "has to name a question that stands above it"),
        ("Why? (if “Why?” is answered)", "has to name a question that stands above it"),
        (f"{SURE}Why? (if “How sure are you?” is “perhaps”)", "low, medium or high"),
        (f"{SURE}Why? (if “How sure are you?” is at least 3)", "needs a scale"),
        ("Mood? (1-5)\nWhy? (if “Mood?” is at least 7)", "answered from 1 to 5"),
        ("What?\nWhy? (if “What?” is “”)", "Say what the answer"),
        ("Sure? (yes / Yes)", "Two answers are the same"),
        ("Sure? (" + " / ".join("abcdefghijk") + ")", "2 to 10 answers; these are 11"),
        ("Sure? (yes / " + "n" * 61 + ")", "between 1 and 60 characters"),
    ],
)
def test_what_could_not_be_asked_is_told_in_words(lines: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(lines, ())


def test_a_question_for_days_without_a_stand_up_is_refused() -> None:
    with pytest.raises(ValueError, match="on Saturdays only, and there is no stand-up then"):
        held_on(read("What?\nRested? (on Saturdays)", ()), WEEKDAYS[:5])


def test_a_day_on_which_nothing_would_be_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="Nothing would be asked on Tuesdays"):
        held_on(read("What? (on Mondays)", ()), ("mon", "tue"))
    held_on(read("What? (on Mondays)", ()), ("mon",))


@given(any_questions(), st.dates(MONDAY, MONDAY + timedelta(days=6)))
def test_only_the_days_own_questions_are_asked(
    all_of_them: tuple[Question, ...], day: date
) -> None:
    weekday = WEEKDAYS[day.weekday()]
    today = parse(of_day([question.plain() for question in all_of_them], day))
    wanted = [each for each in all_of_them if not each.days or weekday in each.days]
    assert list(today) == wanted


@given(st.data())
def test_a_question_that_is_not_shown_is_never_required(data: st.DataObject) -> None:
    """However many forms it takes: what is sent is what was shown, and no more is asked for."""
    day = data.draw(any_questions())
    entry: dict[str, str] = {}
    shown, args = steps.opening(day, entry, has_entry=False)
    for _ in range(len(day) + 1):
        step = steps.opened(day, args, entry)
        assert step.shown == shown
        given = {each.id: said for each in shown if (said := data.draw(answered(each)))}
        sent = steps.sent(day, step, given, entry)
        assert sent.problems == {}
        assert sent.answers.keys() <= {each.id for each in asked(day, sent.answers)}
        assert entry.items() <= sent.answers.items()
        entry = sent.answers
        if sent.then is None:
            break
        shown, args = sent.then.shown, sent.then.args
        assert not {each.id for each in shown} & entry.keys()
    else:
        pytest.fail("the forms never end")
    wanted = asked(day, entry)
    assert all(each.id in entry for each in wanted if each.required)
    assert steps.left(day, entry) == ()


@given(st.data())
def test_who_opens_the_form_again_sees_what_they_were_asked(data: st.DataObject) -> None:
    day = data.draw(any_questions())
    entry = {each.id: said for each in day if (said := data.draw(answered(each)))}
    entry = {each.id: entry[each.id] for each in asked(day, entry) if each.id in entry}
    shown, args = steps.opening(day, entry, has_entry=True)
    assert shown == asked(day, entry)
    step = steps.opened(day, args, entry)
    again = steps.sent(day, step, dict(entry), entry)
    assert (again.answers, again.then) == (entry, None)


@given(any_questions())
def test_the_first_form_holds_what_waits_for_nothing(day: tuple[Question, ...]) -> None:
    assert at_first(day, {}) == tuple(each for each in day if each.shown_if is None)


def test_no_to_a_blocker_is_no_answer_to_it() -> None:
    day = read(f"{BLOCKED}Who can help? (if “Is anything blocking you?” is answered)", ())
    assert len(asked(day, {"q1": "no."})) == 1
    assert len(asked(day, {"q1": "The keys"})) == 2


def test_what_waits_for_a_hidden_question_is_hidden_too() -> None:
    day = read(
        "Sure? (yes / no)\nWhy? (if “Sure?” is “no”) (optional)\n"
        "Anything else? (if “Why?” is not answered)",
        (),
    )
    assert [each.id for each in asked(day, {"q1": "yes"})] == ["q1"]
    assert [each.id for each in asked(day, {"q1": "no"})] == ["q1", "q2", "q3"]


def test_a_question_that_is_not_asked_that_day_has_no_answer_that_counts() -> None:
    day = read("What?\nMood? (1-5) (on Fridays)\nWhy? (if “Mood?” is not answered)", ())
    monday = parse(of_day([question.plain() for question in day], MONDAY))
    assert [each.id for each in asked(monday, {})] == ["q1"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("LOW", "low"), ("2", "medium"), ("3.", "high"), (" high ", "high"), ("4", "4"), ("", "")],
)
def test_a_choice_is_answered_by_its_words_or_its_number(words: str, expected: str) -> None:
    [question] = read(SURE, ())
    assert meant(question, words) == expected
    is_fine = expected in question.options
    assert (problem(question, expected) is None) is is_fine


def test_an_answer_that_is_a_number_is_meant_before_its_place() -> None:
    [question] = read("How many? (3 / 2 / 1)", ())
    assert meant(question, "3") == "3"


def test_a_scale_to_ten_takes_ten() -> None:
    [question] = read("How sure? (1-10)", ())
    assert [problem(question, mark) for mark in marks(question)] == [None] * 10
    assert problem(question, "11") == "A number from 1 to 10, please."


def test_rows_from_before_are_read() -> None:
    old = {"id": "q1", "text": "What?", "kind": "text", "about": "other", "required": True}
    assert parse([old]) == (Question("q1", "What?"),)
    assert [question.plain() for question in parse([old])] == [old]
    assert set(DEFAULTS[0].plain()) == set(old)


def test_a_condition_that_can_never_be_met_is_refused() -> None:
    [sure] = read(SURE, ())
    with pytest.raises(ValueError, match="low, medium or high"):
        checked(Condition("q1", "is", "maybe"), sure)
    assert questions.passes(Condition("q1", "is", "low"), sure, "low")
