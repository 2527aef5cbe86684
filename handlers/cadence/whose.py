"""Which team, ceremony or occurrence a person means, and whether they may."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.cadence import running
from handlers.cadence.running import Beat, Held
from handlers.errors import Refusal
from handlers.events import Commanded
from handlers.rights import must_run, runs
from handlers.routing import Desk
from storage import teams
from storage.models import Team

BIGGEST_ID = 2**31
"""What the databases take as an id; buttons and forms come back with whatever a client sends."""


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


def beat_meant(desk: Desk, event: Commanded) -> Beat:
    """Raises Refusal where there are no sprints, or the person may not see them."""
    team = team_meant(desk, event)
    beat = running.of_team(desk, team) if team else None
    if team is None or beat is None:
        raise Refusal("There are no sprints here yet. Set them up with /team cadence.")
    must_see(desk, team)
    return beat


def team_called(desk: Desk, args: Mapping[str, str]) -> Team:
    """The team that a button or form names. Raises Refusal where there is none."""
    number = number_in(args, "team")
    team = teams.by_id(desk.session, number) if number else None
    if team is None:
        raise Refusal("This team is no longer there.")
    return team


def must_see(desk: Desk, team: Team) -> None:
    """Raises Refusal for anybody who is neither of the team nor runs it."""
    if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
        raise Refusal(f"Only members of {team.name} can see this.")


def to_change(desk: Desk, args: Mapping[str, str]) -> Held:
    """The ceremony that a button or form names. Raises Refusal for who does not run the team."""
    number = number_in(args, "ceremony")
    held = running.called(desk, number) if number else None
    if held is None:
        raise Refusal("This ceremony is no longer there.")
    must_run(desk, held.beat.team)
    return held


def number_in(args: Mapping[str, str], name: str) -> int:
    """0 for what is none."""
    written = args.get(name, "")
    # What counts as a digit elsewhere is none here.
    number = int(written) if written.isascii() and written.isdecimal() else 0
    return number if number < BIGGEST_ID else 0
