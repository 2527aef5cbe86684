"""Answering by writing in the direct chat, one question at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.cards import Card
from handlers.events import Said
from handlers.replies import Post, direct
from handlers.routing import Desk, Replies, Router
from handlers.standup import (
    answering,
    carry,
    questions,
    running,
    views,
    whose,
)
from handlers.standup.carry import Line
from handlers.standup.questions import Question
from handlers.standup.running import Running
from storage import deliveries, standups
from storage.models import Prompt

router = Router()


@router.said
def said(desk: Desk, event: Said) -> Replies | None:
    """A message in the direct chat answers the open stand-up, one question at a time."""
    if event.origin.place_kind != "direct":
        return None
    thread = deliveries.shown_as(desk.session, desk.person.ref, event.thread)
    about = _ASKED.match(thread.subject) if thread else None
    found = _open_prompt(desk, about)
    if found is None:
        return [_say(desk, event, views.note(_over(desk, about)))] if about else None
    standup, prompt = found
    asked = running.questions_on(desk, standup, prompt.day)
    question = _left(asked, prompt.said)[0]
    words = event.text.strip()
    if words.lower() == "skip" and not prompt.said:
        return [
            *answering.skip(desk, standup, prompt.day),
            _say(desk, event, views.note("Skipped for today.")),
        ]
    if marked := _marked(desk, standup, prompt, asked, question):
        words = carry.with_words(marked, words)
    elif words.lower() in {*carry.DASHES, "skip"} and not question.required:
        words = ""
    words = questions.meant(question, words)
    if wrong := questions.problem(question, words):
        return [_say(desk, event, views.not_understood(wrong, question))]
    prompt.said = {**prompt.said, question.id: words}
    desk.session.add(prompt)
    asked = questions.asked(asked, prompt.said)
    if rest := _left(asked, prompt.said):
        number = len(asked) - len(rest) + 1
        marked = _marked(desk, standup, prompt, asked, rest[0])
        return [_say(desk, event, views.next_question(rest[0], number, len(asked), marked))]
    answers = {key: answer for key, answer in prompt.said.items() if answer}
    where = standup.where(prompt.day)
    return [
        *answering.save(desk, standup, prompt.day, answers),
        _say(desk, event, views.overview(where, asked, answers)),
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


def _say(desk: Desk, event: Said, card: Card) -> Post:
    return Post(direct(desk.person.ref), f"reply:{event.seen_key}", card)


_ASKED = re.compile(r"standup:(\d+):(\d{4}-\d\d-\d\d):ask:")


def _open_prompt(desk: Desk, about: re.Match[str] | None) -> tuple[Running, Prompt] | None:
    """The prompt a message answers: that of its thread, else one that is being answered, else the
    newest; as long as it is open."""
    prompts = standups.latest_prompts(desk.session, desk.person.key)
    for latest in sorted(prompts, key=lambda prompt: not prompt.said):
        if about and (str(latest.standup_id), str(latest.day)) != about.groups():
            continue
        standup = running.called(desk, latest.standup_id)
        if standup is None or not whose.is_open(desk, standup, latest):
            continue
        # From here on one message after the other, so that each answers its own question.
        standups.held_day(desk.session, latest.standup_id, latest.day)
        prompt = standups.prompt(desk.session, latest.standup_id, desk.person.key, latest.day)
        if prompt is None or (prompt.skipped_at and not about):
            continue
        if standups.entry(desk.session, latest.standup_id, desk.person.key, latest.day):
            continue
        return standup, prompt
    return None


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
        f"The stand-up of {views.day_name(day)} is over, so I did not keep this. "
        "Use /standup to answer the one that is open."
    )
