"""`GET /metrics`: figures for whoever watches over it. A proxy keeps them inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.metrics import Metrics, Standing
from storage import dues, ledger, upkeep
from storage.session import Database

log = structlog.get_logger()


def figures(metrics: Metrics, database: Database, now: Callable[[], datetime]) -> list[BaseRoute]:
    async def answer(_request: Request) -> Response:
        standing = None
        try:
            standing = await database.run(ask)
        except Exception:
            # What else is measured is wanted most of all when the database is away.
            log.exception("queue not readable")
        return Response(metrics.text(standing), media_type=CONTENT_TYPE_LATEST)

    def ask() -> Standing:
        with database.everywhere() as session:
            states = upkeep.standing(session)
            overdue = dues.overdue(session, now())
        return Standing(
            waiting=states.get("waiting", 0),
            in_hand=sum(states.get(state, 0) for state in ledger.IN_HAND),
            stopped=states.get("stopped", 0),
            overdue=overdue,
        )

    return [Route("/metrics", answer, methods=["GET"])]
