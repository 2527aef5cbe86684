"""How a blocker goes on: what happened is kept, those concerned are told once, and the next moment
that matters is planned, all in the transaction of whatever caused it.

One planned moment per blocker: the next rung of its ladder, or the next person who is told
something once they are at work.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.blockers import book, exported, ladder, notices, views, whose
from handlers.blockers.ladder import Step
from handlers.events import DaysChanged, Due, PersonChanged
from handlers.replies import Place, Post, Remove, Reply, Update, channel, direct
from handlers.routing import Desk, Replies, Router
from storage import blockers, deliveries, dues, people, teams
from storage.models import Blocker, BlockerEvent, BlockerNotice, Person

router = Router()


def happened(
    desk: Desk,
    blocker: Blocker,
    kind: str,
    words: str = "",
    about: dict[str, Any] | None = None,
    tell: Iterable[int | None] = (),
) -> Replies:
    """`tell`: who hears of it, each once and never of what they did themselves."""
    me = desk.who.key if desk.who else None
    event = blockers.note(desk.session, blocker.key, kind, desk.now, me, words, about)
    notify(desk, blocker, event, tell)
    exported.tell(desk, blocker, event)
    return go_on(desk, blocker)


def notify(desk: Desk, blocker: Blocker, event: BlockerEvent, tell: Iterable[int | None]) -> None:
    for person_id in dict.fromkeys(tell):
        person = whose.person(desk, person_id)
        if person is None or person.key == event.person_id or person.is_gone or person.is_bot:
            continue
        at = book.first_moment(desk, blocker, person)
        blockers.tell(desk.session, blocker.key, event.key, person.key, at)


def moved(desk: Desk, blocker: Blocker) -> Replies:
    """It became private, or is no longer: its card leaves where it was, and the new one follows. To
    who may see it now it is new, so those of them whom the ladder asks are asked in their turn."""
    before = book.card_subject(desk, blocker)
    me = desk.who.key if desk.who else None
    kind = "hidden" if blocker.is_private else "shown"
    event = blockers.note(desk.session, blocker.key, kind, desk.now, me)
    asked = whose.service_owner(desk, blocker)
    notify(desk, blocker, event, [asked.key if asked else None])
    if not blocker.is_private and not is_quiet(desk, blocker):
        news(desk, blocker)
    return [Remove(before)]


def news(desk: Desk, blocker: Blocker) -> None:
    """Something was done about it: what counts the time without news begins anew."""
    blocker.ladder_since, blocker.ladder_resumed = desk.now, False
    blocker.ladder_rung = min(blocker.ladder_rung, ladder.AFTER_A_PAUSE)


def is_quiet(desk: Desk, blocker: Blocker) -> bool:
    """Somebody is on it, or it was put off."""
    return blocker.quiet_until is not None and blocker.quiet_until > desk.now


def go_on(desk: Desk, blocker: Blocker) -> Replies:
    """What is due now happens; what is next is planned; the card is as things are."""
    desk.session.add(blocker)
    desk.session.flush()
    steps = book.coming(desk, blocker)
    while steps and steps[0].at <= desk.now:
        _climb(desk, blocker, steps[0])
        steps = book.coming(desk, blocker)
    replies = [*_cards(desk, blocker), *_tell(desk, blocker)]
    _plan(desk, blocker, steps)
    return replies


def _climb(desk: Desk, blocker: Blocker, step: Step) -> None:
    blocker.ladder_rung = step.rung + 1
    about: dict[str, Any] = {"role": step.role, "told": _told(desk, blocker, step)}
    if step.role == "scrum master" and not step.is_first:
        about["role"] = notices.AGAIN
    if step.instead_of:
        about["away"] = {str(here): book.name(desk, away) for here, away in step.instead_of}
    event = blockers.note(desk.session, blocker.key, "escalated", desk.now, None, about=about)
    exported.tell(desk, blocker, event, [book.name(desk, each) for each in step.people])
    # The first rung is for who does not know of it yet.
    know = whose.concerned(desk, blocker) if step.is_first else []
    notify(desk, blocker, event, [each for each in step.people if each not in know])
    desk.session.add(blocker)
    desk.session.flush()


def _told(desk: Desk, blocker: Blocker, step: Step) -> str:
    stand_ins = {here: f" for {book.name(desk, away)}" for here, away in step.instead_of}
    names = " and ".join(
        f"{book.name(desk, each)}{stand_ins.get(each, '')}" for each in step.people
    )
    away = f", as nobody was there as {' or '.join(step.passed)}" if step.passed else ""
    return f"{names} ({step.role}){away}"


def _cards(desk: Desk, blocker: Blocker) -> list[Reply]:
    """In the team's channel, and in that of the service it waits for."""
    shown = views.card(book.shown(desk, blocker))
    home, service = _place(desk, blocker), whose.service_of(desk, blocker)
    wanted = {book.card_subject(desk, blocker): home}
    if service and service.place and service.place != home.ref:
        wanted[_subject_at(desk, blocker, service.place)] = channel(service.place)
    return [
        Update(subject, shown)
        if deliveries.about(desk.session, subject) is not None
        else Post(place, subject, shown)
        for subject, place in wanted.items()
    ]


