"""From one phase to the next, or back: what ends, what begins."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from handlers.errors import Refusal
from handlers.replies import Reply
from handlers.retro import book, closing, rules
from handlers.routing import Desk
from storage import dues, retros
from storage.models import Retro


def begin(desk: Desk, retro: Retro) -> list[Reply]:
    """The first phase of a new one."""
    _schedule(desk, retro)
    return [book.posted(desk, retro)]


def forward(desk: Desk, retro: Retro) -> list[Reply]:
    """The next phase, or the end."""
    to = rules.after(retro.phase)
    if to == rules.CLOSED:
        return end(desk, retro)
    _leave(desk, retro)
    return _enter(desk, retro, to)


def back(desk: Desk, retro: Retro) -> list[Reply]:
    """One step; what was voted is forgotten where the topics may change."""
    to = rules.before(retro.phase)
    if to is None:
        raise Refusal("This is the first step of a retro; there is none before.")
    match retro.phase:
        case "group":
            # What was shown stays shown; what is added goes into another box.
            retro.round += 1
        case "vote":
            book.votes_box(desk, retro).burn()
        case "discuss":
            retros.tally(desk.session, retro.key, None)
    book.done_box(desk, retro).burn()
    return _enter(desk, retro, to)


def end(desk: Desk, retro: Retro) -> list[Reply]:
    """Closed, from any phase: what is still sealed comes out, so that nothing is lost."""
    if retro.phase == "review":
        # A step back may have left cards in the box.
        _reveal(desk, retro)
    _leave(desk, retro)
    retro.phase, retro.slot = rules.CLOSED, None
    retro.closed_at = retro.moved_at = desk.now
    retro.topic_id = retro.talk_until = retro.deadline = None
    retro.step += 1
    desk.session.add(retro)
    desk.session.flush()
    dues.cancel(desk.session, [deadline_name(retro), talk_name(retro)])
    return [book.updated(desk, retro), *closing.closed(desk, retro)]


def _enter(desk: Desk, retro: Retro, phase: str) -> list[Reply]:
    retro.phase, retro.step, retro.moved_at = phase, retro.step + 1, desk.now
    retro.topic_id = retro.talk_until = None
    if phase == "vote":
        retro.budget = rules.budget_for(len(retros.topics(desk.session, retro.key)))
    desk.session.add(retro)
    desk.session.flush()
    dues.cancel(desk.session, [talk_name(retro)])
    _schedule(desk, retro)
    if phase == "discuss":
        take_up(desk, retro)
    return [book.updated(desk, retro)]


def _leave(desk: Desk, retro: Retro) -> None:
    """What a phase leaves behind when it is over."""
    match retro.phase:
        case "collect":
            _reveal(desk, retro)
        case "vote":
            _tally(desk, retro)
    book.done_box(desk, retro).burn()


def _reveal(desk: Desk, retro: Retro) -> None:
    """All cards at once, shuffled; then the box is burnt."""
    box, part = book.cards_box(desk, retro), book.part_box(desk, retro)
    slips = box.all()
    columns = {str(each.key): each.key for each in retros.columns(desk.session, retro.key)}
    cards = [
        (
            columns[slip["column"]],
            slip["text"],
            slip["name"] if slip["own"] or not retro.is_anonymous else "",
        )
        for slip in slips
    ]
    retro.few = retro.few or book.few_wrote(desk, retro)
    retros.reveal(desk.session, retro.key, cards)
    box.burn()
    part.burn()


def _tally(desk: Desk, retro: Retro) -> None:
    """How many votes each topic got is all that stays of them."""
    box = book.votes_box(desk, retro)
    votes: Counter[int] = Counter()
    for ballot in box.all():
        votes.update({int(topic): int(count) for topic, count in ballot.items()})
    retros.tally(desk.session, retro.key, dict(votes))
    box.burn()


# Topics, one after the other.
def take_up(desk: Desk, retro: Retro) -> None:
    """The next topic nobody has talked about, with time of its own where all are there."""
    left = [each for each in retros.topics(desk.session, retro.key) if not each.state]
    retro.topic_id = left[0].key if left else None
    retro.talk_until = None
    if left and not retro.is_async:
        talk_until(desk, retro, timedelta(minutes=retro.talk_minutes))
    else:
        dues.cancel(desk.session, [talk_name(retro)])
    desk.session.add(retro)
    desk.session.flush()


def talk_until(desk: Desk, retro: Retro, minutes: timedelta) -> None:
    retro.talk_until = desk.now + minutes
    args = {"retro": str(retro.key), "until": retro.talk_until.isoformat()}
    name = talk_name(retro)
    dues.plan(desk.session, name, "retro.talk", retro.talk_until, args=args)


# Moments.
def deadline_name(retro: Retro) -> str:
    return f"retro:{retro.key}:deadline"


def talk_name(retro: Retro) -> str:
    return f"retro:{retro.key}:talk"


def _schedule(desk: Desk, retro: Retro) -> None:
    retro.deadline = None
    if retro.is_async:
        retro.deadline = desk.now + timedelta(hours=retro.phase_hours)
        args = {"retro": str(retro.key), "step": str(retro.step)}
        dues.plan(desk.session, deadline_name(retro), "retro.deadline", retro.deadline, args=args)
    desk.session.add(retro)
    desk.session.flush()
