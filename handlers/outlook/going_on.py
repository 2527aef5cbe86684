"""What becomes of milestones and risks: moved, changed, looked at again, over; and opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.errors import Invalid, Refusal
from handlers.events import FormSent, Pressed
from handlers.outlook import asking, book, course, forms, making, views, whose
from handlers.outlook.rules import ENDS, LONGEST_WORDS, LOOK_AGAIN
from handlers.replies import Reply, Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.times import day_and_year
from storage import outlook
from storage.models import Milestone, Risk
from storage.outlook import Thing

router = Router()


@router.button(views.MORE)
def more(desk: Desk, event: Pressed) -> Replies:
    return [looked_at(desk, whose.held(desk, event.args))]


def looked_at(desk: Desk, thing: Thing) -> Reply:
    mine = thing.owner_id == desk.person.key
    can_change = mine or whose.may_keep(desk, thing.team_id)
    lines = book.lines(desk, thing, desk.person)
    return Whisper(views.more(book.shown(desk, thing), lines, can_change=can_change))


# The end.
@router.button(views.END, opens_form=True)
def end(desk: Desk, event: Pressed) -> Replies:
    thing = _open(desk, event.args)
    how = _how(thing, event.args.get("how", ""))
    return [Show(forms.ending(book.shown(desk, thing), how))]


@router.form("outlook.ended")
def ended(desk: Desk, event: FormSent) -> Replies:
    thing = _open(desk, event.args, _words(event))
    return end_now(desk, thing, _how(thing, event.args.get("how", "")), _words(event))


def end_now(desk: Desk, thing: Thing, how: str, words: str) -> Replies:
    thing.status, thing.closing, thing.closed_at = how, words, desk.now
    replies = course.happened(desk, thing, how, words)
    shown = book.shown(desk, thing)
    return [*replies, Whisper(views.note(f"{shown.name}: {how}. The weeknote will tell of it."))]


def _how(thing: Thing, how: str) -> str:
    if how not in ENDS[whose.kind_of(thing)]:
        raise Refusal("This button no longer does anything. See /weeknote milestone list.")
    return how


@router.button(views.REOPEN)
def reopen(desk: Desk, event: Pressed) -> Replies:
    return reopen_now(desk, whose.held(desk, event.args))


def reopen_now(desk: Desk, thing: Thing) -> Replies:
    whose.must_change(desk, thing)
    name = book.shown(desk, thing).name
    if thing.status == outlook.OPEN:
        raise Refusal(f"{name} is open already.")
    thing.status, thing.closing, thing.closed_at = outlook.OPEN, "", None
    return [*course.happened(desk, thing, "reopened"), looked_at(desk, thing)]


# Another day.
@router.button(views.MOVE, opens_form=True)
def move(desk: Desk, event: Pressed) -> Replies:
    return [Show(forms.moving(book.shown(desk, _open(desk, event.args))))]


@router.form("outlook.moved")
def moved(desk: Desk, event: FormSent) -> Replies:
    thing = _open(desk, event.args, _words(event))
    day = making.day_in(event.answers)
    if day is None or day < book.today(desk, whose.team_of(desk, thing)):
        raise Invalid({"day": "A day from today on, please."})
    return move_now(desk, thing, day, _words(event))


def move_now(desk: Desk, thing: Thing, day: date, words: str = "") -> Replies:
    name = book.shown(desk, thing).name
    if thing.due_on == day:
        return [Whisper(views.note(f"{name} has this day already: {day_and_year(day)}."))]
    about = {"day was": thing.due_on.isoformat(), "told": f"to {day_and_year(day)}"}
    thing.due_on = day
    replies = course.happened(desk, thing, "moved", words, about)
    return [*replies, Whisper(views.note(f"{name} has a new day: {day_and_year(day)}."))]


# A risk is looked at again.
@router.button(views.STILL)
def still(desk: Desk, event: Pressed) -> Replies:
    return still_now(desk, _open(desk, event.args))


def still_now(desk: Desk, thing: Thing) -> Replies:
    today = book.today(desk, whose.team_of(desk, thing))
    thing.due_on = max(thing.due_on, today + LOOK_AGAIN)
    replies = course.happened(desk, thing, "looked at")
    name, day = book.shown(desk, thing).name, day_and_year(thing.due_on)
    return [*replies, Whisper(views.note(f"Thank you. {name} is looked at again by {day}."))]


# Anything else about it.
@router.button(views.CHANGE, opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    thing = _open(desk, event.args)
    owner = whose.person(desk, thing.owner_id)
    return [Show(forms.changing(book.shown(desk, thing), owner.ref if owner else ""))]


@router.form("outlook.changed")
def changed(desk: Desk, event: FormSent) -> Replies:
    thing = _open(desk, event.args)
    kind, team = whose.kind_of(thing), whose.team_of(desk, thing)
    draft, owner = making.answered(desk, kind, team, event.answers, before=thing)
    about: dict[str, Any] = {}
    told: list[str] = []
    before = thing.owner_id
    if thing.title != draft.title:
        told.append("what it is")
    if (owner.key if owner else None) != before:
        told.append("whose it is")
    if isinstance(thing, Risk):
        if (thing.likelihood, thing.impact) != (draft.likelihood, draft.impact):
            about["levels were"] = [thing.likelihood, thing.impact]
            told.append(f"how it is seen: likelihood {draft.likelihood}, impact {draft.impact}")
        if thing.response != draft.response:
            told.append("what is done about it")
        thing.likelihood, thing.impact = draft.likelihood, draft.impact
        thing.response = draft.response
    if draft.due_on is not None and draft.due_on != thing.due_on:
        if isinstance(thing, Milestone):
            about["day was"] = thing.due_on.isoformat()
        told.append(f"its day: {day_and_year(draft.due_on)}")
        thing.due_on = draft.due_on
    thing.title, thing.owner_id = draft.title, owner.key if owner else None
    if not told:
        return [Whisper(views.note("Nothing was changed."))]
    about["told"] = f"– {'; '.join(told)}"
    replies = course.happened(desk, thing, "changed", about=about)
    replies += asking.tell(desk, thing, before)
    return [*replies, Whisper(views.note(f"{book.shown(desk, thing).name} is changed."))]


def _open(desk: Desk, args: dict[str, str], typed: str = "") -> Thing:
    """Held, open, and this person's to change. Raises Refusal, with what was typed."""
    thing = whose.held(desk, args)
    must_go_on(desk, thing, typed)
    return thing


def must_go_on(desk: Desk, thing: Thing, typed: str = "") -> None:
    whose.must_change(desk, thing)
    if thing.status != outlook.OPEN:
        words = f"{book.shown(desk, thing).name} is {thing.status} already."
        raise Refusal(f"{words} This is what you typed:\n{typed}" if typed else words)


def _words(event: FormSent) -> str:
    words = event.answers.get("words", "").strip()
    if len(words) > LONGEST_WORDS:
        raise Invalid({"words": f"At most {LONGEST_WORDS:,} characters, please."})
    return words
