"""How an action goes on: what happened is kept, what is due to be told is told, what was told says
what is true now, and the next moment that matters is planned, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handlers.events import DaysChanged, Due, Joined, Left, PersonChanged, RosterKnown
from handlers.replies import Place, Post, Reply, Update, channel, direct
from handlers.retro import book as retro_book
from handlers.retro import closing
from handlers.retro.actions import book, exported, rules, views, whose
from handlers.routing import Desk, Replies, Router
from storage import actions, deliveries, dues, people, retros, teams
from storage.models import Action, Person

router = Router()


def happened(
    desk: Desk, action: Action, kind: str, words: str = "", about: dict[str, Any] | None = None
) -> Replies:
    actions.note(desk.session, action.key, kind, desk.now, desk.person.key, words, about)
    desk.session.add(action)
    desk.session.flush()
    exported.tell(desk, action, kind)
    return [*_as_things_are(desk, action), *go_on(desk, action), *_in_retros(desk, action)]


def _in_retros(desk: Desk, action: Action) -> list[Reply]:
    """The card of a retro that is open now, and the summary of the one it came from."""
    replies: list[Reply] = []
    running = retros.open_of(desk.session, action.team_id)
    if running is not None and running.phase in ("review", "discuss", "actions"):
        replies.append(retro_book.updated(desk, running))
    source = retros.by_id(desk.session, action.retro_id) if action.retro_id else None
    if source is not None and source.closed_at is not None:
        replies.append(closing.updated(desk, source))
    return replies


def begin_anew(desk: Desk, action: Action, *, handed: bool) -> None:
    """With another owner or day, what is told begins from the start. `handed`: its owner is to hear
    that it is theirs."""
    action.turn += 1
    action.step, action.step_at = rules.HANDED if handed else rules.SOON, desk.now


def go_on(desk: Desk, action: Action) -> Replies:
    desk.session.add(action)
    desk.session.flush()
    replies: list[Reply] = []
    at: datetime | None = None
    if action.status == actions.OPEN:
        if actions.has_left(desk.session, action):
            replies, at = _ask_for_an_heir(desk, action)
        else:
            replies, at = _tell(desk, action)
    name = f"action:{action.key}:next"
    if at is None:
        dues.cancel(desk.session, [name])
    else:
        dues.plan(desk.session, name, "action.next", at, None, {"action": str(action.key)})
    return replies


def _tell(desk: Desk, action: Action) -> tuple[list[Reply], datetime | None]:
    """What is due now, and when the next is."""
    replies: list[Reply] = []
    coming = book.coming(desk, action)
    if coming is not None and coming.at <= desk.now:
        owner = whose.person_of(desk, action.owner_id)
        card = views.told(book.shown(desk, action, owner), coming.step, _giver(desk, action))
        replies.append(Post(direct(owner.ref), _subject(action, coming.step), card))
        action.step, action.step_at = coming.step + 1, desk.now
        desk.session.add(action)
        desk.session.flush()
        coming = book.coming(desk, action)
    return replies, coming.at if coming else None


def _giver(desk: Desk, action: Action) -> str:
    """Who handed it to whom has it now."""
    for event in reversed(actions.history(desk.session, action.key)):
        if event.person_id and (event.kind == "made" or event.about.get("owner")):
            return whose.person_of(desk, event.person_id).name
    return "Somebody"


def _subject(action: Action, step: int, turn: int | None = None) -> str:
    return f"action:{action.key}:{action.turn if turn is None else turn}:{step}"


# Owners who leave.
def _ask_for_an_heir(desk: Desk, action: Action) -> tuple[list[Reply], datetime | None]:
    """Each of those who run the team, in hours of their own; the channel where nobody does."""
    team = whose.team_of(desk, action)
    asked: dict[str, tuple[Place, Person | None, datetime | None]] = {
        _heir(action, each.key): (direct(each.ref), each, book.first_moment(desk, each, team))
        for each in teams.scrum_masters(desk.session, team.key)
    }
    if not asked:
        at = book.hours_of_team(desk, team).next(desk.now)
        asked = {_heir(action, 0): (channel(team.place), None, at)}
    told = deliveries.there(desk.session, list(asked))
    replies: list[Reply] = []
    later: list[datetime] = []
    for subject, (place, reader, at) in asked.items():
        if subject in told or at is None:
            continue
        if at > desk.now:
            later.append(at)
            continue
        replies.append(Post(place, subject, views.orphaned(book.shown(desk, action, reader))))
    return replies, min(later, default=None)


def _heir(action: Action, person_id: int, turn: int | None = None) -> str:
    return f"action:{action.key}:{action.turn if turn is None else turn}:heir:{person_id}"


# What was told before.
def _as_things_are(desk: Desk, action: Action) -> list[Reply]:
    """Nobody finds a button of last week that asks for what is settled."""
    readers = [0, *(each.key for each in teams.scrum_masters(desk.session, action.team_id))]
    subjects = [
        subject
        for turn in range(max(0, action.turn - 1), action.turn + 1)
        for subject in (
            *(_subject(action, step, turn) for step in range(rules.RESTS)),
            *(_heir(action, reader, turn) for reader in readers),
        )
    ]
    told = deliveries.there(desk.session, subjects)
    owner = whose.person_of(desk, action.owner_id)
    card = views.settled(book.shown(desk, action, owner))
    return [Update(subject, card) for subject in subjects if subject in told]


# The clock, and people who come and go.
@router.due("action.next", title="Action")
def next_moment(desk: Desk, due: Due) -> Replies:
    action = actions.held(desk.session, int(due.args["action"]))
    return [] if action is None else go_on(desk, action)


@router.on(DaysChanged)
def days_changed(desk: Desk, event: DaysChanged) -> Replies:
    """Whoever is away now, or back, is reminded when they can be."""
    return _around(desk, people.called(desk.session, event.ref))


@router.on(PersonChanged)
def person_changed(desk: Desk, event: PersonChanged) -> Replies:
    """Of somebody who is gone nothing is expected; who is back may go on."""
    return _around(desk, people.called(desk.session, event.facts.ref), event.facts.is_gone)


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    return [] if event.is_the_bot else _around(desk, desk.who)


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    return [] if event.is_the_bot else _around(desk, desk.who, is_out=True)


@router.on(RosterKnown)
def roster_known(desk: Desk, event: RosterKnown) -> Replies:
    """Somebody may have left while nobody told us."""
    team = teams.at(desk.session, event.origin.place)
    found = actions.open_of_team(desk.session, team.key) if team else []
    return _go_on(desk, [each.key for each in found])


def _around(desk: Desk, person: Person | None, is_out: bool = False) -> Replies:
    """`is_out`: what this person was asked to see to is asked of others."""
    if person is None:
        return []
    return _go_on(desk, actions.around(desk.session, person.key, led=is_out))


def _go_on(desk: Desk, keys: Iterable[int]) -> Replies:
    replies: list[Reply] = []
    for key in sorted(keys):
        action = actions.held(desk.session, key)
        if action is not None:
            replies += go_on(desk, action)
    return replies
