"""Actions, as one router."""

from __future__ import annotations

from handlers.retro.actions import adding, course, life, listing
from handlers.routing import Router

router = Router.of(listing.router, adding.router, life.router, course.router)
