"""Everything the bot does, in one router."""

from __future__ import annotations

from handlers.blockers import files
from handlers.blockers import flow as blockers
from handlers.cadence import flow as cadence
from handlers.connections import flow as connections
from handlers.home import flow as home
from handlers.outlook import flow as outlook
from handlers.people import away, calendar, holidays, week
from handlers.people import flow as people
from handlers.polls import flow as polls
from handlers.retro import files as retro_files
from handlers.retro import flow as retro
from handlers.retro.actions import flow as actions
from handlers.routing import Router
from handlers.standup import flow as standup
from handlers.standup import telling
from handlers.teams import flow as teams
from handlers.weeknotes import flow as weeknotes
from handlers.weeknotes.readers import flow as readers

HERE = "http://127.0.0.1:3000"


def everything(address: str = HERE, has_model: bool = False) -> Router:
    """`address` is where the world reaches us, for links; `has_model`: a language model may be
    asked.

    Observers run in this order: people and teams are known before a ceremony hears of them.
    The home's listener comes last: it takes what nobody else wanted."""
    whole = Router()
    whole.include(teams.router_for(whole))
    for each in (
        blockers.router,
        retro.listening,
        readers.listening,
        standup.router,
        telling.router_for(address),
        cadence.router_for(address),
        blockers.of_all_teams,
        connections.router_for(address),
        polls.router,
        retro.router,
        retro_files.router_for(address),
        outlook.router,
        weeknotes.router_for(address, has_model),
        readers.router_for(address),
        blockers.lists,
        files.router_for(address),
        actions.router,
    ):
        whole.include(each)
    whole.include(people.router_for(whole))
    whole.include(away.router_for(whole))
    whole.include(week.router_for(whole))
    whole.include(holidays.router_for(whole))
    whole.include(calendar.router_for(whole))
    whole.include(home.router_for(whole))
    return whole
