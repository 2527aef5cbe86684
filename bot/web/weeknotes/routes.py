"""`GET /weeknotes/{secret}` and below it, and `/feeds/{secret}.atom`: weeknotes for who has a link. The
link is the key, so it is never logged, and what it opens is kept in no cache but its holder's."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.rates import Rate
from bot.web.weeknotes import atom, drawn, pages, shown
from bot.web.weeknotes.own import FRESH, picture_of
from bot.web.weeknotes.pages import PRIVATE
from bot.web.weeknotes.shown import Links
from handlers.ids import number
from handlers.routing import Desk
from handlers.weeknotes.readers import access, archive
from handlers.weeknotes.readers.access import Shelf
from handlers.weeknotes.readers.markdown import markdown
from storage import link_secrets, weeknote_links
from storage.session import Database
from storage.weeknote_pictures import Kept

log = structlog.get_logger()

LONGEST_QUERY = 200
MOST = 600
"""Times a link is answered within `WITHIN`; a public one has many readers, who come at once."""
MOST_FILES = 60
"""Of them with a file, which takes longer to make."""
WITHIN = timedelta(minutes=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody with a link that opens something."""

    desk: Desk
    shelf: Shelf
    links: Links


def weeknotes(database: Database, address: str, now: Callable[[], datetime]) -> list[BaseRoute]:
    """`address` is where the world reaches us."""
    rate, files = Rate(MOST, WITHIN), Rate(MOST_FILES, WITHIN)
    home = address.rstrip("/")

    async def asked(
        request: Request, answer: Callable[[Came], T | None], rate: Rate = rate
    ) -> T | Response | None:
        """What a link opens; a response where it is asked for too often."""
        secret = request.path_params["secret"]
        if len(secret) > link_secrets.LONGEST:
            return None
        if wait := rate.ask(link_secrets.fingerprint(secret)):
            return PlainTextResponse(
                "Too often. Please look again in a minute.\n",
                status_code=429,
                headers={**PRIVATE, "Retry-After": str(wait)},
            )
        return await database.run(_within, secret, answer)

    def _within(secret: str, answer: Callable[[Came], T | None]) -> T | None:
        with database.everywhere() as session:
            link = weeknote_links.opened_by(session, secret)
        if link is None:
            return None
        with database.begin() as begun:
            desk = Desk(begun, now(), link.workspace_id)
            shelf = access.opened(desk, link)
            return answer(Came(desk, shelf, Links(home, secret))) if shelf else None

    async def shelf_page(request: Request) -> Response:
        query = " ".join(request.query_params.get("q", "")[:LONGEST_QUERY].split())
        before = number(request.query_params.get("before", "")) or None

        def answer(came: Came) -> Response:
            found = (
                archive.searched(came.desk, came.shelf, query)
                if query
                else archive.listed(came.desk, came.shelf, before)
            )
            return pages.archive(came.shelf, came.links, found, query)

        return await asked(request, answer) or pages.nothing()

    async def one_page(request: Request) -> Response:
        is_opened = _is_opened(request)

        def answer(came: Came) -> Response | None:
            wanted = request.path_params["number"]
            found = archive.one(came.desk, came.shelf, wanted, is_opened=is_opened)
            if found is None:
                return None
            log.info("weeknote opened", workspace=came.desk.workspace_id, team=came.shelf.team.key)
            return pages.weeknote(came.shelf, came.links, found)

        return await asked(request, answer) or pages.nothing()

    async def picture(request: Request) -> Response:
        def answer(came: Came) -> Kept | None:
            wanted = request.path_params["number"]
            return archive.picture(came.desk, came.shelf, wanted)

        found = await asked(request, answer)
        return picture_of(found, FRESH) if isinstance(found, Kept) else found or pages.nothing()

    async def as_file(request: Request) -> Response:
        found = await asked(request, _one(request, with_picture=True), files)
        if not isinstance(found, archive.One):
            return found or pages.nothing()
        form = request.url.path.rpartition(".")[2]
        name = f"weeknote-{found.note.number}.{form}"
        if form == "md":
            body, kind = markdown(found.note).encode(), "text/markdown; charset=utf-8"
        else:
            made = asyncio.to_thread(drawn.pdf, found.note, found.picture)
            body, kind = await made, "application/pdf"
        headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(body, media_type=kind, headers=headers)

    async def card(request: Request) -> Response:
        """Only for a public link: where another is pasted, it tells nothing."""
        found = await asked(request, _one(request, only_public=True))
        if not isinstance(found, archive.One):
            return found or pages.nothing()
        note = found.note
        words = shown.in_short(note)
        heading = f"Weeknote {note.number}"
        body = await asyncio.to_thread(drawn.card, note.team, heading, shown.days(note), words)
        return Response(body, media_type="image/png", headers=PRIVATE)

    async def shelf_card(request: Request) -> Response:
        def answer(came: Came) -> str | None:
            return came.shelf.team.name if came.shelf.is_public else None

        team = await asked(request, answer)
        if not isinstance(team, str):
            return team or pages.nothing()
        words = "What we reached, what we learned, what is hard and what comes next."
        body = await asyncio.to_thread(drawn.card, team, "Weeknotes", "", words)
        return Response(body, media_type="image/png", headers=PRIVATE)

    async def feed(request: Request) -> Response:
        def answer(came: Came) -> Response:
            return _feed(request, came)

        return await asked(request, answer) or pages.nothing()

    below = "/weeknotes/{secret}"
    one = f"{below}/{{number:int}}"
    return [
        Route(below, shelf_page, methods=["GET"]),
        Route(f"{below}/card.png", shelf_card, methods=["GET"]),
        Route(one, one_page, methods=["GET"]),
        *(Route(f"{one}.{form}", as_file, methods=["GET"], name=form) for form in ("md", "pdf")),
        Route(f"{one}/card.png", card, methods=["GET"]),
        Route(f"{one}/picture", picture, methods=["GET"]),
        Route("/feeds/{secret}.atom", feed, methods=["GET"]),
    ]


def _one(
    request: Request, *, only_public: bool = False, with_picture: bool = False
) -> Callable[[Came], archive.One | None]:
    def answer(came: Came) -> archive.One | None:
        if only_public and not came.shelf.is_public:
            return None
        wanted = request.path_params["number"]
        return archive.one(came.desk, came.shelf, wanted, with_picture=with_picture)

    return answer


def _is_opened(request: Request) -> bool:
    """Whether somebody looks at it: a browser says so, and what only fetches it does not."""
    is_early = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.headers.get("Sec-Fetch-Dest") == "document" and not is_early


def _feed(request: Request, came: Came) -> Response:
    team = came.shelf.team
    notes = archive.listed(came.desk, came.shelf).notes
    workspace = came.desk.workspace_id
    names = {each.number: shown.name_for_ever(workspace, team.key, each.number) for each in notes}
    own = shown.name_for_ever(workspace, team.key, 0)
    body = atom.feed(team.name, notes, came.links, names, own, team.created_at)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = max(
        (shown.changed(each) or team.created_at for each in notes), default=team.created_at
    )
    headers = {
        **PRIVATE,
        "ETag": etag,
        "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True),
    }
    if etag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml", headers=headers)
