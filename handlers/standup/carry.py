"""Carrying the last plan over: its lines, marked as done or still going on, begin the next answer.
Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.standup.questions import Question

Mark = Literal["done", "still", ""]

DASHES = frozenset({"-", "–", "—"})
"""What leaves a question out in the chat."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the last plan."""

    text: str
    mark: Mark = ""

    @property
    def key(self) -> str:
        """What a button names it by: the same line, the same key."""
        return hashlib.blake2b(self.text.encode(), digest_size=6).hexdigest()


def lines(plan: str, marks: Mapping[str, str]) -> tuple[Line, ...]:
    """The plan's lines, those twice there once; `marks` by their keys."""
    texts = dict.fromkeys(line.strip() for line in plan.splitlines() if line.strip())
    return tuple(_marked(Line(text), marks) for text in texts)


def _marked(line: Line, marks: Mapping[str, str]) -> Line:
    match marks.get(line.key):
        case "done":
            return Line(line.text, "done")
        case "still":
            return Line(line.text, "still")
        case _:
            return line


def goes_to(questions: Sequence[Question]) -> dict[Mark, str]:
    """The questions, by id, that marked lines begin the answers to."""
    found: dict[Mark, str] = {}
    for question in questions:
        if question.kind == "text" and question.shown_if is None:
            if question.about == "done":
                found.setdefault("done", question.id)
            elif question.about == "next":
                found.setdefault("still", question.id)
    return found


def begun(
    questions: Sequence[Question],
    said: Mapping[str, str],
    plan: Sequence[Line],
    longest: int,
) -> tuple[dict[str, str], tuple[Line, ...]]:
    """The answers as they begin, with what was `said` already and the marked lines as far as they
    fit, and the lines that are in none of them."""
    answers = dict(said)
    for mark, question in goes_to(questions).items():
        if question not in said and (words := _fitting(plan, mark, longest)):
            answers[question] = words
    taken = {line for words in answers.values() for line in _stripped(words)}
    return answers, tuple(line for line in plan if line.text not in taken)


def with_words(marked: Sequence[Line], words: str) -> str:
    """What somebody writes to a question that marked lines belong to: the lines, then the words;
    after a dash the lines alone."""
    if not marked:
        return words
    own = "" if words in DASHES else words
    already = _stripped(own)
    return "\n".join([*(line.text for line in marked if line.text not in already), own]).strip()


def of_question(
    questions: Sequence[Question], question: Question, plan: Sequence[Line]
) -> tuple[Line, ...]:
    """The marked lines that begin the answer to this one."""
    return tuple(
        line
        for mark, id in goes_to(questions).items()
        if id == question.id
        for line in plan
        if line.mark == mark
    )


def _fitting(plan: Sequence[Line], mark: Mark, longest: int) -> str:
    words = ""
    for line in plan:
        more = f"{words}\n{line.text}" if words else line.text
        if line.mark == mark and len(more) <= longest:
            words = more
    return words


def _stripped(words: str) -> set[str]:
    return {line.strip() for line in words.splitlines()}
