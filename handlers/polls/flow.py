"""Polls and pulses, as one router."""

from __future__ import annotations

from handlers.polls import asking, clockwork, pulses, voting
from handlers.routing import Router

router = Router.of(asking.router, pulses.router, voting.router, clockwork.router)
