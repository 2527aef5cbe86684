"""Answering by writing in the direct chat, one question at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from handlers.cards import Button, Card
from handlers.errors import Refusal
from handlers.events import Pressed, Said
from handlers.replies import Post, Refresh, direct
from handlers.routing import Desk, Replies, Router
from handlers.standup import (
    answering,
    carry,
    questions,
    running,
    talking_views,
    views,
    which_views,
    whose,
)
from handlers.standup.carry import Line
from handlers.standup.questions import Question
from handlers.standup.running import Running
from handlers.times import day_name
from storage import deliveries, standups
from storage.models import Prompt

router = Router()

LINGERS = timedelta(hours=12)
"""So long after its window's close an answer that was begun goes on before another stand-up."""
MOST_CARRIED = 1200
"""Characters of a message, as a button packs them, that one carries along."""


@router.said
def said(desk: Desk, event: Said) -> Replies | None:
    """A message in the direct chat answers the open stand-up, one question at a time."""
    if event.origin.place_kind != "direct":
        return None
    thread = deliveries.shown_as(desk.session, desk.person.ref, event.thread)
    about = _ASKED.match(thread.subject) if thread else None
    words = event.text.strip()
    found = _open_prompts(desk, about)
    if len(found) > 1:
        return [_say(desk, event.seen_key, _which(desk, found, words))]
    if found:
        [(standup, prompt)] = found
        return _take(desk, standup, prompt, words, event.seen_key)
    return [_say(desk, event.seen_key, views.note(_over(desk, about)))] if about else None


@router.button("standup.said")
def said_for(desk: Desk, event: Pressed) -> Replies:
    """Which of several stand-ups a message was for."""
    words = event.args.get("words", "").strip()
    try:
        standup, day = whose.allowed(desk, event.args)
    except Refusal as refusal:
        raise Refusal(f"{refusal.words}\nThis is what you wrote:\n{words}") from None
    prompt = _held(desk, standup, day)
    left = [] if prompt is None else _still_asked(desk, standup, prompt)
    if prompt is None or not left or left[0].id != event.args.get("question"):
        raise Refusal(
            "This one has gone on since, so I did not keep this. Please write it again where it "
            f"belongs.\nThis is what you wrote:\n{words}"
        )
    shown = Refresh(which_views.taken(words, standup.where(day).title))
    return [shown, *_take(desk, standup, prompt, words, event.seen_key)]


def _take(desk: Desk, standup: Running, prompt: Prompt, words: str, key: str) -> Replies:
    """Words as the answer to the next question of that prompt, which is held."""
    asked = running.questions_on(desk, standup, prompt.day)
    question = _left(asked, prompt.said)[0]
    if words.lower() == "skip" and not prompt.said:
        return [
            *answering.skip(desk, standup, prompt.day),
            _say(desk, key, views.note("Skipped for today.")),
        ]
    if marked := _marked(desk, standup, prompt, asked, question):
        words = carry.with_words(marked, words)
    elif words.lower() in {*carry.DASHES, "skip"} and not question.required:
        words = ""
    words = questions.meant(question, words)
    if wrong := questions.problem(question, words):
        return [_say(desk, key, talking_views.not_understood(wrong, question))]
    prompt.said = {**prompt.said, question.id: words}
    desk.session.add(prompt)
    asked = questions.asked(asked, prompt.said)
    if rest := _left(asked, prompt.said):
        number = len(asked) - len(rest) + 1
        marked = _marked(desk, standup, prompt, asked, rest[0])
        return [_say(desk, key, talking_views.next_question(rest[0], number, len(asked), marked))]
    answers = {key: answer for key, answer in prompt.said.items() if answer}
    where = standup.where(prompt.day)
    return [
        *answering.save(desk, standup, prompt.day, answers),
        _say(desk, key, talking_views.overview(where, asked, answers)),
    ]


def _left(asked: Sequence[Question], said: Mapping[str, str]) -> list[Question]:
    """What is still to be asked of those that the answers so far lead to."""
    return [each for each in questions.asked(asked, said) if each.id not in said]


