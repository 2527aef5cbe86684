"""Weeknotes, as one router."""

from __future__ import annotations

from handlers.routing import Router
from handlers.weeknotes import (
    editing,
    home,
    importing,
    moments,
    offering,
    on_the_web,
    publishing,
    setup,
    subscribing,
    wishing,
    wording,
)


def router_for(address: str, has_model: bool = False) -> Router:
    """`address` is where the world reaches us; `has_model`: there is a language model that may be
    asked for other words."""
    whole = Router.of(
        editing.router,
        publishing.router,
        subscribing.router,
        setup.router,
        importing.router,
        on_the_web.router_for(address),
        moments.router,
        wording.router,
        offering.router,
        home.router,
    )
    if has_model:
        whole.include(wishing.router)
    return whole
