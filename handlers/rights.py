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


def must_run(desk: Desk, team: Team | Facts) -> None:
    """Raises Refusal, naming who may, for anybody who does not run the team."""
    if runs(desk, team):
        return
    names = [person.name for person in teams.scrum_masters(desk.session, team.key)]
    who = " or ".join(names) if names else "an administrator of this workspace"
    raise Refusal(f"Only a scrum master of {team.name} can change this. Ask {who}.")
