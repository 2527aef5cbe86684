"""Weeknotes, as one router."""

from __future__ import annotations

from handlers.routing import Router
from handlers.weeknotes import editing, importing, moments, publishing, setup, subscribing

router = Router.of(
    editing.router,
    publishing.router,
    subscribing.router,
    setup.router,
    importing.router,
    moments.router,
)
