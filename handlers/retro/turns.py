"""Whose turn it is to facilitate."""

from __future__ import annotations

from collections.abc import Collection

from handlers.routing import Desk
from storage import retros, teams
from storage.models import Person, Team


def next_one(desk: Desk, team: Team, away: Collection[int] = ()) -> Person | None:
    """Of the core, who facilitated longest ago; who never did comes first. Nobody of `away`, unless
    all are. None: there is nobody."""
    last: dict[int, int] = {}
    for place, retro in enumerate(retros.of_team(desk.session, team.key)):
        last.setdefault(retro.facilitator_id, place)
    there = crew(desk, team)
    some = [person for person in there if person.key not in away] or there
    if not some:
        return None
    never = [person for person in some if person.key not in last]
    if not last:
        # The first one: who starts it knows how, or who looks after the team.
        runs = {each.key for each in teams.scrum_masters(desk.session, team.key)}
        first = {desk.who.key} if desk.who else runs
        return next((each for each in some if each.key in first), some[0])
    return never[0] if never else max(some, key=lambda each: last[each.key])


def crew(desk: Desk, team: Team) -> list[Person]:
    return [
        someone.person
        for someone in teams.present(desk.session, team.key)
        if someone.member.circle == "core" and can_facilitate(desk, team, someone.person)
    ]


def can_facilitate(desk: Desk, team: Team, person: Person) -> bool:
    is_there = teams.member(desk.session, team.key, person.key) is not None
    return is_there and not (person.is_bot or person.is_gone or person.is_guest)
