"""Polls and pulses, as one router."""

from __future__ import annotations

from handlers.polls import asking, clockwork, keeping, pulses, rounds, voting
from handlers.routing import Router

router = Router.of(
    asking.router, pulses.router, rounds.router, voting.router, clockwork.router, keeping.router
)
