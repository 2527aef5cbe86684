"""What connects a team with its other tools, as one router."""

from __future__ import annotations

from handlers.connections import tracking, webhook
from handlers.routing import Router


def router_for(address: str) -> Router:
    """`address` is where the world reaches us, for links."""
    return Router.of(tracking.router, webhook.router_for(address))
