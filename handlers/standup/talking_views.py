"""What is said to who answers by writing, one question at a time. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import Bold, Bullets, Buttons, Card, Part, Quote, line, plain, small, text
from handlers.standup.carry import Line
from handlers.standup.questions import Question
from handlers.standup.views import Where, answer_button, answers_given, scale_labels


def next_question(question: Question, number: int, of: int, marked: Sequence[Line] = ()) -> Card:
    """`marked`: lines of the last plan that the answer begins with."""
    hints = []
    parts: list[Part] = [text(Bold(question.text))]
    if question.kind == "scale":
        labels = scale_labels(question)
        lowest, highest = (labels[end].split(" – ")[1] for end in (0, -1))
        hints.append(f"a number from 1 ({lowest}) to {question.highest} ({highest})")
    elif question.kind == "choice":
        parts.append(_options(question))
        hints.append("one of these, or its number")
    if marked:
        parts += [small("You marked:"), Quote("\n".join(each.text for each in marked))]
        hints.append("write what else there is; a dash leaves it at that")
    elif not question.required:
        hints.append("optional: a dash leaves it out")
    parts.append(small(f"Question {number} of {of}", *(f" · {hint}" for hint in hints)))
    return Card(question.text, tuple(parts))


def _options(question: Question) -> Bullets:
    numbered = enumerate(question.options, start=1)
    return Bullets(tuple(line(Bold(str(nth)), f"  {option}") for nth, option in numbered))


def not_understood(problem: str, question: Question) -> Card:
    parts: list[Part] = [plain(problem), text(Bold(question.text))]
    if question.kind == "choice":
        parts.append(_options(question))
    return Card(problem, tuple(parts))


def overview(where: Where, questions: Sequence[Question], answers: Mapping[str, str]) -> Card:
    """What will be shared, once all questions are through."""
    return Card(
        f"{where.called}: this is what I'll share",
        (
            plain("Thank you. This is what I'll share:"),
            *answers_given(questions, answers),
            Buttons((answer_button(where, "Change it", look="plain"),)),
        ),
    )
