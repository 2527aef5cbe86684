"""One question in a form, and what comes back. Plain values in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from handlers.cards import (
    Args,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    TextField,
)
from handlers.errors import Invalid
from handlers.events import Answers
from handlers.paging import split
from handlers.standup.question_lines import check_options, checked, has_marks
from handlers.standup.question_words import ABOUT
from handlers.standup.questions import (
    LONGEST,
    LONGEST_OPTION,
    MOST_OPTIONS,
    About,
    Condition,
    Question,
    Test,
    about,
)
from handlers.times import WEEKDAY_NAMES, WEEKDAYS

KINDS = {
    "text": "In words",
    "choice": "One of a few answers",
    "scale5": "A number from 1 to 5",
    "scale10": "A number from 1 to 10",
}
SUBJECTS = {
    "words": "What its words say",
    "done": "What was done",
    "next": "The plan, shown next time",
    "blocker": "What blocks, first in the digest",
}
TESTS: tuple[Test, ...] = get_args(Test)
ALWAYS = "always"
EVERY_DAY = [Option(day, name) for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)]
SHORT = 50
"""Characters of an earlier question in the list of them."""


def question_form(question: Question | None, earlier: Sequence[Question], args: Args) -> Form:
    """`earlier`: those that it may depend on. None: a new one."""
    shown = question or Question("", "")
    condition = shown.shown_if
    return Form(
        "standup.question",
        "Change the question" if question else "Add a question",
        (
            TextField("text", "Question", shown.text, longest=LONGEST),
            ChoiceField("kind", "Answered", _options(KINDS), _kind(shown), look="radio"),
            TextField(
                "options",
                "Answers to choose from",
                "\n".join(shown.options),
                hint=f"One per line, at most {MOST_OPTIONS}. Only for one of a few answers.",
                required=False,
                multiline=True,
                longest=(LONGEST_OPTION + 1) * MOST_OPTIONS,
            ),
            ChoiceField(
                "required",
                "Has to be answered",
                (Option("yes", "Yes"), Option("no", "No, it is optional")),
                "yes" if shown.required else "no",
                look="radio",
            ),
            ChoicesField(
                "days",
                "Asked only on",
                tuple(EVERY_DAY),
                shown.days,
                hint="None chosen: every day of the stand-up.",
                required=False,
            ),
            ChoiceField("about", "Is about", _options(SUBJECTS), _subject(shown)),
            *_condition_fields(condition, earlier),
        ),
        args=args,
    )


def _condition_fields(
    condition: Condition | None, earlier: Sequence[Question]
) -> tuple[ChoiceField | TextField, ...]:
    if not earlier:
        return ()
    named = {each.id: _short(nth, each.text) for nth, each in enumerate(earlier, start=1)}
    return (
        ChoiceField(
            "if",
            "Asked only if this earlier question",
            _options({ALWAYS: "Always asked", **named}),
            condition.question if condition and condition.question in named else ALWAYS,
        ),
        ChoiceField(
            "test",
            "… has an answer that",
            _options({test: _test(test) for test in TESTS}),
            condition.test if condition else "answered",
            required=False,
        ),
        TextField(
            "value",
            "… this",
            condition.value if condition else "",
            hint="A word, one of its answers or a number. Not needed for “is answered”.",
            required=False,
            longest=LONGEST,
        ),
    )


def _test(test: Test) -> str:
    return test if test == "contains" or test.startswith("is") else f"is {test}"


def _short(nth: int, text: str) -> str:
    first = split(text, SHORT)[0]
    return f"{nth}. {first}" if first == text else f"{nth}. {first.rstrip()} …"


def _options(labels: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in labels.items())


def _kind(question: Question) -> str:
    return f"scale{question.highest}" if question.kind == "scale" else question.kind


def _subject(question: Question) -> str:
    is_plain = about(question.text, question.kind) == question.about
    return "words" if is_plain or question.about not in ABOUT else question.about


def read(answers: Answers, id: str, earlier: Sequence[Question]) -> Question:
    """The question that was filled in. Raises Invalid."""
    problems: dict[str, str] = {}
    text = " ".join(answers.get("text", "").split())
    if not 0 < len(text) <= LONGEST:
        problems["text"] = f"Keep the question between 1 and {LONGEST} characters."
    elif _reads_as_more(text):
        problems["text"] = (
            "What stands in the parentheses at its end would be read as a mark. Leave it out and "
            "choose it below."
        )
    kind = answers.get("kind", "")
    if kind not in KINDS:
        problems["kind"] = "Choose one of these."
    options: tuple[str, ...] = ()
    if kind == "choice":
        lines = [" ".join(line.split()) for line in answers.get("options", "").splitlines()]
        options = tuple(line for line in lines if line)
        try:
            check_options(options)
            _check_slashes(options)
        except ValueError as wrong:
            problems["options"] = str(wrong)
    days = tuple(day for day in WEEKDAYS if day in answers.get("days", "").split(","))
    condition = None
    try:
        condition = _condition(answers, earlier)
    except ValueError as wrong:
        problems["value"] = str(wrong)
    if problems:
        raise Invalid(problems)
    is_scale = kind.startswith("scale")
    found = Question(
        id=id,
        text=text,
        kind="scale" if is_scale else "choice" if kind == "choice" else "text",
        required=answers.get("required") != "no",
        options=options,
        highest=10 if kind == "scale10" else 5,
        days=days if len(days) < len(WEEKDAYS) else (),
        shown_if=condition,
    )
    return _about(found, answers.get("about", ""))


def _reads_as_more(text: str) -> bool:
    try:
        return has_marks(text)
    except ValueError:
        return True


def _check_slashes(options: Sequence[str]) -> None:
    """Between spaces they part the answers of a choice, and a last “, optional” is a mark."""
    for option in options:
        if " / " in f" {option} " or option.lower().endswith(", optional"):
            raise ValueError("Leave out “/” between spaces and “, optional” at an answer's end.")


def _condition(answers: Answers, earlier: Sequence[Question]) -> Condition | None:
    by_id = {question.id: question for question in earlier}
    asked = by_id.get(answers.get("if", ALWAYS))
    test = next((test for test in TESTS if test == answers.get("test")), None)
    if asked is None or test is None:
        return None
    return checked(Condition(asked.id, test, answers.get("value", "")), asked)


def _about(question: Question, chosen: str) -> Question:
    by_words: About = about(question.text, question.kind)
    subject = next((each for each in ABOUT if each == chosen), by_words)
    return replace(question, about=subject)
