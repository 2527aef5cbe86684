"""`/team calendar`: a link for one's own calendar, told once and to nobody else."""

from __future__ import annotations

from handlers.cadence import calendar_views, whose
from handlers.cadence.calendar_views import Given
from handlers.errors import Refusal
from handlers.events import Commanded, Pressed
from handlers.replies import Whisper
from handlers.routing import Desk, Replies, Router
from storage import feeds, teams
from storage.models import Team


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()

    @router.command("team", "calendar", hint="get the ceremonies into your own calendar")
    def calendar(desk: Desk, event: Commanded) -> Replies:
        team = whose.team_meant(desk, event)
        if team is not None:
            whose.must_see(desk, team)
        elif not teams.of_person(desk.session, desk.person.key):
            raise Refusal("You are in no team yet, so there is nothing for a calendar.")
        given = [_given(desk, None)]
        if team is not None:
            given.insert(0, _given(desk, team))
        return [Whisper(calendar_views.links(given))]

    @router.button("cadence.link")
    def renew(desk: Desk, event: Pressed) -> Replies:
        """The link before it stops."""
        team = whose.team_called(desk, event.args) if event.args.get("team") else None
        if team is not None:
            whose.must_see(desk, team)
        return [Whisper(calendar_views.links([_new(desk, team)]))]

    def _given(desk: Desk, team: Team | None) -> Given:
        feed = feeds.given(desk.session, desk.person.key, team.key if team else None)
        if feed is None:
            return _new(desk, team)
        return Given(team.key if team else 0, team.name if team else "", "", feed.made_at)

    def _new(desk: Desk, team: Team | None) -> Given:
        secret = feeds.renew(desk.session, desk.person.key, team.key if team else None, desk.now)
        link = f"{address.rstrip('/')}/calendars/{secret}.ics"
        return Given(team.key if team else 0, team.name if team else "", link, desk.now)

    return router
