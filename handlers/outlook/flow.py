"""Milestones and risks, as one router."""

from __future__ import annotations

from handlers.outlook import asking, commands, going_on, making
from handlers.routing import Router

router = Router.of(commands.router, making.router, going_on.router, asking.router)
