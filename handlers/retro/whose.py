"""Which retro is meant, and who may do what in it."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.calendars import known
from handlers.errors import Refusal
from handlers.retro import rules
from handlers.rights import runs
from handlers.routing import Desk
from handlers.times import local
from storage import people, retros, teams
from storage.models import Person, Retro, Team

BIGGEST_ID = 2**63
"""What the databases take as the id of a card."""
NONE_OPEN = "No retro is open here. Start one with /retro start."


def number(words: str) -> int:
    """0 for what is no id."""
    plain = words.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and int(plain) < BIGGEST_ID else 0


def small_number(words: str) -> int:
    """The same for ids that count up."""
    found = number(words)
    return found if found < 2**31 else 0


def team_meant(desk: Desk, place: str) -> Team:
    """The channel's team; elsewhere mine, rather one with an open retro. Raises Refusal."""
    here = teams.at(desk.session, place) if place else None
    if here is not None:
        must_be_in(desk, here)
        return here
    mine = teams.of_person(desk.session, desk.person.key)
    if not mine:
        raise Refusal(
            "You are in no team yet. A scrum master sets one up with /standup setup or "
            "/team cadence in its channel."
        )
    if len(mine) > 1:
        mine = [team for team in mine if retros.open_of(desk.session, team.key)] or mine
    if len(mine) > 1:
        names = ", ".join(team.name for team in mine)
        raise Refusal(f"You are in several teams ({names}). Say this in the channel of one.")
    return mine[0]


def open_here(desk: Desk, place: str) -> tuple[Retro, Team]:
    """The open retro of the team that is meant. Raises Refusal where there is none."""
    team = team_meant(desk, place)
    retro = retros.open_of(desk.session, team.key)
    if retro is None:
        raise Refusal(NONE_OPEN)
    return retro, team


def named(desk: Desk, args: Mapping[str, str]) -> tuple[Retro, Team]:
    """The retro that a button or form names, for a member of its team; not held, as whoever takes
    part leaves no trace on it. Raises Refusal."""
    key = small_number(args.get("retro", ""))
    return _mine(desk, retros.by_id(desk.session, key) if key else None)


def held(desk: Desk, args: Mapping[str, str]) -> tuple[Retro, Team]:
    """The same, held until the transaction ends."""
    key = small_number(args.get("retro", ""))
    return _mine(desk, retros.held(desk.session, key) if key else None)


def _mine(desk: Desk, retro: Retro | None) -> tuple[Retro, Team]:
    team = teams.by_id(desk.session, retro.team_id) if retro else None
    if retro is None or team is None:
        raise Refusal("This retro is no longer there.")
    must_be_in(desk, team)
    return retro, team


def must_be_in(desk: Desk, team: Team) -> None:
    if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
        raise Refusal(f"This is for members of {team.name}.")


def must_be_in_phase(retro: Retro, *phases: str) -> None:
    """Raises Refusal where it has gone on, or back."""
    if retro.phase in phases:
        return
    if retro.phase == rules.CLOSED:
        raise Refusal("This retro is closed. Start another one with /retro start.")
    raise Refusal(f"This retro is at “{rules.NAMES[retro.phase]}” now. /retro status shows it.")


# Who facilitates.
def facilitates(desk: Desk, retro: Retro, team: Team) -> bool:
    """The facilitator, and whoever runs the team."""
    return retro.facilitator_id == desk.person.key or runs(desk, team)


def must_facilitate(desk: Desk, retro: Retro, team: Team) -> None:
    if facilitates(desk, retro, team):
        return
    name = facilitator(desk, retro).name
    if may_take_over(desk, retro, team):
        raise Refusal(
            f"{name} facilitates this retro, and has been quiet. Take over with /retro take, "
            "then go on."
        )
    raise Refusal(f"{name} facilitates this retro. Ask {name}.")


def facilitator(desk: Desk, retro: Retro) -> Person:
    found = people.by_id(desk.session, retro.facilitator_id)
    assert found is not None
    return found


def may_take_over(desk: Desk, retro: Retro, team: Team) -> bool:
    """Who runs the team always; any other member while the facilitator is gone, away or silent."""
    if retro.facilitator_id == desk.person.key:
        return False
    if runs(desk, team):
        return True
    if desk.person.is_guest:
        return False
    person = facilitator(desk, retro)
    if person.is_gone or teams.member(desk.session, team.key, person.key) is None:
        return True
    today = local(desk.now, person.zone or team.zone).date()
    if known.own_days(desk, [person], today)[person.key].off(today) is not None:
        return True
    return rules.is_silent(retro.moved_at, retro.deadline, retro.is_async, desk.now)
