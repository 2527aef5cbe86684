"""Everything the bot does, in one router."""

from __future__ import annotations

from handlers.blockers import flow as blockers
from handlers.home import flow as home
from handlers.people import flow as people
from handlers.routing import Router
from handlers.standup import flow as standup
from handlers.teams import flow as teams


def everything() -> Router:
    """Observers run in this order: people and teams are known before a ceremony hears of them.
    The home's listener comes last: it takes what nobody else wanted."""
    whole = Router.of(teams.router, blockers.router, standup.router, blockers.lists)
    whole.include(people.router_for(whole))
    whole.include(home.router_for(whole))
    return whole
