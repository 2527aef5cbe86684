"""The questions of a stand-up, as people write them and as they are kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["text", "scale"]
About = Literal["done", "next", "blocker", "mood", "other"]

MOST = 10
LONGEST = 150
"""Characters of one question."""
ABOUT: dict[About, str] = {"blocker": "blocker", "next": "plan"}
"""Marks for what a question is about, where its words do not tell."""
NOTHING = frozenset(
    {"", "-", "–", "—", "no", "nope", "none", "nothing", "nada", "n/a", "na", "nil", "all good"}
)


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    kind: Kind = "text"
    about: About = "other"
    required: bool = True

    def plain(self) -> dict[str, Any]:
        return asdict(self)


DEFAULTS = (
    Question("q1", "What did you do since last time?", about="done"),
    Question("q2", "What will you do next?", about="next"),
    Question("q3", "Is anything blocking you?", about="blocker", required=False),
    Question("q4", "How do you feel?", kind="scale", about="mood", required=False),
)


def parse(plain: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    return tuple(Question(**question) for question in plain)


def as_lines(questions: Sequence[Question]) -> str:
    """One question a line, as `read` understands it."""
    return "\n".join(_line(question) for question in questions)


def _line(question: Question) -> str:
    marks = []
    if question.kind == "scale":
        marks.append("1-5")
    if question.about in ABOUT and _about(question.text, question.kind) != question.about:
        marks.append(ABOUT[question.about])
    if not question.required:
        marks.append("optional")
    return f"{question.text} ({', '.join(marks)})" if marks else question.text


_MARKS = re.compile(
    r"\s*\(((?:\s*(?:1\s*[-–]\s*5|optional|blocker|plan)\s*,?)+)\)\s*$", re.IGNORECASE
)


def read(lines: str, known: Sequence[Question]) -> tuple[Question, ...]:
    """What somebody wrote, one question a line.

    A question whose words were there before keeps its id, so that answers stay with it.
    Raises ValueError, in words for the person.
    """
    texts = [line.strip() for line in lines.splitlines() if line.strip()]
    if not texts:
        raise ValueError("Write at least one question.")
    if len(texts) > MOST:
        raise ValueError(f"At most {MOST} questions, please; people answer them every day.")
    ids: dict[str, list[str]] = {}
    for question in known:
        ids.setdefault(question.text, []).append(question.id)
    used: set[str] = set()
    questions = []
    for text in texts:
        question = _question(text, ids, used)
        used.add(question.id)
        questions.append(question)
    return tuple(questions)


def _question(line: str, ids: Mapping[str, Sequence[str]], used: set[str]) -> Question:
    marks = _MARKS.search(line)
    text = line[: marks.start()].strip() if marks else line
    said = marks.group(1).lower() if marks else ""
    if not text or len(text) > LONGEST:
        raise ValueError(f"Keep each question between 1 and {LONGEST} characters.")
    taken = {id for same in ids.values() for id in same} | used
    fresh = next(f"q{n}" for n in range(1, len(taken) + 2) if f"q{n}" not in taken)
    known = next((id for id in ids.get(text, ()) if id not in used), None)
    scale = "1" in said
    return Question(
        id=known or fresh,
        text=text,
        kind="scale" if scale else "text",
        about=_said_about(said) or _about(text, "scale" if scale else "text"),
        required="optional" not in said,
    )


def _said_about(marks: str) -> About | None:
    """What the marks say it is about, for words that do not tell."""
    if "blocker" in marks:
        return "blocker"
    return "next" if "plan" in marks else None


def _about(text: str, kind: Kind) -> About:
    words = text.lower()
    if kind == "scale":
        return "mood" if any(word in words for word in ("feel", "mood", "how are you")) else "other"
    if any(word in words for word in ("block", "stuck", "in your way", "impediment")):
        return "blocker"
    if any(word in words for word in ("next", "today", "plan to", "going to", "will you")):
        return "next"
    if any(word in words for word in ("since", "yesterday", "did you", "done")):
        return "done"
    return "other"


def is_nothing(answer: str) -> bool:
    """Whether an answer about blockers says that there is none."""
    return answer.strip().strip(".").lower() in NOTHING


def problem(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, in words for the person; None when it is fine."""
    if not answer.strip():
        return "Please answer this one." if question.required else None
    if question.kind == "scale" and answer.strip() not in {"1", "2", "3", "4", "5"}:
        return "A number from 1 to 5, please."
    return None
