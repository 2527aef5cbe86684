"""Answering, changing, skipping: by form, by button, by writing in the chat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from handlers.cards import Card, Form
from handlers.errors import Invalid, Refusal
from handlers.events import Answers, Commanded, FormSent, Pressed, Said
from handlers.replies import Post, Reply, Show, Update, Whisper, direct
from handlers.routing import Desk, Replies, Router
from handlers.standup import digesting, questions, rules, running, views
from handlers.standup.asking import planned
from handlers.standup.questions import Question
from handlers.standup.running import Running
from storage import deliveries, standups
from storage.models import Entry, Prompt

router = Router()


@router.command("standup", hint="answer your stand-up now", opens_form=True)
def answer_now(desk: Desk, event: Commanded) -> Replies:
    return _answer_here(desk, event.origin.place)


@router.command("standup", "edit", hint="change the answer you gave", opens_form=True)
def edit(desk: Desk, event: Commanded) -> Replies:
    return _answer_here(desk, event.origin.place)


@router.command("standup", "skip", hint="skip today's stand-up")
def skip_command(desk: Desk, event: Commanded) -> Replies:
    mine = _mine_here(desk, event.origin.place)
    replies: list[Reply] = []
    for standup in mine:
        replies += _skip(desk, standup, current_day(desk, standup).day)
    names = " and ".join(standup.team.name for standup in mine)
    return [*replies, Whisper(views.note(f"You are skipping the stand-up of {names} this time."))]


def _answer_here(desk: Desk, place: str) -> Replies:
    mine = _mine_here(desk, place)
    if len(mine) > 1:
        wheres = [standup.where(current_day(desk, standup).day) for standup in mine]
        return [Whisper(views.which_team(wheres))]
    return [Show(_form(desk, mine[0], current_day(desk, mine[0]).day))]


def _mine_here(desk: Desk, place: str) -> list[Running]:
    """My stand-up in this channel, or all of mine elsewhere. Raises Refusal where I have none."""
    mine = running.of_person(desk, desk.person)
    here = [standup for standup in mine if standup.team.place == place]
    if not mine:
        raise Refusal(
            "You are in no team with a stand-up yet. "
            "A scrum master starts one with /standup setup in the team's channel."
        )
    return here or mine


def current_day(desk: Desk, standup: Running) -> rules.Day:
    """The day that an answer of mine given now is for."""
    recurs = standup.asks(standup.zone_of(desk.person))
    key, person = standup.standup.key, desk.person.key
    answered = {}
    for prompt in standups.latest_prompts(desk.session, person):
        if prompt.standup_id == key:
            entry = standups.entry(desk.session, key, person, prompt.day)
            answered[prompt.day] = entry is not None or prompt.skipped_at is not None
    return rules.current(recurs, desk.now, answered)


@router.button("standup.answer", opens_form=True)
def answer_button(desk: Desk, event: Pressed) -> Replies:
    standup, day = _allowed(desk, event.args)
    return [Show(_form(desk, standup, day))]


@router.button("standup.skip")
def skip_button(desk: Desk, event: Pressed) -> Replies:
    standup, day = _allowed(desk, event.args)
    return _skip(desk, standup, day)


@router.form("standup.answers")
def answers_sent(desk: Desk, event: FormSent) -> Replies:
    standup, day = _allowed(desk, event.args)
    asked = running.questions_on(desk, standup, day)
    entry = standups.entry(desk.session, standup.standup.key, desk.person.key, day)
    answers = _complete(asked, event.answers, entry.answers if entry else {})
    problems = {
        question.id: words
        for question in asked
        if (words := questions.problem(question, answers.get(question.id, "")))
    }
    if problems:
        raise Invalid(problems)
    return save(desk, standup, day, answers)


def _complete(
    asked: tuple[Question, ...], sent: Answers, before: Mapping[str, str]
) -> dict[str, str]:
    """What the form says; an answer too long for a form's field stays when left empty."""
    answers = {}
    for question in asked:
        words = sent.get(question.id, "").strip()
        was = before.get(question.id, "")
        if not words and len(was) > views.LONGEST_IN_FORM:
            words = was
        if words:
            answers[question.id] = words
    return answers


def save(desk: Desk, standup: Running, day: date, answers: dict[str, str]) -> Replies:
    """Keeps the answers, shows the person that they are in, and takes them into the digest."""
    key, person = standup.standup.key, desk.person
    standups.day(desk.session, key, day, standup.standup.questions)
    entry = standups.entry(desk.session, key, person.key, day)
    prompt = standups.prompt(desk.session, key, person.key, day)
    if entry is None:
        closes_at = prompt.closes_at if prompt else None
        entry = Entry(
            standup_id=key,
            person_id=person.key,
            day=day,
            answers=answers,
            first_at=desk.now,
            is_late=closes_at is not None and desk.now >= closes_at,
        )
    elif entry.answers == answers:
        return []
    else:
        entry.answers, entry.edited_at = answers, desk.now
    desk.session.add(entry)
    if prompt is not None:
        prompt.skipped_at, prompt.said = None, {}
        desk.session.add(prompt)
    desk.session.flush()
    shown = views.answered(
        standup.where(day),
        entry.edited_at or entry.first_at,
        standup.zone_of(person),
        edited=entry.edited_at is not None,
        late=entry.is_late,
    )
    subject = standup.ask(day, person.key)
    asked = deliveries.about(desk.session, subject) is not None
    mine: Reply = Update(subject, shown) if asked else Post(direct(person.ref), subject, shown)
    return [mine, *digesting.changed(desk, standup, entry, person)]


