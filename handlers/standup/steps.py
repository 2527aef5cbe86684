"""Answering in steps: questions that wait for the answer to another come in a form of their own,
after that answer was sent. The same on every platform: some cannot change a form that is open. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.cards import Args
from handlers.standup.questions import Question, asked, at_first, problem


@dataclass(frozen=True, slots=True)
class Step:
    """One form of them."""

    shown: tuple[Question, ...]
    earlier: frozenset[str] = frozenset()
    """Ids of what was shown in the forms before it."""

    @property
    def args(self) -> Args:
        """What the form carries, so that its answers are understood; nothing where no question
        waits for another."""
        shown = ",".join(question.id for question in self.shown)
        return {"shown": shown, "earlier": ",".join(sorted(self.earlier))}


@dataclass(frozen=True, slots=True)
class Sent:
    answers: dict[str, str]
    """All there are now, of the questions that are asked."""
    problems: dict[str, str]
    """By question, in words for the person."""
    then: Step | None
    """What follows from them; None: nothing."""


def opening(
    questions: Sequence[Question], answers: Mapping[str, str], *, has_entry: bool
) -> tuple[tuple[Question, ...], Args]:
    """What the first form shows and carries. Who has sent answers before sees all that they were
    asked."""
    shown = asked(questions, answers) if has_entry else at_first(questions, answers)
    waits = any(question.shown_if for question in questions)
    return shown, Step(shown).args if waits else {}


def opened(questions: Sequence[Question], args: Args, before: Mapping[str, str]) -> Step:
    """The form that `args` came back from; they passed through the client."""
    by_id = {question.id: question for question in questions}
    named = [by_id[each] for each in args.get("shown", "").split(",") if each in by_id]
    earlier = frozenset(each for each in args.get("earlier", "").split(",") if each in by_id)
    shown = named or at_first(questions, before)
    return Step(tuple(question for question in shown if question.id not in earlier), earlier)


def sent(
    questions: Sequence[Question], step: Step, given: dict[str, str], before: Mapping[str, str]
) -> Sent:
    """What a form's answers come to, together with those there were `before`."""
    here = {question.id for question in step.shown}
    words = {id: answer for id, answer in before.items() if id not in here} | given
    wanted = asked(questions, words)
    answers = {question.id: words[question.id] for question in wanted if words.get(question.id)}
    problems = {
        question.id: wrong
        for question in wanted
        if question.id in here and (wrong := problem(question, answers.get(question.id, "")))
    }
    done = here | step.earlier | answers.keys()
    follows = tuple(each for each in wanted if each.shown_if and each.id not in done)
    then = Step(follows, step.earlier | here) if follows and not problems else None
    return Sent(answers, problems, then)


def left(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """What follows from the answers, has to be answered, and is not yet."""
    return tuple(
        question
        for question in asked(questions, answers)
        if question.shown_if and question.required and question.id not in answers
    )
