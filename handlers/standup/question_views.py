"""The questions of a stand-up, for who runs its team. Plain values in, a card out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Confirm,
    Heading,
    Part,
    plain,
    small,
    text,
)
from handlers.standup.question_words import condition_in_words, days_in_words
from handlers.standup.questions import MOST, Question, one_of


def questions(standup: int, team: str, asked: Sequence[Question], said: str = "") -> Card:
    """`said`: what has just been done."""
    parts: list[Part] = [Heading(f"Questions of {team}")]
    if said:
        parts.append(plain(said))
    for nth, question in enumerate(asked, start=1):
        parts.append(text(Bold(f"{nth}. {question.text}")))
        parts.append(small(in_words(question, asked)))
        parts.append(Buttons(_buttons(standup, nth, len(asked), question)))
    if len(asked) < MOST:
        add = Button(
            "Add a question", "standup.question.add", _args(standup), "primary", opens_form=True
        )
        parts.append(Buttons((add,)))
    else:
        parts.append(small(f"{MOST} questions are the most; people answer them every day."))
    parts.append(small("A day that is running keeps its questions; changes count from the next."))
    return Card(f"Questions of {team}", tuple(parts))


def in_words(question: Question, asked: Sequence[Question]) -> str:
    """How it is answered, and when it is asked."""
    said = {
        "text": "In words",
        "scale": f"From 1 to {question.highest}",
        "choice": f"{one_of(question.options)}" if question.options else "",
    }[question.kind]
    said += "" if question.required else " · optional"
    if question.days:
        said += f" · {days_in_words(question.days)}"
    if question.shown_if:
        said += f" · {condition_in_words(question.shown_if, asked)}"
    return said


def _buttons(standup: int, nth: int, of: int, question: Question) -> tuple[Button, ...]:
    args = _args(standup, question.id)
    buttons = [Button("Change", "standup.question.change", args, opens_form=True)]
    if nth > 1:
        buttons.append(Button("Up", "standup.question.move", {**args, "to": "up"}))
    if nth < of:
        buttons.append(Button("Down", "standup.question.move", {**args, "to": "down"}))
    if of > 1:
        confirm = Confirm(
            "Remove this question?",
            "It is no longer asked. Answers that were given to it stay in the history.",
            "Remove",
            "Keep it",
        )
        remove = Button("Remove", "standup.question.remove", args, confirm=confirm)
        buttons.append(remove)
    return tuple(buttons)


def _args(standup: int, question: str = "") -> dict[str, str]:
    return {"standup": str(standup)} | ({"question": question} if question else {})
