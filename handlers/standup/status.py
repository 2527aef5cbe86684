"""`/standup status`: who has answered today."""

from __future__ import annotations

from handlers.cards import Card
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Refresh, Whisper
from handlers.rights import runs
from handlers.routing import Desk, Replies, Router
from handlers.standup import channel_views, daybook, running, which_views, whose
from handlers.standup.running import Running
from storage import standups, teams
from storage.models import Team
from storage.teams import Facts

router = Router()


@router.command("standup", "status", hint="see who has answered today")
def status(desk: Desk, event: Commanded) -> Replies:
    here = teams.at(desk.session, event.origin.place)
    wanted = [here] if here else list(teams.of_person(desk.session, desk.person.key))
    for team in wanted:
        _must_be_in(desk, team)
    found = [standup for team in wanted for standup in running.of_team(desk, team)]
    if not found:
        raise Refusal("There is no stand-up here yet. Start one with /standup setup.")
    if len(found) > len({standup.team.key for standup in found}):
        return [Whisper(which_views.to_read(running.named(found), "standup.status", {}))]
    return [Whisper(_card(desk, standup)) for standup in found]


@router.button("standup.status")
def status_pressed(desk: Desk, event: Pressed) -> Replies:
    standup = whose.named(desk, event.args)
    if standup is None or standup.has_ended:
        raise Refusal("This stand-up is no longer there.")
    _must_be_in(desk, standup.team)
    return [Refresh(_card(desk, standup))]


def _must_be_in(desk: Desk, team: Team | Facts) -> None:
    if teams.member(desk.session, team.key, desk.person.key) is None and not runs(desk, team):
        raise Refusal(f"Only members of {team.name} can see this.")


def _card(desk: Desk, standup: Running) -> Card:
    latest = standups.latest_day(desk.session, standup.standup.key)
    standing = daybook.read(desk, standup, latest).standing(desk.now) if latest else None
    return channel_views.status(
        standup.team.name,
        latest.day if latest else None,
        standing,
        standup.schedule,
        standup.asks(standup.team.zone).after(desk.now)[0],
        standup.standup.paused,
        standup.standup.name,
    )
