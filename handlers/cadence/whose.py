"""Which team a person means."""

from __future__ import annotations

from handlers.errors import Refusal
from handlers.events import Commanded
from handlers.rights import runs
from handlers.routing import Desk
from storage import teams
from storage.models import Team


def team_meant(desk: Desk, event: Commanded) -> Team | None:
    """The channel's team; elsewhere mine, where there is only one that it can be."""
    if event.origin.place_kind == "channel":
        return teams.at(desk.session, event.origin.place)
    mine = list(teams.of_person(desk.session, desk.person.key))
    if len(mine) > 1:
        led = [team for team in mine if runs(desk, team)]
        mine = led if len(led) == 1 else mine
    if len(mine) > 1:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams ({names}). Say this in the channel of one.")
    return mine[0] if mine else None
