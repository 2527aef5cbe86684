"""Which blocker is meant, and who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.errors import Refusal
from handlers.ids import number as number
from handlers.routing import Desk
from storage import blockers, people, services, teams
from storage.models import Blocker, Person, Service, Team

PRODUCT_OWNER = "product owner"
SPONSOR = "sponsor"
GONE = "This blocker is not there, or not for you to see."


def held(desk: Desk, args: Mapping[str, str]) -> Blocker:
    """The blocker that a button or form names, held, if this person may see it.

    Raises Refusal.
    """
    found = blockers.held(desk.session, number(args.get("blocker", "")))
    if found is None or not may_see(desk, found):
        raise Refusal(GONE)
    return found


def team_of(desk: Desk, blocker: Blocker) -> Team:
    team = teams.by_id(desk.session, blocker.team_id)
    assert team is not None
    return team


def person(desk: Desk, person_id: int | None) -> Person | None:
    return people.by_id(desk.session, person_id) if person_id else None


def concerned(desk: Desk, blocker: Blocker) -> list[int]:
    """Who is blocked, owns it or raised it, in that order, each once."""
    first = [blocker.blocked_id, *blockers.watchers(desk.session, blocker.key)]
    asked = service_owner(desk, blocker)
    others = [blocker.owner_id, blocker.raised_by_id, asked.key if asked else None]
    return list(dict.fromkeys([*first, *(each for each in others if each is not None)]))


def service_of(desk: Desk, blocker: Blocker) -> Service | None:
    """The common service that it waits for. What is private is no service's business."""
    if blocker.waits_for_service_id is None or blocker.is_private:
        return None
    return services.by_id(desk.session, blocker.waits_for_service_id)


def service_owner(desk: Desk, blocker: Blocker) -> Person | None:
    """Who hears of what waits for that service, while they are there."""
    service = service_of(desk, blocker)
    found = people.by_id(desk.session, service.owner_id) if service else None
    return found if found and not found.is_gone else None


def side(desk: Desk, blocker: Blocker, person_id: int) -> str:
    """For whom somebody acts who is not of the team: the service or the team that it waits for."""
    if role_in(desk, blocker.team_id, person_id):
        return ""
    service = service_of(desk, blocker)
    if service and person_id == service.owner_id:
        return service.name
    others = [blocker.waits_for_team_id]
    if service and service.place:
        home = teams.at(desk.session, service.place)
        others.append(home.key if home else None)
    found = [each for each in others if each and role_in(desk, each, person_id)]
    other = teams.by_id(desk.session, found[0]) if found else None
    return other.name if other else ""


def role_in(desk: Desk, team_id: int, person_id: int) -> str:
    """Their role in the team, or else their circle; empty: they are not in it."""
    member = teams.member(desk.session, team_id, person_id)
    if member is None:
        return ""
    return member.role if member.role in _LEADS else member.circle


_LEADS = (teams.SCRUM_MASTER, PRODUCT_OWNER)


def may_see(desk: Desk, blocker: Blocker) -> bool:
    return sees(desk, blocker, desk.person)


def sees(desk: Desk, blocker: Blocker, person: Person) -> bool:
    """A private one: those concerned and the scrum masters, and its ladder ends with them. Any
    other: the team, a team that it waits for, whoever stands in for one of them, and administrators
    as well."""
    if person.key in concerned(desk, blocker):
        return True
    role = role_in(desk, blocker.team_id, person.key)
    if blocker.is_private:
        return role == teams.SCRUM_MASTER
    if role or person.is_administrator:
        return True
    return any(_is_beside(desk, blocker, each) for each in _selves(desk, person))


def _selves(desk: Desk, person: Person) -> list[int]:
    """The person, and those for whom they stand in."""
    return [person.key, *(each.key for each in people.stood_in_for(desk.session, person.key))]


def _is_beside(desk: Desk, blocker: Blocker, person_id: int) -> bool:
    """Concerned, in the team, or in what it waits for."""
    if person_id in concerned(desk, blocker) or role_in(desk, blocker.team_id, person_id):
        return True
    return bool(side(desk, blocker, person_id))


