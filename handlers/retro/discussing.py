"""Topics talked about, one after the other: a timer, notes, the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.errors import Invalid, Refusal
from handlers.events import Due, FormSent, Pressed
from handlers.replies import Post, Show, Whisper, channel
from handlers.retro import book, phases, talk_views, views, whose
from handlers.routing import Desk, Replies, Router
from storage import retros
from storage.models import Retro, RetroTopic, Team

router = Router()

MORE = timedelta(minutes=5)
LATE = timedelta(minutes=5)
"""A timer that ran out so long ago is not worth a word."""


@router.button(views.TALK)
def talk(desk: Desk, event: Pressed) -> Replies:
    """The next one, this one skipped, or five minutes more for it."""
    retro, team = whose.held(desk, event.args)
    topic = _talked_about(desk, retro, event.args)
    _may_move(desk, retro, team)
    match event.args.get("do", ""):
        case "more":
            base = max(retro.talk_until or desk.now, desk.now)
            phases.talk_until(desk, retro, base + MORE - desk.now)
        case "skip":
            _go_on(desk, retro, topic, "skipped")
        case "next":
            _go_on(desk, retro, topic, "discussed")
        case _:
            raise Refusal("This button no longer does anything.")
    retro.moved_at = desk.now
    desk.session.add(retro)
    desk.session.flush()
    return [book.updated(desk, retro)]


def _go_on(desk: Desk, retro: Retro, topic: RetroTopic, state: str) -> None:
    topic.state = state
    desk.session.add(topic)
    desk.session.flush()
    phases.take_up(desk, retro)


def _may_move(desk: Desk, retro: Retro, team: Team) -> None:
    """Over days everybody is somebody who goes on; in a meeting one leads."""
    if not retro.is_async:
        whose.must_facilitate(desk, retro, team)


def _talked_about(desk: Desk, retro: Retro, args: dict[str, str]) -> RetroTopic:
    whose.must_be_in_phase(retro, "discuss")
    key = whose.small_number(args.get("topic", ""))
    topic = retros.topic(desk.session, retro.key, key) if key else None
    if topic is None or topic.key != retro.topic_id:
        raise Refusal("You are at another topic by now.")
    return topic


@router.due("retro.talk", title="Retro timer")
def time_is_up(desk: Desk, due: Due) -> Replies:
    retro = retros.held(desk.session, int(due.args["retro"]))
    until = datetime.fromisoformat(due.args["until"])
    if retro is None or retro.phase != "discuss" or retro.talk_until != until:
        return []
    if desk.now - until > LATE:
        return []
    board = book.board(desk, retro)
    if board.talked_about is None:
        return []
    subject = f"retro:{retro.key}:up:{board.current}:{until.isoformat()}"
    place = channel(book.team_of(desk, retro).place)
    return [Post(place, subject, talk_views.time_is_up(board), under=book.subject(retro))]


# Notes.
@router.button(views.NOTE, opens_form=True)
def note(desk: Desk, event: Pressed) -> Replies:
    retro, _ = whose.named(desk, event.args)
    topic = _talked_about(desk, retro, event.args)
    return [Show(talk_views.noting(book.board(desk, retro), topic.key, topic.title))]


@router.form("retro.note")
def noted(desk: Desk, event: FormSent) -> Replies:
    """Also for a topic that the others have left meanwhile: nothing typed is lost."""
    retro, _ = whose.held(desk, event.args)
    words = event.answers.get("words", "").strip()
    if not 0 < len(words) <= talk_views.LONGEST_NOTE:
        raise Invalid({"words": f"1 to {talk_views.LONGEST_NOTE:,} characters, please."})
    key = whose.small_number(event.args.get("topic", ""))
    topic = retros.topic(desk.session, retro.key, key) if key else None
    if topic is None or topic.votes is None:
        raise Refusal(f"This topic is no longer there. You typed:\n{words}")
    retros.note(desk.session, retro.key, topic.key, desk.person.key, words, desk.now)
    return [book.updated(desk, retro), Whisper(views.note(f"Noted with “{topic.title}”."))]
