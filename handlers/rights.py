"""Who may do what. Asked in the handler, every time, from the event's own identity."""

from __future__ import annotations

from handlers.errors import Refusal
from handlers.routing import Desk
from storage import teams
from storage.models import Team
from storage.teams import Facts


def runs(desk: Desk, team: Team | Facts) -> bool:
    """A scrum master of the team, or an administrator of the workspace."""
    found = teams.member(desk.session, team.key, desk.person.key)
    return desk.person.is_administrator or (found is not None and found.role == teams.SCRUM_MASTER)


def team_to_run(desk: Desk, place: str, command: str) -> Team:
    """This channel's team, else the only one that the person runs. Raises Refusal where there is
    none, or for who does not run it."""
    here = teams.at(desk.session, place) if place else None
    if here is None:
        mine = [each for each in teams.of_person(desk.session, desk.person.key) if runs(desk, each)]
        if len(mine) != 1:
            raise Refusal(f"Say {command} in the team's channel.")
        here = mine[0]
    must_run(desk, here)
    return here


def team_of_form(desk: Desk, said: str) -> Team:
    """The team that a form of somebody who runs it comes back with. Raises Refusal."""
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
    team = teams.by_id(desk.session, number) if number else None
    if team is None:
        raise Refusal("This team is no longer there.")
    must_run(desk, team)
    return team


def runs_a_team(desk: Desk) -> bool:
    mine = teams.of_person(desk.session, desk.person.key)
    return desk.person.is_administrator or any(runs(desk, team) for team in mine)


def must_run(desk: Desk, team: Team | Facts) -> None:
    """Raises Refusal, naming who may, for anybody who does not run the team."""
    if runs(desk, team):
        return
    names = [person.name for person in teams.scrum_masters(desk.session, team.key)]
    who = " or ".join(names) if names else "an administrator of this workspace"
    raise Refusal(f"Only a scrum master of {team.name} can change this. Ask {who}.")
