"""The questions of a stand-up, and what may be said to them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from handlers.times import WEEKDAYS

Kind = Literal["text", "choice", "scale"]
About = Literal["done", "next", "blocker", "mood", "other"]
Test = Literal["answered", "not answered", "is", "is not", "contains", "at least"]

MOST = 10
LONGEST = 150
"""Characters of one question."""
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
LONGEST_OPTION = 60
"""Characters; with room for what platforms put around it."""
NOTHING = frozenset(
    {"", "-", "–", "—", "no", "nope", "none", "nothing", "nada", "n/a", "na", "nil", "all good"}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only if the answer to an earlier question passes. One that was not asked never does;
    one that was left out passes "not answered" alone."""

    question: str
    """The id of the earlier one."""
    test: Test
    value: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    kind: Kind = "text"
    about: About = "other"
    required: bool = True
    options: tuple[str, ...] = ()
    """Of a choice; the one chosen is the answer."""
    highest: int = 5
    """Of a scale, which starts at 1."""
    days: tuple[str, ...] = ()
    """Of the week, as in `WEEKDAYS`; none: every day."""
    shown_if: Condition | None = None

    def plain(self) -> dict[str, Any]:
        """What was there from the start, and of the rest what is not as usual."""
        whole = asdict(self)
        return {
            name: value for name, value in whole.items() if name in _ALWAYS or value != _USUAL[name]
        }


_ALWAYS = ("id", "text", "kind", "about", "required")
_USUAL: dict[str, object] = {"options": (), "highest": 5, "days": (), "shown_if": None}

DEFAULTS = (
    Question("q1", "What did you do since last time?", about="done"),
    Question("q2", "What will you do next?", about="next"),
    Question("q3", "Is anything blocking you?", about="blocker", required=False),
    Question("q4", "How do you feel?", kind="scale", about="mood", required=False),
)


def parse(plain: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    return tuple(_parsed(**question) for question in plain)


def _parsed(
    options: Sequence[str] = (),
    days: Sequence[str] = (),
    shown_if: dict[str, Any] | None = None,
    **rest: Any,
) -> Question:
    condition = Condition(**shown_if) if shown_if else None
    return Question(**rest, options=tuple(options), days=tuple(days), shown_if=condition)


# Which of them are asked.
def of_day(plain: Sequence[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """Those asked on that day of the week; as plain values, for the day's row."""
    weekday = WEEKDAYS[day.weekday()]
    return [question for question in plain if weekday in (question.get("days") or (weekday,))]


def asked(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Those to be answered by who has given these answers, in their order."""
    found: dict[str, Question] = {}
    for question in questions:
        condition = question.shown_if
        if condition is None or (
            (earlier := found.get(condition.question))
            and passes(condition, earlier, answers.get(earlier.id, ""))
        ):
            found[question.id] = question
    return tuple(found.values())


def at_first(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Those that are shown before anything is sent: the ones that wait for no other, and of the
    others what has an answer already."""
    return tuple(
        question
        for question in asked(questions, answers)
        if question.shown_if is None or question.id in answers
    )


def passes(condition: Condition, earlier: Question, answer: str) -> bool:
    words, value = quotable(answer).casefold(), condition.value.casefold()
    is_said = not is_nothing(answer) if earlier.about == "blocker" else bool(answer.strip())
    match condition.test:
        case "answered":
            return is_said
        case "not answered":
            return not is_said
        case "is":
            return words == value
        case "is not":
            return bool(words) and words != value
        case "contains":
            return value in words
        case "at least":
            return words in marks(earlier) and int(words) >= int(value)


# What is said to them.
def is_nothing(answer: str) -> bool:
    """Whether an answer about blockers says that there is none."""
    return answer.strip().strip(".").lower() in NOTHING


def problem(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, in words for the person; None when it is fine."""
    said = answer.strip()
    if not said:
        return "Please answer this one." if question.required else None
    if question.kind == "scale" and said not in marks(question):
        return f"A number from 1 to {question.highest}, please."
    if question.kind == "choice" and said not in question.options:
        return f"One of these, please: {one_of(question.options)}."
    return None


def meant(question: Question, words: str) -> str:
    """The answer that was written: of a choice its words, in any case, or its number."""
    said = words.strip()
    if question.kind != "choice":
        return said
    for option in question.options:
        if option.casefold() == said.casefold().rstrip("."):
            return option
    by_number = {str(nth): option for nth, option in enumerate(question.options, start=1)}
    return by_number.get(said.rstrip(".)"), said)


def marks(question: Question) -> tuple[str, ...]:
    """What a scale takes, from its lowest."""
    return tuple(str(mark) for mark in range(1, question.highest + 1))


def one_of(options: Sequence[str]) -> str:
    """Such as "low, medium or high"."""
    *first, last = options
    return f"{', '.join(first)} or {last}" if first else last


def quotable(words: str) -> str:
    """Without quotation marks of its own."""
    return " ".join(re.sub('[“”"]', " ", words).split())


def about(text: str, kind: Kind) -> About:
    """What a question is about, by its words."""
    words = text.lower()
    if kind == "scale":
        return "mood" if any(word in words for word in ("feel", "mood", "how are you")) else "other"
    if any(word in words for word in ("block", "stuck", "in your way", "impediment")):
        return "blocker"
    if kind == "choice":
        return "other"
    if any(word in words for word in ("next", "today", "plan to", "going to", "will you")):
        return "next"
    if any(word in words for word in ("since", "yesterday", "did you", "done")):
        return "done"
    return "other"
