"""Sprints and ceremonies, as one router."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cadence import (
    announcing,
    attending,
    calendars,
    commands,
    goals,
    keeping,
    once,
    planner,
    ruling,
    running,
    setup,
    views,
)
from handlers.cadence.running import Beat
from handlers.cadence.views import Occasion
from handlers.cards import Part
from handlers.routing import Desk, Router
from storage import ceremonies

AT_HOME = 5
"""Ceremonies shown in the home pane."""


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    whole = Router.of(
        commands.router,
        goals.router,
        calendars.router_for(address),
        setup.router,
        ruling.router,
        once.router,
        announcing.router,
        attending.router,
        planner.router,
        keeping.router,
    )
    whole.home(home)
    return whole


def home(desk: Desk) -> Sequence[Part]:
    found: list[Occasion] = []
    for cadence, team in ceremonies.teams_of(desk.session, desk.person.key):
        some = running.held_by(desk, Beat(cadence, team))
        plans = running.plans(desk, some)
        for held in some:
            coming = plans[held.ceremony.key].after(desk.now - held.lead)
            if held.ceremony.is_on and coming and not cadence.paused:
                ends = coming.starts + held.duration
                of = Occasion(
                    0,
                    team.name,
                    held.title,
                    coming.day,
                    coming.starts,
                    ends,
                    team.zone,
                    held.has_meeting,
                )
                found.append(of)
    found.sort(key=lambda of: of.starts)
    return views.home(found[:AT_HOME])
