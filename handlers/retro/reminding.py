"""A kind word before a step of several days ends.

Where it is secret who has taken part, as with cards without names and with every vote, nobody is told
apart: the channel hears it once, all alike, and the message goes when the step ends. In private only
those hear of it who are known anyway: who leads, and in a retro that shows names who has no card.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.anonymity import AnonymousBox
from handlers.calendars import known
from handlers.events import Due
from handlers.reminders import remind_at
from handlers.replies import Post, Remove, Reply, channel, direct
from handlers.retro import book, over_days_views, whose, workdays
from handlers.retro.actions import book as action_book
from handlers.routing import Desk, Replies, Router
from handlers.times import local
from storage import actions, deliveries, dues, retros, teams
from storage.models import Person, Retro, Team

router = Router()

TOO_LATE = timedelta(minutes=15)
"""So shortly before the end nobody is reminded any more."""


# Planning.
def plan(desk: Desk, retro: Retro, team: Team) -> None:
    """At the last working moment that leaves time to do it, of each zone where somebody is told in
    private."""
    if retro.deadline is None or retro.phase in ("review", "discuss"):
        return
    off = workdays.off_of(desk, team)
    for zone in _zones(desk, retro, team):
        if at := remind_at(desk.now, retro.deadline, zone, off):
            args = {
                "retro": str(retro.key),
                "step": str(retro.step),
                "zone": zone,
                "since": desk.now.isoformat(),
            }
            dues.plan(desk.session, f"{_name(retro)}{zone}", "retro.remind", at, None, args)


def _zones(desk: Desk, retro: Retro, team: Team) -> list[str]:
    if _tells_each(retro):
        return sorted({action_book.zone_of(each, team) for each in _core(desk, team)})
    if retro.phase in ("group", "actions"):
        return [action_book.zone_of(whose.facilitator(desk, retro), team)]
    return [team.zone]


def forget(desk: Desk, retro: Retro) -> None:
    planned = dues.named_like(desk.session, _name(retro))
    dues.cancel(desk.session, [each.name for each in planned])


def _name(retro: Retro) -> str:
    return f"retro:{retro.key}:remind:"


def _tells_each(retro: Retro) -> bool:
    """Whether it is no secret who has taken part."""
    return retro.phase == "collect" and not retro.is_anonymous


# Telling.
@router.due("retro.remind", title="Retro reminds")
def remind(desk: Desk, due: Due) -> Replies:
    retro = retros.by_id(desk.session, int(due.args["retro"]))
    if retro is None or retro.deadline is None or due.args["step"] != str(retro.step):
        return []
    if desk.now > retro.deadline - TOO_LATE:
        return []
    team = book.team_of(desk, retro)
    if _tells_each(retro):
        return _told_each(desk, retro, team, due.args["zone"])
    if retro.phase in ("collect", "vote"):
        card = over_days_views.reminder(book.board(desk, retro))
        return [Post(channel(team.place), _to_all(retro.key, retro.step), card)]
    return _told_facilitator(desk, retro, team, datetime.fromisoformat(due.args["since"]))


def _told_each(desk: Desk, retro: Retro, team: Team, zone: str) -> list[Reply]:
    """Who took nothing to write on and has no card with their name, and is not away."""
    here = [each for each in _core(desk, team) if action_book.zone_of(each, team) == zone]
    off = known.off_in_team(desk, team.key, here, local(desk.now, zone).date())
    part = book.part_box(desk, retro)
    named = {slip["name"] for slip in book.cards_box(desk, retro).all()}
    board = book.board(desk, retro)
    return [
        Post(
            direct(person.ref),
            f"{_to_all(retro.key, retro.step)}:{person.key}",
            over_days_views.reminder(board, person.name),
        )
        for person in here
        if person.key not in off and person.name not in named and not _has_slip(part, person)
    ]


def _has_slip(box: AnonymousBox, person: Person) -> bool:
    return box.find(box.mark_of(person.key)) is not None


def _told_facilitator(desk: Desk, retro: Retro, team: Team, since: datetime) -> list[Reply]:
    """While nothing was done about the step; whoever leads is no secret."""
    person = whose.facilitator(desk, retro)
    day = local(desk.now, action_book.zone_of(person, team)).date()
    is_done = retro.moved_at > since
    if retro.phase == "actions":
        is_done = bool(actions.of_retros(desk.session, [retro.key]))
    if is_done or person.is_gone or known.off_in_team(desk, team.key, [person], day):
        return []
    card = over_days_views.waits_for_you(book.board(desk, retro))
    return [Post(direct(person.ref), f"{_to_all(retro.key, retro.step)}:lead", card)]


def _core(desk: Desk, team: Team) -> list[Person]:
    return [
        someone.person
        for someone in teams.present(desk.session, team.key)
        if someone.member.circle == "core" and not (someone.person.is_bot or someone.person.is_gone)
    ]


def taken_back(desk: Desk, retro: Retro) -> list[Reply]:
    """What was told of the step before: it is over."""
    subject = _to_all(retro.key, retro.step - 1)
    return [Remove(subject)] if deliveries.there(desk.session, [subject]) else []


def _to_all(retro_id: int, step: int) -> str:
    return f"retro:{retro_id}:reminder:{step}"
