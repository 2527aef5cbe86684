"""A team's cadence on one card, and which team a person means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers.cadence import overview_views, rules, running
from handlers.cadence.attending import BIGGEST_ID
from handlers.cadence.overview_views import Row
from handlers.cadence.running import Beat, Held
from handlers.cards import Card
from handlers.errors import Refusal
from handlers.rights import runs
from handlers.routing import Desk
from storage import ceremonies, teams
from storage.models import Team

LATELY = timedelta(days=90)
"""For how long back it is told who was there."""


def team_called(desk: Desk, args: Mapping[str, str]) -> Team:
    """The team that a button or form names. Raises Refusal where there is none."""
    number = int(args["team"]) if args.get("team", "").isdecimal() else 0
    team = teams.by_id(desk.session, number) if 0 < number < BIGGEST_ID else None
    if team is None:
        raise Refusal("This team is no longer there.")
    return team


def must_see(desk: Desk, team: Team) -> None:
    """Raises Refusal for anybody who is neither of the team nor runs it."""
    if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
        raise Refusal(f"Only members of {team.name} can see this.")


def card(desk: Desk, beat: Beat) -> Card:
    some = running.held_by(desk, beat)
    plans = running.plans(desk, some)
    today = beat.today(desk.now)
    number = beat.number(today)
    sprint = beat.sprints.number(today)
    there = _there(desk, beat, some)
    rows = []
    for held in some:
        coming = plans[held.ceremony.key].after(desk.now - held.lead)
        is_on = held.ceremony.is_on and coming is not None
        rows.append(
            Row(
                held.ceremony.key,
                held.title,
                coming.starts if coming and is_on else None,
                held.ceremony.minutes,
                there=there.get(held.ceremony.key),
            )
        )
    return overview_views.overview(
        beat.team.key,
        beat.team.name,
        beat.team.zone,
        overview_views.SprintDates(
            number,
            beat.sprints.begins(sprint),
            beat.sprints.ends(sprint),
            ceremonies.goal(desk.session, beat.team.key, number),
        ),
        rows,
        can_change=runs(desk, beat.team),
        paused=beat.cadence.paused,
    )


def _there(desk: Desk, beat: Beat, some: Sequence[Held]) -> dict[int, int]:
    """By ceremony: how much of the core was there lately, in percent."""
    keys = [held.ceremony.key for held in some]
    over = [
        each
        for each in ceremonies.occurrences(desk.session, keys, (desk.now - LATELY).date())
        if each.announced_at and not each.is_skipped and each.ends_at <= desk.now
    ]
    expected = {person.key for person in running.core(desk, beat.team)}
    said: dict[int, list[str]] = {each.key: [] for each in over}
    for attendance, person in ceremonies.attendance(desk.session, said):
        if person.key in expected:
            said[attendance.occurrence_id].append(attendance.says)
    found = {
        key: rules.percent_there(
            [said[each.key] for each in over if each.ceremony_id == key], len(expected)
        )
        for key in keys
    }
    return {key: percent for key, percent in found.items() if percent is not None}
