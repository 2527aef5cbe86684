"""What readers of weeknotes do, as one router."""

from __future__ import annotations

from handlers.routing import Router
from handlers.weeknotes.readers import beneath, links, questions, reach, replying, signs

listening = replying.router
"""Before the stand-up, which takes whatever is said in the direct chat."""


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    return Router.of(
        links.router_for(address), beneath.router, questions.router, reach.router, signs.router
    )
