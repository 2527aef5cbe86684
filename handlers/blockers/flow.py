"""Blockers, as one router."""

from __future__ import annotations

from handlers.blockers import (
    beside,
    course,
    ending,
    hooked,
    life,
    listing,
    raising,
    services,
    setup,
    stand_ins,
)
from handlers.routing import Router

router = Router.of(
    raising.router,
    life.router,
    ending.router,
    setup.router,
    stand_ins.router,
    hooked.router,
    course.router,
    beside.router,
)
lists = listing.router
"""Apart, because in the home pane stand-ups come first."""
of_all_teams = services.router
"""Apart, because the first thing that a team does is to plan."""