def may_resolve(desk: Desk, blocker: Blocker) -> bool:
    """Whoever is concerned, the core of the team and of what it waits for, and whoever stands in for
    one of them: a blocker is removed by whoever can."""
    me = desk.person
    if me.key in concerned(desk, blocker) or _leads(desk, blocker):
        return True
    if me.is_guest:
        return False
    service = service_of(desk, blocker)
    home = teams.at(desk.session, service.place) if service and service.place else None
    others = [blocker.waits_for_team_id, home.key if home else None]
    cores = [blocker.team_id, *(each for each in others if each)]
    if any(role_in(desk, team, me.key) == "core" for team in cores):
        return True
    return not blocker.is_private and any(
        each in concerned(desk, blocker) or role_in(desk, blocker.team_id, each)
        for each in _selves(desk, me)[1:]
    )


def must_resolve(desk: Desk, blocker: Blocker) -> None:
    if not may_resolve(desk, blocker):
        raise Refusal(f"Only the team and those concerned can do this. {_ask(desk, blocker)}")


def must_dismiss(desk: Desk, blocker: Blocker) -> None:
    """Whoever is blocked or raised it, a scrum master, a product owner."""
    mine = desk.person.key in (blocker.blocked_id, blocker.raised_by_id)
    if not mine and not _leads(desk, blocker):
        raise Refusal(
            "Only who raised it, who is blocked, the scrum master and the product owner can do "
            f"this. {_ask(desk, blocker)}"
        )


def must_reassign(desk: Desk, blocker: Blocker) -> None:
    """The owner and whose service it waits for, or who stands in for them; whoever is blocked or
    raised it, a scrum master, a product owner; somebody of the team's core while nobody owns it."""
    asked = service_owner(desk, blocker)
    waited_for = (blocker.owner_id, asked.key if asked else None)
    mine = desk.person.key in (*waited_for, blocker.blocked_id, blocker.raised_by_id)
    if not mine and not blocker.is_private:
        mine = any(each in waited_for for each in _selves(desk, desk.person))
    free = blocker.owner_id is None and may_resolve(desk, blocker)
    if not mine and not free and not _leads(desk, blocker):
        raise Refusal(
            "Only its owner, who raised it, who is blocked, the scrum master and the product owner "
            f"can do this. {_ask(desk, blocker)}"
        )


def may_show(desk: Desk, blocker: Blocker) -> bool:
    """Whose it is says whether others see what was private."""
    return desk.person.key in (blocker.blocked_id, blocker.raised_by_id)


def _leads(desk: Desk, blocker: Blocker) -> bool:
    is_leading = role_in(desk, blocker.team_id, desk.person.key) in _LEADS
    return is_leading or (desk.person.is_administrator and not blocker.is_private)


def _ask(desk: Desk, blocker: Blocker) -> str:
    names = [each.name for each in teams.scrum_masters(desk.session, blocker.team_id)]
    return f"Ask {' or '.join(names)}." if names else "Ask an administrator of this workspace."


def my_teams(desk: Desk, place: str) -> Sequence[Team]:
    """Where this person raises a blocker: in this channel's team, else in one of their own.

    Raises Refusal where there is none.
    """
    here = teams.at(desk.session, place) if place else None
    mine = teams.of_person(desk.session, desk.person.key)
    if here is not None and (here in mine or not desk.person.is_guest):
        return [here]
    if not mine:
        raise Refusal(
            "You are in no team yet. Log it in the channel of the team that it stops, "
            "or ask a scrum master to set a team up with /standup setup."
        )
    return mine


def must_raise_in(desk: Desk, team_id: int) -> Team:
    """Members of the team, and everybody who is no guest."""
    team = teams.by_id(desk.session, team_id) if team_id else None
    if team is None:
        raise Refusal("This team is no longer there.")
    if desk.person.is_guest and not role_in(desk, team.key, desk.person.key):
        raise Refusal(f"Guests log blockers in their own teams; you are not in {team.name}.")
    return team
