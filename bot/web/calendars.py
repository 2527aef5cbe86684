"""`GET /calendars/{secret}.ics`: ceremonies for somebody's own calendar. The link is the key, so it
is never logged, and what it opens is kept in no cache but its holder's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.rates import Rate
from handlers.cadence import feeding
from handlers.routing import Desk
from storage import feeds, link_secrets
from storage.session import Database

log = structlog.get_logger()

MOST = 30
"""Times a link is answered within `WITHIN`: calendars ask every few minutes at most."""
WITHIN = timedelta(minutes=1)
PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    body: bytes
    etag: str
    changed_at: datetime


def calendars(database: Database, now: Callable[[], datetime]) -> list[BaseRoute]:
    rate = Rate(MOST, WITHIN)

    async def answer(request: Request) -> Response:
        secret = request.path_params["secret"]
        if len(secret) > link_secrets.LONGEST:
            return _nothing()
        if wait := rate.ask(link_secrets.fingerprint(secret)):
            return PlainTextResponse(
                "Too often. Please look again in a minute.\n",
                status_code=429,
                headers={"Retry-After": str(wait)},
            )
        found = await database.run(fetch, secret)
        return _nothing() if found is None else _answer(request, found)

    def fetch(secret: str) -> Fetched | None:
        with database.everywhere() as session:
            feed = feeds.opened_by(session, secret)
        if feed is None:
            return None
        with database.begin() as opened:
            desk = Desk(opened, now(), feed.workspace_id)
            made = feeding.body(desk, feed)
            if made is None:
                return None
            etag = hashlib.sha256(made).hexdigest()[:32]
            changed_at = feeds.fetched(desk.session, feed.key, etag, desk.now)
        log.info("calendar fetched", workspace=feed.workspace_id, feed=feed.key, bytes=len(made))
        return Fetched(made, etag, changed_at)

    return [Route("/calendars/{secret}.ics", answer, methods=["GET"])]


def _answer(request: Request, found: Fetched) -> Response:
    headers = {
        **PRIVATE,
        "ETag": f'"{found.etag}"',
        "Last-Modified": format_datetime(found.changed_at.astimezone(UTC), usegmt=True),
    }
    if _is_known(request, found):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="drumbeat.ics"'
    return Response(found.body, media_type="text/calendar", headers=headers)


def _is_known(request: Request, found: Fetched) -> bool:
    """Whether whoever asks has it as it is. Where both are said, the tag counts."""
    if tags := request.headers.get("If-None-Match"):
        known = {tag.strip().removeprefix("W/").strip('"') for tag in tags.split(",")}
        return "*" in known or found.etag in known
    try:
        since = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    if since.tzinfo is None:
        return False
    return found.changed_at.replace(microsecond=0) <= since


def _nothing() -> Response:
    """The same for what never was and for what is no more."""
    words = "This calendar link opens nothing any more. Ask for a new one with /team calendar.\n"
    return PlainTextResponse(words, status_code=404, headers={"Cache-Control": "no-store"})
