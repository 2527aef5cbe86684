"""From one phase to the next, or back: what ends, what begins."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from handlers.calendars import known
from handlers.errors import Refusal
from handlers.replies import Post, Reply, channel
from handlers.retro import book, closing, reminding, rules, timetable, views, workdays
from handlers.routing import Desk
from handlers.times import local, moment
from storage import dues, retros, teams
from storage.models import Retro

SATURDAY = 5
LONGEST_REST = 14
"""Days that a deadline moves at most, for a team that has them all off."""


def begin(desk: Desk, retro: Retro) -> list[Reply]:
    """The first phase of a new one."""
    schedule(desk, retro)
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
    reminding.forget(desk, retro)
    dues.cancel(desk.session, [deadline_name(retro), talk_name(retro)])
    gone = reminding.taken_back(desk, retro)
    return [book.updated(desk, retro), *gone, *closing.closed(desk, retro)]


def _enter(desk: Desk, retro: Retro, phase: str) -> list[Reply]:
    retro.phase, retro.step, retro.moved_at = phase, retro.step + 1, desk.now
    retro.topic_id = retro.talk_until = None
    if phase == "vote" and not retro.budget:
        retro.budget = suggested_budget(desk, retro)
    desk.session.add(retro)
    desk.session.flush()
    dues.cancel(desk.session, [talk_name(retro)])
    schedule(desk, retro)
    if phase == "discuss":
        take_up(desk, retro)
    gone = reminding.taken_back(desk, retro)
    return [book.updated(desk, retro), *gone, *_told(desk, retro)]


def _told(desk: Desk, retro: Retro) -> list[Reply]:
    """Over days nobody watches the card: its thread says that something begins."""
    if not retro.is_async:
        return []
    card = views.step_begins(book.board(desk, retro))
    subject = f"retro:{retro.key}:step:{retro.step}"
    place = channel(book.team_of(desk, retro).place)
    return [Post(place, subject, card, under=book.subject(retro))]


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


def suggested_budget(desk: Desk, retro: Retro) -> int:
    return rules.budget_for(len(retros.topics(desk.session, retro.key)))


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


def schedule(desk: Desk, retro: Retro) -> None:
    """A step of several days ends when its time is over, on a day the team works."""
    retro.deadline = _deadline(desk, retro) if retro.is_async else None
    _hold(desk, retro)


def hold(desk: Desk, retro: Retro, deadline: datetime) -> None:
    """Its step ends then."""
    retro.deadline = deadline
    _hold(desk, retro)


def _hold(desk: Desk, retro: Retro) -> None:
    reminding.forget(desk, retro)
    if retro.deadline:
        args = {"retro": str(retro.key), "step": str(retro.step)}
        name = deadline_name(retro)
        dues.plan(desk.session, name, "retro.deadline", retro.deadline, args=args)
        reminding.plan(desk, retro, book.team_of(desk, retro))
    desk.session.add(retro)
    desk.session.flush()


def rest(desk: Desk, retro: Retro) -> None:
    """Until it is scheduled anew."""
    retro.deadline = None
    reminding.forget(desk, retro)
    dues.cancel(desk.session, [deadline_name(retro)])
    desk.session.add(retro)
    desk.session.flush()


def _deadline(desk: Desk, retro: Retro) -> datetime:
    team = book.team_of(desk, retro)
    if retro.ends:
        hours = workdays.hours_of(desk, team)
        ends = timetable.held_to(timetable.parsed(retro.ends), retro.phase, desk.now, hours)
        retro.ends = timetable.plain(ends)
        return ends[retro.phase]
    crew = teams.core(desk.session, team.key)
    at = desk.now + timedelta(hours=retro.phase_hours)
    for _ in range(LONGEST_REST):
        there = local(at, team.zone)
        off = known.off_in_team(desk, team.key, crew, there.date())
        if there.weekday() < SATURDAY and (not crew or len(off) < len(crew)):
            break
        at = moment(there.date() + timedelta(days=1), there.time(), team.zone)
    return at
