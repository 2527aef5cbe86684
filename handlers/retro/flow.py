"""Retros, as one router."""

from __future__ import annotations

from handlers.retro import (
    closing,
    collecting,
    discussing,
    grouping,
    keeping,
    moving,
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
)
listening = collecting.listening
"""What is heard before stand-ups are."""
