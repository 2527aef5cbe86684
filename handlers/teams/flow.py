"""Who is in a team: kept as the platform tells it."""

from __future__ import annotations

from handlers.events import (
    DaysChanged,
    Joined,
    Left,
    PersonChanged,
    PersonFacts,
    RosterKnown,
    Uninstalled,
)
from handlers.routing import Desk, Replies, Router
from storage import deliveries, people, teams, workspaces
from storage.models import Person, Team

router = Router()


def router_for(whole: Router) -> Router:
    """`whole` may still grow."""
    return Router.of(_of_people(whole), router)


def _of_people(whole: Router) -> Router:
    """Whoever moves to another zone has other holidays and hours: all that asks people for
    something hears of it, as of days away."""
    router = Router()

    @router.on(PersonChanged)
    def person_changed(desk: Desk, event: PersonChanged) -> Replies:
        facts = event.facts
        before = people.called(desk.session, facts.ref)
        zone = before.zone if before else None
        person = learn(desk, facts)
        if facts.is_gone:
            # Slack accepts messages to somebody who is gone, so what still waits must not go out.
            deliveries.drop_for(desk.session, facts.ref)
        if zone is None or zone == person.zone or facts.is_gone:
            return []
        return whole.handle(desk, DaysChanged(event.origin, facts.ref))

    return router


def learn(desk: Desk, facts: PersonFacts) -> Person:
    """Keeps the facts; a guest who has become a full member is core from then on."""
    before = people.called(desk.session, facts.ref)
    if before is not None and before.is_guest and not facts.is_guest:
        teams.make_core(desk.session, before.key)
    return people.learn(
        desk.session,
        facts.ref,
        now=desk.now,
        name=facts.name,
        zone=facts.zone,
        is_bot=facts.is_bot,
        is_guest=facts.is_guest,
        is_gone=facts.is_gone,
        is_administrator=facts.is_administrator,
    )


@router.on(RosterKnown)
def roster_known(desk: Desk, event: RosterKnown) -> Replies:
    team = teams.at(desk.session, event.origin.place)
    if team is None:
        return []
    there = {learn(desk, facts).key: facts for facts in event.people}
    for person_id, facts in there.items():
        if not facts.is_bot and not facts.is_gone:
            _join(desk, team, person_id, facts)
    outside = [
        someone
        for someone in teams.present(desk.session, team.key)
        if someone.person.key not in there
    ]
    masters = {person.key for person in teams.scrum_masters(desk.session, team.key)}
    led = masters - {someone.person.key for someone in outside}
    for someone in outside:
        if led or someone.person.key not in masters:
            teams.leave(desk.session, someone.member, desk.now)
        else:
            # Set up from outside the channel: leads on, reads along, and is not asked.
            someone.member.circle = "extended"
            desk.session.add(someone.member)
    return []


def _join(desk: Desk, team: Team, person_id: int, facts: PersonFacts) -> None:
    circle = "core"
    if facts.role == "sponsor":
        circle = "sponsor"
    elif facts.is_guest:
        circle = "extended"
    teams.join(desk.session, team.key, person_id, desk.now, circle=circle, role=facts.role)


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    team = teams.at(desk.session, event.origin.place)
    who = desk.who
    if team is None or who is None or event.is_the_bot or who.is_bot:
        return []
    circle = "extended" if who.is_guest else "core"
    teams.join(desk.session, team.key, who.key, desk.now, circle=circle)
    return []


@router.on(Left)
def left(desk: Desk, event: Left) -> Replies:
    team = teams.at(desk.session, event.origin.place)
    if team is None or desk.who is None or event.is_the_bot:
        return []
    member = teams.member(desk.session, team.key, desk.who.key)
    if member is not None:
        teams.leave(desk.session, member, desk.now)
    return []


@router.on(Uninstalled)
def uninstalled(desk: Desk, event: Uninstalled) -> Replies:
    workspaces.uninstall(desk.session, desk.workspace_id, desk.now)
    deliveries.drop_all(desk.session)
    return []