def _skip(desk: Desk, standup: Running, day: date) -> Replies:
    key, person = standup.standup.key, desk.person
    if standups.entry(desk.session, key, person.key, day):
        raise Refusal("You have answered already. Use /standup edit to change your answer.")
    asks_at = standup.asks(standup.zone_of(person)).on(day)
    standups.day(desk.session, key, day, standup.standup.questions)
    standups.ask(
        desk.session,
        key,
        person.key,
        day,
        asked_at=desk.now,
        closes_at=asks_at + standup.window,
    )
    prompt = standups.prompt(desk.session, key, person.key, day)
    if prompt is not None and prompt.skipped_at is None:
        prompt.skipped_at = desk.now
        desk.session.add(prompt)
    return [
        Update(standup.ask(day, person.key), views.skipped(standup.where(day))),
        *digesting.refresh(desk, standup, day),
    ]


def _allowed(desk: Desk, args: Mapping[str, str]) -> tuple[Running, date]:
    """The stand-up and day a button or form names, if this person may answer it now."""
    try:
        standup = running.called(desk, int(args["standup"]))
        day = date.fromisoformat(args["day"])
    except (KeyError, ValueError):
        standup = None
    if standup is None or not running.is_asked(running.teams_member(desk, standup, desk.person)):
        raise Refusal("This stand-up is for members of its team.")
    now = current_day(desk, standup)
    coming = standup.asks(standup.zone_of(desk.person)).after(desk.now)[0]
    if day not in (now.day, coming) and not _still_open(desk, standup, day):
        raise Refusal(
            f"The stand-up of {views.day_name(day)} is over; "
            f"the next one is open. Use /standup to answer it."
        )
    return standup, day


def _still_open(desk: Desk, standup: Running, day: date) -> bool:
    """Until the next stand-up asks, an answer can be given and changed."""
    recurs = standup.asks(standup.zone_of(desk.person))
    asked_at = recurs.on(day)
    return asked_at <= desk.now < recurs.after(asked_at)[1]


def _form(desk: Desk, standup: Running, day: date) -> Form:
    key, person = standup.standup.key, desk.person.key
    entry = standups.entry(desk.session, key, person, day)
    prompt = standups.prompt(desk.session, key, person, day)
    answers = entry.answers if entry else (prompt.said if prompt else {})
    last = standups.last_entries(desk.session, key, [person], day).get(person)
    return views.form(
        standup.where(day),
        running.questions_on(desk, standup, day),
        answers,
        planned(last, standup.questions),
    )


# In the chat.
@router.said
def said(desk: Desk, event: Said) -> Replies | None:
    """A message in the direct chat answers the open stand-up, one question at a time."""
    if event.origin.place_kind != "direct":
        return None
    found = _open_prompt(desk, event)
    if found is None:
        return None
    standup, prompt = found
    asked = running.questions_on(desk, standup, prompt.day)
    left = [question for question in asked if question.id not in prompt.said]
    question, *rest = left
    words = event.text.strip()
    if words.lower() == "skip" and not prompt.said:
        return [
            *_skip(desk, standup, prompt.day),
            _say(desk, event, views.note("Skipped for today.")),
        ]
    if words in {"-", "–", "—"} and not question.required:
        words = ""
    if wrong := questions.problem(question, words):
        return [_say(desk, event, views.not_understood(wrong, question))]
    prompt.said = {**prompt.said, question.id: words}
    desk.session.add(prompt)
    if rest:
        number = len(asked) - len(rest) + 1
        return [_say(desk, event, views.next_question(rest[0], number, len(asked)))]
    answers = {key: answer for key, answer in prompt.said.items() if answer}
    where = standup.where(prompt.day)
    return [
        *save(desk, standup, prompt.day, answers),
        _say(desk, event, views.overview(where, asked, answers)),
    ]


def _say(desk: Desk, event: Said, card: Card) -> Post:
    return Post(direct(desk.person.ref), f"reply:{event.seen_key}", card)


_ASKED = re.compile(r"standup:(\d+):(\d{4}-\d\d-\d\d):ask:")


def _open_prompt(desk: Desk, event: Said) -> tuple[Running, Prompt] | None:
    """The prompt a message answers: that of its thread, else the newest one still open."""
    threaded = deliveries.shown_as(desk.session, event.thread) if event.thread else None
    wanted = _ASKED.match(threaded.subject) if threaded else None
    for prompt in standups.latest_prompts(desk.session, desk.person.key):
        if wanted and (str(prompt.standup_id), str(prompt.day)) != wanted.groups():
            continue
        standup = running.called(desk, prompt.standup_id)
        if standup is None or standup.standup.paused:
            continue
        if standups.entry(desk.session, prompt.standup_id, desk.person.key, prompt.day):
            continue
        if prompt.skipped_at and not wanted:
            continue
        if _still_open(desk, standup, prompt.day):
            return standup, prompt
    return None
