"""Retros, as one router."""

from __future__ import annotations

from handlers.retro import (
    closing,
    collecting,
    deadlines,
    discussing,
    grouping,
    keeping,
    moving,
    planned,
    reminding,
    setup,
    starting,
    voting,
)
from handlers.routing import Router

router = Router.of(
    starting.router,
    moving.router,
    collecting.router,
    grouping.router,
    voting.router,
    discussing.router,
    closing.router,
    keeping.router,
    setup.router,
    planned.router,
    deadlines.router,
    reminding.router,
)
listening = collecting.listening
"""What is heard before stand-ups are."""
