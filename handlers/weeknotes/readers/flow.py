"""What readers of weeknotes do, as one router."""

from __future__ import annotations

from handlers.routing import Router
from handlers.weeknotes.readers import beneath, links, questions, reach


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    return Router.of(links.router_for(address), beneath.router, questions.router, reach.router)
