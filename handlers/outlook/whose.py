"""Which team, milestone or risk is meant, and who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.errors import Refusal
from handlers.ids import number
from handlers.outlook.rules import Kind
from handlers.routing import Desk
from handlers.times import zone_called
from storage import outlook, people, teams
from storage.models import Milestone, Person, Risk, Team
from storage.outlook import Thing

PRODUCT_OWNER = "product owner"
_LEADS = (teams.SCRUM_MASTER, PRODUCT_OWNER)


def held(desk: Desk, args: Mapping[str, str]) -> Thing:
    """What a button or form names, held, if this person may see it. Raises Refusal."""
    found: Thing | None = None
    if "milestone" in args:
        found = outlook.held(desk.session, Milestone, number(args["milestone"]))
    elif "risk" in args:
        found = outlook.held(desk.session, Risk, number(args["risk"]))
    if found is None or not may_see(desk, found.team_id):
        raise Refusal("This is not there any more, or not for you to see.")
    return found


def numbered(desk: Desk, kind: Kind, wanted: int, typed: str) -> Thing:
    """By the number that people use. Raises Refusal, with what was typed."""
    found: Thing | None = (
        outlook.numbered(desk.session, Milestone, wanted)
        if kind == "milestone"
        else outlook.numbered(desk.session, Risk, wanted)
    )
    if found is None or not may_see(desk, found.team_id):
        raise Refusal(
            f"There is no {kind} {wanted}. See yours with /weeknote {kind} list. "
            f"This is what you typed:\n/weeknote {typed}"
        )
    return held(desk, {kind: str(found.key)})


def kind_of(thing: Thing) -> Kind:
    return "milestone" if isinstance(thing, Milestone) else "risk"


def team_of(desk: Desk, thing: Thing) -> Team:
    team = teams.by_id(desk.session, thing.team_id)
    assert team is not None
    return team


def person(desk: Desk, person_id: int | None) -> Person | None:
    return people.by_id(desk.session, person_id) if person_id else None


def zone_of(desk: Desk, person: Person, thing: Thing) -> str:
    return person.zone if zone_called(person.zone) else team_of(desk, thing).zone


def may_see(desk: Desk, team_id: int) -> bool:
    """Everybody in the team, and administrators."""
    is_in = teams.member(desk.session, team_id, desk.person.key) is not None
    return is_in or desk.person.is_administrator


def may_keep(desk: Desk, team_id: int) -> bool:
    """The core, scrum masters, product owners, administrators. Others read along."""
    member = teams.member(desk.session, team_id, desk.person.key)
    if member is not None and (member.circle == "core" or member.role in _LEADS):
        return True
    return desk.person.is_administrator


def must_keep(desk: Desk, team: Team) -> None:
    if may_keep(desk, team.key):
        return
    names = [each.name for each in teams.scrum_masters(desk.session, team.key)]
    ask = f"Ask {' or '.join(names)}." if names else "Ask an administrator of this workspace."
    raise Refusal(f"Only the core of {team.name} keeps its milestones and risks. {ask}")


def must_change(desk: Desk, thing: Thing) -> None:
    """Its owner may as well."""
    if thing.owner_id != desk.person.key:
        must_keep(desk, team_of(desk, thing))


def my_teams(desk: Desk, place: str) -> Sequence[Team]:
    """The team of this channel, else those of this person. Raises Refusal where there is none."""
    here = teams.at(desk.session, place) if place else None
    mine = teams.of_person(desk.session, desk.person.key)
    if here is not None and (here in mine or desk.person.is_administrator):
        return [here]
    if not mine:
        raise Refusal(
            "You are in no team yet. Say it in the channel of one, or ask a scrum master to set "
            "a team up with /standup setup."
        )
    return mine


def must_be_team(desk: Desk, team_id: int) -> Team:
    """The team that a form names, if this person is in it."""
    team = teams.by_id(desk.session, team_id) if team_id else None
    if team is None or not may_see(desk, team.key):
        raise Refusal("This team is no longer there.")
    return team