def _subject_at(desk: Desk, blocker: Blocker, place: str) -> str:
    return f"{book.subject(desk, blocker)}:at:{place}"


def taken_back(desk: Desk, blocker: Blocker, place: str) -> Replies:
    """The card in the channel of a service that it waits for no longer."""
    subject = _subject_at(desk, blocker, place)
    there = place and deliveries.about(desk.session, subject) is not None
    return [Remove(subject)] if there else []


def _place(desk: Desk, blocker: Blocker) -> Place:
    """A private one stays with who raised it."""
    if not blocker.is_private:
        return channel(whose.team_of(desk, blocker).place)
    raiser = whose.person(desk, blocker.raised_by_id)
    assert raiser is not None
    return direct(raiser.ref)


def _tell(desk: Desk, blocker: Blocker) -> list[Reply]:
    """Those who are at work now; the others stay noted."""
    waiting = blockers.untold(desk.session, blocker.key)
    ready = [each for each in waiting if _is_ready(desk, blocker, each)]
    replies = [reply for each in ready for reply in notices.notice(desk, blocker, each)]
    blockers.told(desk.session, ready)
    return replies


def _is_ready(desk: Desk, blocker: Blocker, waiting: BlockerNotice) -> bool:
    """Whoever is away by now is told when they are back."""
    person = people.by_id(desk.session, waiting.person_id)
    if waiting.at <= desk.now and person is not None:
        waiting.at = max(waiting.at, book.first_moment(desk, blocker, person))
        desk.session.add(waiting)
    return waiting.at <= desk.now


def _plan(desk: Desk, blocker: Blocker, steps: list[Step]) -> None:
    moments = [each.at for each in steps[:1]]
    moments += [each.at for each in blockers.untold(desk.session, blocker.key)[:1]]
    name = f"blocker:{blocker.key}:next"
    if moments:
        args = {"blocker": str(blocker.key)}
        dues.plan(desk.session, name, "blocker.next", min(moments), None, args)
    else:
        dues.cancel(desk.session, [name])


@router.due("blocker.next", title="Blocker")
def next_moment(desk: Desk, due: Due) -> Replies:
    blocker = blockers.held(desk.session, int(due.args["blocker"]))
    return [] if blocker is None else go_on(desk, blocker)


@router.on(DaysChanged)
def days_changed(desk: Desk, event: DaysChanged) -> Replies:
    """Whoever is away now, or back, is asked when they can be; or somebody else is."""
    person = people.called(desk.session, event.ref)
    return around(desk, person) if person else []


@router.on(PersonChanged)
def person_changed(desk: Desk, event: PersonChanged) -> Replies:
    """Somebody who is gone is waited for no longer."""
    person = people.called(desk.session, event.facts.ref) if event.facts.is_gone else None
    return around(desk, person) if person else []


def around(desk: Desk, person: Person) -> list[Reply]:
    """All open ones that may wait for the person, or for somebody whom they stand in for, go on
    from here; so do those of which the person is still to hear how they ended."""
    mine = set(blockers.untold_to(desk.session, person.key))
    for each in (person, *people.stood_in_for(desk.session, person.key)):
        mine |= {found.key for found in blockers.of_person(desk.session, each.key)}
        for team in teams.of_person(desk.session, each.key):
            mine |= {found.key for found in blockers.of_team(desk.session, team.key)}
    replies: list[Reply] = []
    for key in sorted(mine):
        blocker = blockers.held(desk.session, key)
        if blocker is None:
            continue
        for waiting in blockers.untold(desk.session, key):
            if waiting.person_id == person.key:
                waiting.at = book.first_moment(desk, blocker, person)
                desk.session.add(waiting)
        replies += go_on(desk, blocker)
    return replies