def _marked(
    desk: Desk, standup: Running, prompt: Prompt, asked: Sequence[Question], question: Question
) -> Sequence[Line]:
    """What was marked of the last plan, as far as it belongs to this question."""
    if not prompt.marks:
        return ()
    plan = answering.last_plan(desk, standup, prompt.day, prompt)
    return carry.of_question(asked, question, plan)


def _still_asked(desk: Desk, standup: Running, prompt: Prompt) -> list[Question]:
    return _left(running.questions_on(desk, standup, prompt.day), prompt.said)


def _say(desk: Desk, key: str, card: Card) -> Post:
    return Post(direct(desk.person.ref), f"reply:{key}", card)


def _which(desk: Desk, found: Sequence[tuple[Running, Prompt]], words: str) -> Card:
    labels = running.labels([standup for standup, _ in found])
    wheres = [standup.where(prompt.day) for standup, prompt in found]
    if len(json.dumps(words)) > MOST_CARRIED:
        return which_views.to_write_again(words, list(zip(wheres, labels, strict=True)))
    buttons = []
    for (standup, prompt), where, label in zip(found, wheres, labels, strict=True):
        question = _still_asked(desk, standup, prompt)[0].id
        args = where.args | {"question": question, "words": words}
        buttons.append(Button(label, "standup.said", args))
    return which_views.to_take(words, buttons)


_ASKED = re.compile(r"standup:(\d+):(\d{4}-\d\d-\d\d):ask:")


def _open_prompts(desk: Desk, about: re.Match[str] | None) -> list[tuple[Running, Prompt]]:
    """The prompt a message answers: that of its thread, else one that is being answered, else the
    one whose window is open, else the one that can still be answered. Several where it could be
    any of them; one alone is held."""
    there = []
    for latest in standups.latest_prompts(desk.session, desk.person.key):
        if about and (str(latest.standup_id), str(latest.day)) != about.groups():
            continue
        standup = running.called(desk, latest.standup_id)
        if standup is None or not whose.is_open(desk, standup, latest):
            continue
        if _is_waiting(desk, latest) or about:
            there.append((standup, latest))
    while there:
        found = _likeliest(there, desk.now)
        if len(found) > 1:
            return found
        [(standup, latest)] = found
        prompt = _held(desk, standup, latest.day)
        if prompt is not None and (prompt.skipped_at is None or about):
            return [(standup, prompt)]
        there.remove((standup, latest))
    return []


def _likeliest(
    there: Sequence[tuple[Running, Prompt]], now: datetime
) -> list[tuple[Running, Prompt]]:
    begun = [each for each in there if each[1].said and now < each[1].closes_at + LINGERS]
    in_time = [each for each in there if now < each[1].closes_at]
    return begun or in_time or list(there)


def _is_waiting(desk: Desk, prompt: Prompt) -> bool:
    if prompt.skipped_at is not None:
        return False
    return not standups.entry(desk.session, prompt.standup_id, prompt.person_id, prompt.day)


def _held(desk: Desk, standup: Running, day: date) -> Prompt | None:
    """The prompt, unless it is answered. From here on one message after the other, so that each
    answers its own question."""
    key, person = standup.standup.key, desk.person.key
    standups.held_day(desk.session, key, day)
    prompt = standups.prompt(desk.session, key, person, day)
    return None if standups.entry(desk.session, key, person, day) else prompt


def _over(desk: Desk, about: re.Match[str]) -> str:
    """Why a reply in the thread of a stand-up answers nothing."""
    standup_id, day = int(about[1]), date.fromisoformat(about[2])
    standup = running.called(desk, standup_id)
    entry = standups.entry(desk.session, standup_id, desk.person.key, day)
    if entry and standup and whose.still_open(desk, standup, day):
        return (
            "You have answered this one already, so I did not keep this. "
            "Use /standup edit to change your answer."
        )
    return (
        f"The stand-up of {day_name(day)} is over, so I did not keep this. "
        "Use /standup to answer the one that is open."
    )
