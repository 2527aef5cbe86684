"""Answering, changing, skipping: by form and by button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.cards import Form, Part
from handlers.errors import Invalid, Refusal
from handlers.events import Answers, Commanded, FormSent, Pressed
from handlers.replies import Post, Reply, Show, Update, Whisper, direct
from handlers.routing import Answered, Desk, Replies, Router
from handlers.standup import (
    answer_form,
    carry,
    digesting,
    questions,
    running,
    steps,
    views,
    which_views,
    whose,
)
from handlers.standup.asking import planned
from handlers.standup.carry import Line
from handlers.standup.questions import Question
from handlers.standup.running import Running
from handlers.standup.views import Where
from storage import deliveries, history, standups
from storage.models import Entry, Prompt

router = Router()


@router.command("standup", hint="answer your stand-up now", opens_form=True)
def answer_now(desk: Desk, event: Commanded) -> Replies:
    return answer_here(desk, event.origin.place)


@router.command("standup", "edit", hint="change the answer you gave", opens_form=True)
def edit(desk: Desk, event: Commanded) -> Replies:
    return answer_here(desk, event.origin.place, given=True)


@router.command("standup", "skip", hint="skip today's stand-up")
def skip_command(desk: Desk, event: Commanded) -> Replies:
    mine = whose.meant(desk, whose.mine_here(desk, event.origin.place))
    days = whose.current_days(desk, mine)
    if len(mine) > 1:
        named = _with_labels([(standup, days[standup.standup.key]) for standup in mine])
        return [Whisper(which_views.to_skip(named))]
    [standup] = mine
    said = f"You are skipping the {standup.whole} this time."
    return [*skip(desk, standup, days[standup.standup.key]), Whisper(views.note(said))]


def answer_here(desk: Desk, place: str, *, given: bool = False) -> Replies:
    """`given`: the answer that was given last, as long as it can be changed."""
    mine = whose.mine_here(desk, place)
    answered = [(each, day) for each in mine if given and (day := whose.answered_day(desk, each))]
    if len(answered) == 1:
        [(standup, day)] = answered
        return [Show(form_for(desk, standup, day))]
    wanted = mine if answered else whose.meant(desk, mine)
    days = whose.current_days(desk, wanted) | {each.standup.key: day for each, day in answered}
    if len(wanted) > 1:
        named = _with_labels([(standup, days[standup.standup.key]) for standup in wanted])
        return [Whisper(which_views.to_answer(named))]
    [standup] = wanted
    return [Show(form_for(desk, standup, days[standup.standup.key]))]


def _with_labels(days: Sequence[tuple[Running, date]]) -> list[tuple[Where, str]]:
    labels = running.labels([standup for standup, _ in days])
    return [(standup.where(day), label) for (standup, day), label in zip(days, labels, strict=True)]


@router.button("standup.answer", opens_form=True)
def answer_button(desk: Desk, event: Pressed) -> Replies:
    standup, day = whose.allowed(desk, event.args)
    return [Show(form_for(desk, standup, day))]


@router.button("standup.skip")
def skip_button(desk: Desk, event: Pressed) -> Replies:
    standup, day = whose.allowed(desk, event.args)
    return skip(desk, standup, day)


@router.form("standup.answers")
def answers_sent(desk: Desk, event: FormSent) -> Replies:
    try:
        standup, day = whose.allowed(desk, event.args)
    except Refusal as refusal:
        typed = "\n".join(answer for answer in event.answers.values() if answer)
        if not typed:
            raise
        raise Refusal(f"{refusal.words}\nThis is what you typed:\n{typed}") from None
    asked = running.questions_on(desk, standup, day)
    entry = standups.entry(desk.session, standup.standup.key, desk.person.key, day)
    before = entry.answers if entry else {}
    step = steps.opened(asked, event.args, before)
    sent = steps.sent(asked, step, _complete(step.shown, event.answers, before), before)
    if sent.problems:
        raise Invalid(sent.problems)
    saved = save(desk, standup, day, sent.answers, adds=bool(step.earlier))
    if sent.then:
        # What was sent is in already: who closes the next form has lost nothing.
        form = answer_form.follow_up(standup.where(day), sent.then.shown, sent.then.args)
        return [*saved, Show(form)]
    if event.origin.place_kind == "channel":
        what = standup.standup.name or "stand-up"
        thanks = f"Thank you, your {what} for {standup.team.name} is in."
        return [*saved, Whisper(views.note(thanks))]
    return saved


def _complete(
    asked: Sequence[Question], sent: Answers, before: Mapping[str, str]
) -> dict[str, str]:
    """What the form says; an answer too long for a form's field stays when left empty."""
    answers = {}
    for question in asked:
        words = sent.get(question.id, "").strip()
        was = before.get(question.id, "")
        if not words and len(was) > answer_form.LONGEST_IN_FORM:
            words = was
        if words:
            answers[question.id] = words
    return answers


