"""`GET /exports/{secret}.csv` or `.md`: earlier answers, blockers or a retro as a file, for who was given
the link. The link is the key, so it is never logged, and what it opens is kept in no cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from handlers.blockers import files
from handlers.errors import Refusal
from handlers.retro import files as retro_files
from handlers.routing import Desk
from handlers.standup import telling
from storage import exports as links
from storage import link_secrets, people
from storage.session import Database

log = structlog.get_logger()

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}
EXPORTED: dict[str, Callable[[Desk, Mapping[str, str]], tuple[str, str]]] = {
    "answers": telling.exported,
    "blockers": files.exported,
    "retro": retro_files.exported,
}
"""By the kind of link: what it opens, and what the file is called. Raises Refusal."""
TYPES = {"csv": "text/csv", "md": "text/markdown"}


def exports(database: Database, now: Callable[[], datetime]) -> list[BaseRoute]:
    async def answer(request: Request) -> Response:
        secret = request.path_params["secret"]
        found = await database.run(opened, secret) if len(secret) <= link_secrets.LONGEST else None
        if found is None:
            return _nothing()
        body, name = found
        headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
        form = name.rpartition(".")[2]
        return Response(body.encode("utf-8", "replace"), media_type=TYPES[form], headers=headers)

    def opened(secret: str) -> tuple[str, str] | None:
        with database.everywhere() as session:
            link = links.opened_by(session, secret, now())
            who = people.by_id(session, link.person_id) if link else None
        if link is None or who is None or who.is_gone or link.kind not in EXPORTED:
            return None
        with database.begin() as begun:
            desk = Desk(begun, now(), link.workspace_id, who.ref)
            try:
                body, name = EXPORTED[link.kind](desk, link.what)
            except Refusal:
                return None
        log.info("exported", workspace=link.workspace_id, kind=link.kind)
        return body, name

    return [Route(f"/exports/{{secret}}.{form}", answer, methods=["GET"]) for form in TYPES]


def _nothing() -> Response:
    """The same for what never was, for what is over, and for who may no longer read."""
    words = "This link opens nothing any more. Ask for a new one where you had it from.\n"
    return PlainTextResponse(words, status_code=404, headers=PRIVATE)
