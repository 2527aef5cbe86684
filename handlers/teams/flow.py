"""Who is in a team: kept as the platform tells it."""

from __future__ import annotations

from collections.abc import Sequence

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
        _, has_moved = learn(desk, facts)
        if facts.is_gone:
            # Slack accepts messages to somebody who is gone, so what still waits must not go out.
            deliveries.drop_for(desk.session, facts.ref)
        return whole.handle(desk, DaysChanged(event.origin, facts.ref)) if has_moved else []

    @router.on(RosterKnown)
    def roster_known(desk: Desk, event: RosterKnown) -> Replies:
        team = teams.at(desk.session, event.origin.place)
        if team is None:
            return []
        return [
            reply
            for ref in _keep_roster(desk, team, event.people)
            for reply in whole.handle(desk, DaysChanged(event.origin, ref))
        ]

    return router


def learn(desk: Desk, facts: PersonFacts) -> tuple[Person, bool]:
    """Keeps the facts, and tells whether the person has moved to another zone. A guest who has
    become a full member is core from then on."""
    before = people.called(desk.session, facts.ref)
    zone = before.zone if before else None
    if before is not None and before.is_guest and not facts.is_guest:
        teams.make_core(desk.session, before.key)
    person = people.learn(
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
    return person, zone not in (None, person.zone) and not facts.is_gone


def _keep_roster(desk: Desk, team: Team, told: Sequence[PersonFacts]) -> list[str]:
    """Who is in the team from now on. Returns those who have moved."""
    there: dict[int, PersonFacts] = {}
    moved: list[str] = []
    for facts in told:
        person, has_moved = learn(desk, facts)
        there[person.key] = facts
        if has_moved:
            moved.append(facts.ref)
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
    return moved


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