def save(
    desk: Desk, standup: Running, day: date, answers: dict[str, str], *, adds: bool = False
) -> Replies:
    """Keeps the answers, shows the person that they are in, and takes them into the digest.

    `adds`: they go on with what was sent before, which is no change of it.
    """
    key, person = standup.standup.key, desk.person
    held = standups.day(desk.session, key, day, standup.asked_on(day))
    entry = standups.entry(desk.session, key, person.key, day)
    prompt = standups.prompt(desk.session, key, person.key, day)
    if entry is None:
        closes_at = prompt.closes_at if prompt else None
        entry = Entry(
            standup_id=key,
            person_id=person.key,
            day=day,
            answers=answers,
            words=history.searchable(answers.values()),
            first_at=desk.now,
            is_late=closes_at is not None and desk.now >= closes_at,
        )
    elif entry.answers == answers:
        return []
    else:
        entry.answers, entry.words = answers, history.searchable(answers.values())
        if not adds or held.digest_at is not None:
            entry.edited_at = desk.now
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
        left=steps.left(questions.parse(held.questions), answers),
    )
    shown = replace(shown, parts=(*shown.parts, *_beneath(desk, standup, day, answers)))
    subject = standup.ask(day, person.key)
    asked = deliveries.about(desk.session, subject) is not None
    mine: Reply = Update(subject, shown) if asked else Post(direct(person.ref), subject, shown)
    return [mine, *digesting.changed(desk, standup, entry, person)]


def _beneath(desk: Desk, standup: Running, day: date, answers: Mapping[str, str]) -> list[Part]:
    """What can be done about what blocks them."""
    return [
        part
        for question in running.questions_on(desk, standup, day)
        if question.about == "blocker"
        and not questions.is_nothing(words := answers.get(question.id, ""))
        for part in desk.beneath_answer(
            Answered(
                standup.team.key, standup.standup.key, desk.person.key, day, question.id, words
            )
        )
    ]


def skip(desk: Desk, standup: Running, day: date) -> Replies:
    key, person = standup.standup.key, desk.person
    if standups.entry(desk.session, key, person.key, day):
        raise Refusal("You have answered already. Use /standup edit to change your answer.")
    asks_at = standup.asks_of(person).on(day)
    standups.day(desk.session, key, day, standup.asked_on(day))
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


def form_for(desk: Desk, standup: Running, day: date) -> Form:
    key, person = standup.standup.key, desk.person.key
    entry = standups.entry(desk.session, key, person, day)
    prompt = standups.prompt(desk.session, key, person, day)
    asked = running.questions_on(desk, standup, day)
    plan: tuple[Line, ...] = ()
    answers = entry.answers if entry else (prompt.said if prompt else {})
    if entry is None:
        plan = last_plan(desk, standup, day, prompt)
        answers, plan = carry.begun(asked, answers, plan, answer_form.LONGEST_IN_FORM)
    shown, args = steps.opening(asked, answers, has_entry=entry is not None)
    where = standup.where(day)
    return answer_form.form(where, shown, answers, plan, args, is_sent=entry is not None)


def last_plan(desk: Desk, standup: Running, day: date, prompt: Prompt | None) -> tuple[Line, ...]:
    """What I planned last, with what I have marked of it."""
    person = desk.person.key
    last = standups.last_entries(desk.session, standup.standup.key, [person], day).get(person)
    plan = planned(last.answers if last else {}, standup.questions)
    return carry.lines(plan, prompt.marks if prompt else {})
