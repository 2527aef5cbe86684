"""Weeknotes, as one router."""

from __future__ import annotations

from handlers.routing import Router
from handlers.weeknotes import (
    editing,
    home,
    importing,
    moments,
    publishing,
    setup,
    subscribing,
    wishing,
    wording,
)


def router_for(has_model: bool = False) -> Router:
    """`has_model`: there is a language model that may be asked for other words."""
    whole = Router.of(
        editing.router,
        publishing.router,
        subscribing.router,
        setup.router,
        importing.router,
        moments.router,
        wording.router,
        home.router,
    )
    if has_model:
        whole.include(wishing.router)
    return whole
