"""Changing a stand-up's questions one by one, from a card with buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import Card, Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Pressed
from handlers.replies import Refresh, Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.standup import question_form, question_lines, question_views, running, views, whose
from handlers.standup.question_words import as_lines
from handlers.standup.questions import MOST, Question
from handlers.standup.running import Running
from storage import standups

router = Router()


@router.command("standup", "questions", hint="see and change the questions one by one")
def questions(desk: Desk, event: Commanded) -> Replies:
    mine = whose.run_here(desk, event.origin.place)
    if len(mine) > 1:
        return [
            Whisper(
                views.which_to_run(
                    [(each.standup.key, each.name) for each in mine], "standup.questions"
                )
            )
        ]
    return [Whisper(_card(mine[0]))]


@router.button("standup.questions")
def show(desk: Desk, event: Pressed) -> Replies:
    return [Refresh(_card(whose.run_by_me(desk, event.args)))]


@router.button("standup.question.add", opens_form=True)
def add(desk: Desk, event: Pressed) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    if len(standup.questions) >= MOST:
        raise Refusal(f"At most {MOST} questions, please; people answer them every day.")
    return [Show(_form(standup, None))]


@router.button("standup.question.change", opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    place = _place(standup, event.args)
    return [Show(_form(standup, standup.questions[place]))]


@router.form("standup.question")
def question_sent(desk: Desk, event: FormSent) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    asked = list(standup.questions)
    is_new = "question" not in event.args
    place = len(asked) if is_new else _place(standup, event.args)
    id = (
        question_lines.fresh_id({each.id for each in asked})
        if is_new
        else standup.questions[place].id
    )
    asked[place : place + 1] = [question_form.read(event.answers, id, asked[:place])]
    try:
        standup = _keep(desk, standup, asked)
    except ValueError as wrong:
        raise Invalid({"text": str(wrong)}) from None
    return [
        Whisper(_card(standup, f"“{asked[place].text}” is {'added' if is_new else 'changed'}."))
    ]


@router.button("standup.question.move")
def move(desk: Desk, event: Pressed) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    asked, place = list(standup.questions), _place(standup, event.args)
    to = place - 1 if event.args.get("to") == "up" else place + 1
    if not 0 <= to < len(asked):
        return [Refresh(_card(standup))]
    upper, lower = sorted((place, to))
    shown_if = asked[lower].shown_if
    if shown_if and shown_if.question == asked[upper].id:
        raise Refusal(
            f"“{asked[lower].text}” depends on the answer to “{asked[upper].text}”, so it stays "
            "below it."
        )
    asked[place], asked[to] = asked[to], asked[place]
    standup = _keep(desk, standup, asked)
    return [Refresh(_card(standup))]


@router.button("standup.question.remove")
def remove(desk: Desk, event: Pressed) -> Replies:
    standup = whose.run_by_me(desk, event.args)
    asked, place = list(standup.questions), _place(standup, event.args)
    gone = asked.pop(place)
    depend = [each.text for each in asked if each.shown_if and each.shown_if.question == gone.id]
    if depend:
        raise Refusal(f"“{depend[0]}” depends on the answer to this one. Change that one first.")
    try:
        standup = _keep(desk, standup, asked)
    except ValueError as wrong:
        raise Refusal(str(wrong)) from None
    return [Refresh(_card(standup, f"“{gone.text}” is removed."))]


def _place(standup: Running, args: Mapping[str, str]) -> int:
    ids = [question.id for question in standup.questions]
    if args.get("question") not in ids:
        raise Refusal("This question is no longer asked. See what is: /standup questions")
    return ids.index(args["question"])


def _keep(desk: Desk, standup: Running, asked: Sequence[Question]) -> Running:
    """The stand-up as it is then. Raises ValueError, in words for the person, for what could not be asked."""
    question_lines.held_on(asked, standup.days)
    # As they would come back from the form with all of them: conditions that a change has made
    # impossible are refused there too.
    kept = question_lines.read(as_lines(asked), asked)
    plain = [question.plain() for question in kept]
    standups.change_questions(desk.session, standup.standup.key, plain, desk.now)
    changed = running.called(desk, standup.standup.key)
    assert changed is not None
    return changed


def _form(standup: Running, question: Question | None) -> Form:
    asked, args = standup.questions, {"standup": str(standup.standup.key)}
    if question is None:
        return question_form.question_form(None, asked, args)
    earlier = asked[: asked.index(question)]
    return question_form.question_form(question, earlier, args | {"question": question.id})


def _card(standup: Running, said: str = "") -> Card:
    return question_views.questions(standup.standup.key, standup.name, standup.questions, said)
