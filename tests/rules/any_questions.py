"""Questions drawn by chance, and answers to them."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from handlers.standup.question_lines import check_options, checked, has_marks
from handlers.standup.questions import Condition, Kind, Question, about, marks, quotable
from handlers.times import WEEKDAYS

_letters = st.characters(exclude_categories=("Cc", "Zl", "Zp", "Cs"))
_words = st.text(_letters, min_size=1, max_size=40) | st.sampled_from(
    ["What?", "How (really)", "“What?” is “x”", '"', "(if “What?”", "a / b", "1-5)", "stuck?"]
)


def _is_plain(text: str) -> bool:
    try:
        return bool(text) and text == "".join(text.splitlines()) and not has_marks(text)
    except ValueError:
        return False


texts = _words.map(str.strip).filter(_is_plain)
_option = st.text(_letters, min_size=1, max_size=12) | st.sampled_from(["yes", "no", "3", "a/b"])


def _are_options(options: list[str]) -> bool:
    try:
        check_options(options)
    except ValueError:
        return False
    return all(
        option == " ".join(option.split())
        and option == option.strip("/ ")
        and " / " not in option
        and not option.endswith(", optional")
        for option in options
    )


_options = st.lists(_option, min_size=2, max_size=10).filter(_are_options).map(tuple)
_days = st.sets(st.sampled_from(WEEKDAYS), max_size=6).map(
    lambda days: tuple(day for day in WEEKDAYS if day in days)
)


@st.composite
def _question(draw: st.DrawFn, number: int) -> Question:
    kind: Kind = draw(st.sampled_from(get_args(Kind)))
    text = draw(texts)
    return Question(
        f"q{number}",
        text,
        kind=kind,
        about=about(text, kind),
        required=draw(st.booleans()),
        options=draw(_options) if kind == "choice" else (),
        highest=draw(st.sampled_from((5, 10))) if kind == "scale" else 5,
        days=draw(_days),
    )


@st.composite
def _condition(draw: st.DrawFn, earlier: Question) -> Condition:
    answers = {
        "scale": marks(earlier),
        "choice": earlier.options,
        "text": ("x", "the pier", "nothing"),
    }[earlier.kind]
    tests = ["answered", "not answered", "is", "is not"]
    tests += ["at least"] if earlier.kind == "scale" else ["contains"]
    test = draw(st.sampled_from(tests))
    value = quotable(draw(st.sampled_from(answers)))
    return checked(Condition(earlier.id, test, value), earlier)  # type: ignore[arg-type]


@st.composite
def any_questions(draw: st.DrawFn) -> tuple[Question, ...]:
    """Of every kind, some depending on others."""
    made: list[Question] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        question = draw(_question(number))
        depends: bool = draw(st.booleans())
        if made and depends:
            earlier = draw(st.sampled_from(made))
            question = replace(question, shown_if=draw(_condition(earlier)))
        made.append(question)
    return tuple(made)


@st.composite
def answered(draw: st.DrawFn, question: Question) -> str:
    """What somebody may say to it; nothing, where they need not."""
    if not question.required and draw(st.booleans()):
        return ""
    match question.kind:
        case "scale":
            return draw(st.sampled_from(marks(question)))
        case "choice":
            return draw(st.sampled_from(question.options))
        case "text":
            return draw(st.sampled_from(("no", "x", "the pier", "Timetables")))
