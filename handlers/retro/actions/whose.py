"""Which action is meant, and who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.errors import Refusal
from handlers.retro.whose import small_number
from handlers.rights import runs
from handlers.routing import Desk
from storage import actions, people, retros, teams
from storage.models import Action, Person, Team

GONE = "This action is not there, or not for you to see."
SAY_WHERE = "Say this in the team’s channel."


def held(desk: Desk, args: Mapping[str, str]) -> Action:
    """The action that a button or form names, held, if this person may see it. Raises Refusal."""
    found = actions.held(desk.session, small_number(args.get("action", "")))
    if found is None or not may_see(desk, found):
        raise Refusal(GONE)
    return found


def may_see(desk: Desk, action: Action) -> bool:
    me = desk.person
    if me.is_administrator or me.key in (action.owner_id, action.made_by_id):
        return True
    return teams.member(desk.session, action.team_id, me.key) is not None


def may_change(desk: Desk, action: Action) -> bool:
    """Who does it, who gave it, who runs the team, and who facilitates a retro of it now."""
    me = desk.person.key
    if me in (action.owner_id, action.made_by_id) or runs(desk, team_of(desk, action)):
        return True
    open_now = retros.open_of(desk.session, action.team_id)
    return open_now is not None and open_now.facilitator_id == me


def must_change(desk: Desk, action: Action) -> None:
    if may_change(desk, action):
        return
    names = [person_of(desk, action.owner_id).name]
    names += [each.name for each in teams.scrum_masters(desk.session, action.team_id)]
    raise Refusal(f"This is for who does it, or runs the team. Ask {' or '.join(_once(names))}.")


def _once(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))


def team_of(desk: Desk, action: Action) -> Team:
    team = teams.by_id(desk.session, action.team_id)
    assert team is not None
    return team


def person_of(desk: Desk, person_id: int) -> Person:
    person = people.by_id(desk.session, person_id)
    assert person is not None
    return person


def must_see_team(desk: Desk, team_id: int) -> Team:
    """Members see their team's; so do administrators. Raises Refusal."""
    team = teams.by_id(desk.session, team_id) if team_id else None
    is_mine = team is not None and teams.member(desk.session, team.key, desk.person.key)
    if team is None or not (is_mine or desk.person.is_administrator):
        raise Refusal("The actions of a team are for its members.")
    return team


def team_at(desk: Desk, place: str, typed: str = "") -> Team:
    """This channel's team, else the person's only one. Raises Refusal, with what was typed."""
    back = f" You typed:\n{typed}" if typed else ""
    here = teams.at(desk.session, place) if place else None
    if here is not None:
        if teams.member(desk.session, here.key, desk.person.key) or desk.person.is_administrator:
            return here
        raise Refusal(f"The actions of {here.name} are for its members.{back}")
    mine = teams.of_person(desk.session, desk.person.key)
    if not mine:
        raise Refusal(
            "You are in no team yet. Ask a scrum master to invite you to the team’s channel, "
            f"or set a team up with /standup setup.{back}"
        )
    if len(mine) > 1:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams: {names}. {SAY_WHERE}{back}")
    return mine[0]
