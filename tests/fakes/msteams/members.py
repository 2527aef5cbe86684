"""Who is in a conversation, and what a team is made of."""

import base64
from typing import Any

from .connector import reachable
from .errors import TeamsError, bad, no_conversation, not_in_roster
from .state import State
from .world import JSON, Person, Place, Team

MOST = 500


def everybody(teams: State, ref: str) -> list[JSON]:
    return [one.described() for one in _people(teams, reachable(teams, ref, False)[0])]


def page(teams: State, ref: str, size: str | None, after: str | None) -> JSON:
    """Pages hold between 50 and 500, whatever was asked."""
    place, _ = reachable(teams, ref, False)
    try:
        start = int(base64.b64decode(after)) if after else 0
        many = min(MOST, max(teams.page_least, int(size or MOST)))
    except ValueError:
        raise bad("Invalid continuationToken or pageSize.") from None
    people = _people(teams, place)
    told: JSON = {"members": [one.described() for one in people[start : start + many]]}
    if start + many < len(people):
        told["continuationToken"] = base64.b64encode(str(start + many).encode()).decode()
    return told


def one(teams: State, ref: str, member: str) -> JSON:
    place, _ = reachable(teams, ref, False)
    for who in _people(teams, place):
        if member in (who.id, who.aad):
            return who.described()
    raise TeamsError(
        404, "MemberNotFoundInConversation", "The member was not found in the conversation."
    )


def team(teams: State, ref: str) -> JSON:
    known = _team(teams, ref)
    return {
        "id": known.id,
        "name": known.name,
        "aadGroupId": known.group,
        "channelCount": len(_channels(known)),
        "memberCount": len(known.members),
        "tenantId": known.tenant,
    }


def channels(teams: State, ref: str) -> JSON:
    """General carries no name there."""
    known = _team(teams, ref)
    return {
        "conversations": [
            {"id": place.id, "name": None if place.id == known.id else place.name}
            for place in _channels(known)
        ]
    }


def _people(teams: State, place: Place) -> list[Person]:
    # Bots are not in the roster.
    people: dict[str, Any] = teams.tenants[place.tenant].people
    return [people[ref] for ref in place.members if not people[ref].is_gone]


def _team(teams: State, ref: str) -> Team:
    for home in teams.tenants.values():
        known = home.teams.get(ref)
        if known is not None and not known.is_deleted:
            if not known.has_bot:
                raise not_in_roster()
            return known
    raise no_conversation()


def _channels(team: Team) -> list[Place]:
    return [place for place in team.channels if not place.is_deleted]
