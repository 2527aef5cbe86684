"""Questions in words: as the lines that `question_lines` reads again. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.standup.questions import About, Condition, Question, about, quotable
from handlers.times import WEEKDAY_NAMES, WEEKDAYS

ABOUT: dict[About, str] = {"blocker": "blocker", "next": "plan", "done": "done"}
"""Marks for what a question is about, where its words do not tell."""


def as_lines(questions: Sequence[Question]) -> str:
    """One question a line, as `question_lines.read` understands it."""
    return "\n".join(line(question, questions) for question in questions)


def line(question: Question, questions: Sequence[Question]) -> str:
    """`questions` are all there are: a condition names one of them."""
    return " ".join(
        [question.text, *(f"({mark})" for mark in marks_of(question, questions) if mark)]
    )


def marks_of(question: Question, questions: Sequence[Question]) -> list[str]:
    """What stands in the parentheses, in their order."""
    short = []
    if question.kind == "scale":
        short.append(f"1-{question.highest}")
    if question.about in ABOUT and about(question.text, question.kind) != question.about:
        short.append(ABOUT[question.about])
    if not question.required:
        short.append("optional")
    return [
        " / ".join(question.options) if question.kind == "choice" else "",
        ", ".join(short),
        days_in_words(question.days) if question.days else "",
        condition_in_words(question.shown_if, questions) if question.shown_if else "",
    ]


def days_in_words(days: Sequence[str]) -> str:
    """Such as "on Mondays and Fridays"."""
    names = [name for day, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True) if day in days]
    *first, last = [f"{name}s" for name in names]
    return f"on {', '.join(first)} and {last}" if first else f"on {last}"


def condition_in_words(condition: Condition, questions: Sequence[Question]) -> str:
    """Such as "if “Is anything blocking you?” is answered". Of several with the same words, the
    number tells which."""
    place = next(nth for nth, each in enumerate(questions) if each.id == condition.question)
    words = quotable(questions[place].text)
    alike = [each for each in questions if quotable(each.text) == words]
    named = f"“{words}”" if words and len(alike) == 1 else f"question {place + 1}"
    match condition.test:
        case "answered" | "not answered":
            return f"if {named} is {condition.test}"
        case "at least":
            return f"if {named} is at least {condition.value}"
        case test:
            return f"if {named} {test} “{condition.value}”"
