"""Retros, as one router."""

from __future__ import annotations

from handlers.retro import closing, moving, starting
from handlers.routing import Router

router = Router.of(starting.router, moving.router, closing.router)
