"""What the clock does with a poll: counts, reminds, asks, closes. And closing it by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from handlers.calendars import days_off
from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Due, Pressed, Uninstalled
from handlers.polls import book, private_views, rules, views, whose
from handlers.polls.rules import Tally
from handlers.reminders import remind_at
from handlers.replies import Post, Reply, Whisper, channel, direct
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from storage import dues, polls
from storage.models import Poll, Team
from storage.people import Facts

log = structlog.get_logger()
router = Router()

TOO_LATE = timedelta(minutes=15)
"""So shortly before the end nobody is reminded or asked any more."""


# Planning.
def plan(desk: Desk, poll: Poll) -> None:
    """Every moment of a poll that was just opened, but for the next count."""
    moments: list[tuple[str, str, datetime, dict[str, str]]] = [
        ("close", "poll.close", poll.closes_at, {})
    ]
    if poll.is_anonymous:
        moments.append(("count", "poll.count", desk.now + rules.SHORTEST_REST, {}))
    team = whose.team_of(desk, poll)
    if poll.pulse_id is not None and team is not None:
        for zone in _zones(desk, team):
            if at := rules.ask_at(desk.now, poll.closes_at, zone):
                moments.append((f"ask:{zone}", "poll.tell", at, {"zone": zone, "what": "ask"}))
    elif poll.reminds:
        # Nobody knows who has answered without a name: then the channel is told.
        zones = _zones(desk, team) if team and not poll.is_anonymous else [book.zone(desk, poll)]
        off = days_off.of_team(desk, team, book.expected(desk, team)) if team else frozenset()
        for zone in zones:
            if at := remind_at(desk.now, poll.closes_at, zone, off):
                args = {"zone": zone, "what": "remind"}
                moments.append((f"remind:{zone}", "poll.tell", at, args))
    dues.plan_all(
        desk.session,
        [
            dues.moment(_name(poll, what), kind, at, None, {"poll": str(poll.key), **args})
            for what, kind, at, args in moments
        ],
    )


def _zones(desk: Desk, team: Team) -> list[str]:
    """Where the people live; one moment for each, however many live there."""
    return sorted({team.zone, *(book.zone_of(each, team) for each in book.expected(desk, team))})


def _name(poll: Poll, what: str) -> str:
    return f"poll:{poll.key}:{what}"


# Counting.
@router.due("poll.count", title="Poll counts its answers")
def count(desk: Desk, due: Due) -> Replies:
    poll = polls.held(desk.session, int(due.args["poll"]))
    if poll is None or poll.closed_at is not None:
        return []
    at = desk.now + rules.rest(poll.opened_at, desk.now)
    if at < poll.closes_at:
        dues.plan(desk.session, _name(poll, "count"), due.kind, at, None, dict(due.args))
    try:
        inside = book.box(desk, poll)
    except Refusal:
        log.warning("a box cannot be opened", poll=poll.key)
        return []
    before = poll.counted, poll.tally
    answered = poll.counted = inside.count()
    shown = Tally.parse(poll.tally).answered if poll.tally else 0
    team = whose.team_of(desk, poll)
    expected = len(book.expected(desk, team)) if team else 0
    if poll.is_live and rules.shows_anew(answered, shown, expected):
        found = rules.tally(book.kind_of(poll), len(poll.options), book.choices(inside))
        poll.tally = found.plain()
    if (poll.counted, poll.tally) == before:
        return []
    desk.session.add(poll)
    desk.session.flush()
    return [book.updated(desk, poll)]


# Reminding, and asking a team.
@router.due("poll.tell", title="Poll asks or reminds")
def tell(desk: Desk, due: Due) -> Replies:
    poll = polls.by_id(desk.session, int(due.args["poll"]))
    if poll is None or poll.closed_at is not None or desk.now > poll.closes_at - TOO_LATE:
        return []
    team, shown = whose.team_of(desk, poll), book.shown(desk, poll)
    is_asking = due.args["what"] == "ask"
    if not is_asking and (poll.is_anonymous or team is None):
        card = private_views.reminder_to_all(shown)
        return [Post(channel(poll.place), _name(poll, "remind"), card, under=book.subject(poll))]
    if team is None:
        return []
    heard = set() if poll.is_anonymous else {who for who, *_ in polls.votes(desk.session, poll.key)}
    there = _there(desk, team, due.args["zone"])
    silent = [each for each in there if each.key not in heard]
    cards: list[tuple[Facts, Card]] = [
        (
            each,
            private_views.asked(shown) if is_asking else private_views.reminder(shown, each.name),
        )
        for each in silent
    ]
    what = "ask" if is_asking else "remind"
    return [Post(direct(each.ref), _name(poll, f"{what}:{each.key}"), card) for each, card in cards]


def _there(desk: Desk, team: Team, zone: str) -> list[Facts]:
    """Who lives in that zone and has no day off."""
    some = [each for each in book.expected(desk, team) if book.zone_of(each, team) == zone]
    off = book.off_on(desk, team, some, local(desk.now, zone).date())
    return [each for each in some if each.key not in off]


# Closing.
@router.due("poll.close", title="Poll closes")
def close_by_itself(desk: Desk, due: Due) -> Replies:
    poll = polls.held(desk.session, int(due.args["poll"]))
    if poll is None or poll.closed_at is not None or desk.now < poll.closes_at:
        return []
    closed = close(desk, poll, None)
    card = private_views.result_told(book.shown(desk, poll))
    told = Post(channel(poll.place), _name(poll, "closed"), card, under=book.subject(poll))
    return [*closed, told]


@router.button(private_views.CLOSE)
def close_by_hand(desk: Desk, event: Pressed) -> Replies:
    poll = whose.held(desk, event.args, event.origin)
    whose.must_close(desk, poll)
    if poll.closed_at is not None:
        raise Refusal("This poll is closed already; its result is in the channel.")
    closed = close(desk, poll, desk.person.key)
    return [*closed, Whisper(views.note("The poll is closed; its result is in the channel."))]


def close(desk: Desk, poll: Poll, by: int | None) -> list[Reply]:
    """What was said without a name is counted, and the box is burnt; too few answers are not even
    kept as a tally."""
    if poll.is_anonymous:
        poll.tally = _emptied(desk, poll)
    poll.closed_at, poll.closed_by_id = desk.now, by
    desk.session.add(poll)
    desk.session.flush()
    planned = dues.named_like(desk.session, f"poll:{poll.key}:")
    dues.cancel(desk.session, [each.name for each in planned])
    return [book.updated(desk, poll)]


def _emptied(desk: Desk, poll: Poll) -> dict[str, object] | None:
    try:
        inside = book.box(desk, poll)
    except Refusal:
        # Its key is gone; so are the answers.
        log.warning("a box cannot be opened", poll=poll.key)
        return None
    said = book.choices(inside)
    inside.burn()
    poll.counted = len(said)
    if not rules.is_enough(len(said), poll.threshold):
        return None
    found = rules.tally(book.kind_of(poll), len(poll.options), said, poll.threshold)
    return found.plain()


@router.on(Uninstalled)
def uninstalled(desk: Desk, event: Uninstalled) -> Replies:
    """Nobody will see what comes of those that are open. Nothing sealed is left lying there."""
    for poll in polls.all_open(desk.session):
        close(desk, poll, None)
    for pulse in polls.running_pulses(desk.session):
        pulse.is_on = False
        desk.session.add(pulse)
        dues.cancel(desk.session, [f"pulse:{pulse.key}:next"])
    return []
