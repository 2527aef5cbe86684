"""`/edit/{secret}`: a page on which one person edits a weeknote or takes earlier ones over, for a day;
and `/pictures/{secret}`: a picture that was sent there, for chats that show it. The address is the key,
so it is never logged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.dispatch import Handle
from bot.web.rates import Rate
from bot.web.weeknotes import drawing, own_pages, sending
from bot.web.weeknotes.pages import PRIVATE, nothing
from bot.web.weeknotes.sending import Refused
from handlers.cards import Card, Plain, Text
from handlers.events import Drawn, FormSent, Origin, WeeknoteWritten
from handlers.routing import Desk
from handlers.weeknotes import on_the_web
from handlers.weeknotes.note import TITLES
from handlers.weeknotes.on_the_web import Opened
from storage import link_secrets, weeknote_passes, weeknote_pictures
from storage.session import Database
from storage.weeknote_pictures import Kept

log = structlog.get_logger()

MOST = 120
"""Times an address is answered within `WITHIN`."""
MOST_SENT = 20
"""Of them with something that is sent there."""
WITHIN = timedelta(minutes=1)
LONGEST_TEXT = 1_000_000
"""Bytes of Markdown."""
FIELDS = 200_000
"""Bytes of all fields around a file."""
SHOWN = {
    "Cache-Control": "private, max-age=86400, immutable",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    # Chats show it on pages of their own.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noimageindex",
}
FRESH = {"Cache-Control": "private, no-cache"}
NO_MORE: Mapping[str, str] = {}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody with an address that opens something, and who they are."""

    desk: Desk
    opened: Opened
    origin: Origin
    home: str


def own(
    database: Database, address: str, now: Callable[[], datetime], handle: Handle
) -> list[BaseRoute]:
    """`address` is where the world reaches us; `handle` takes what is written there."""
    rate, sent_rate = Rate(MOST, WITHIN), Rate(MOST_SENT, WITHIN)
    # One at a time: unpacked, a picture is large.
    drawing_one = asyncio.Semaphore(1)
    base = address.rstrip("/")

    async def asked(request: Request, answer: Callable[[Came], T], rate: Rate = rate) -> T:
        """What the address opens. Raises _No."""
        secret = request.path_params["secret"]
        if len(secret) > link_secrets.LONGEST:
            raise _No(nothing())
        if wait := rate.ask(link_secrets.fingerprint(secret)):
            raise _No(_too_often(wait))
        found: T | None = await database.run(_within, secret, answer)
        if found is None:
            raise _No(nothing())
        return found

    def _within(secret: str, answer: Callable[[Came], T]) -> T | None:
        with database.everywhere() as session:
            known = weeknote_passes.opened_by(session, secret, now())
            if known is None:
                return None
            given, person, workspace = known
            origin = Origin(
                workspace.platform, workspace.ref, person.ref, "", "nowhere", person.name
            )
        with database.begin() as begun:
            desk = Desk(begun, now(), given.workspace_id, person.ref)
            opened = on_the_web.opened(desk, given)
            return answer(Came(desk, opened, origin, f"{base}/edit/{secret}")) if opened else None

    async def page(request: Request) -> Response:
        has_saved = request.query_params.get("saved") == "yes"

        def answer(came: Came) -> Response:
            return own_pages.page(came.opened, came.home, _who(came), has_saved=has_saved)

        return await asked(request, answer)

    async def preview(request: Request) -> Response:
        def answer(came: Came) -> Response:
            if came.opened.shown is None:
                return nothing()
            return own_pages.preview(came.opened.shown.note, came.home, _who(came))

        return await asked(request, answer)

    async def own_picture(request: Request) -> Response:
        def answer(came: Came) -> Response:
            of = came.opened.weeknote
            kept = weeknote_pictures.of(came.desk.session, of.key) if of else None
            return picture_of(kept, FRESH) if kept else nothing()

        return await asked(request, answer)

    async def sent(request: Request) -> Response:
        came = await asked(request, lambda came: came, sent_rate)
        if came.opened.weeknote is None:
            return await taken_over(request, came)
        form = await sending.sent(request, drawing.LARGEST + FIELDS, FIELDS)
        fields = ("opening", "alt", "drop", *TITLES)
        said = {name: form.words[name] for name in fields if form.words.get(name, "").strip()}
        wrong: dict[str, str] = {}
        drawn: Drawn | None = None
        if form.file:
            try:
                async with drawing_one:
                    drawn = await asyncio.to_thread(drawing.drawn, form.file)
            except drawing.Unusable as unusable:
                wrong["picture"] = str(unusable)
        if not wrong:
            seen = form.words.get("seen", "")
            outcome = await handle(
                WeeknoteWritten(came.origin, came.opened.weeknote.key, seen, said, drawn)
            )
            if outcome.errors is None and not outcome.refused:
                log.info("weeknote edited on its page", has_picture=drawn is not None)
                return RedirectResponse(f"{came.home}?saved=yes", 303, headers=PRIVATE)
            wrong = outcome.errors or {on_the_web.CHANGED: _words(outcome.whispers)}
            if drawn is not None:
                wrong.setdefault("picture", "Please choose the picture once more.")

        def answer(came: Came) -> Response:
            return own_pages.page(came.opened, came.home, _who(came), typed=said, wrong=wrong)

        return await asked(request, answer)

    async def taken_over(request: Request, came: Came) -> Response:
        form = await sending.sent(request, LONGEST_TEXT + FIELDS, LONGEST_TEXT)
        typed, wrong = form.words.get("markdown", ""), ""
        markdown = typed if typed.strip() else _text(form.file)
        if markdown is None:
            wrong = "This file is no text in UTF-8. Please save it so."
        elif len(markdown.encode()) > LONGEST_TEXT:
            wrong = "At most 1 MB at once, please."
        elif not markdown.strip():
            wrong = "There is nothing in it. Paste the weeknotes, or choose a file."
        else:
            args = {"team": str(came.opened.team.key)}
            answers = {"markdown": markdown}
            outcome = await handle(FormSent(came.origin, "weeknote.import", args, answers, ""))
            if outcome.errors is None and not outcome.refused:
                return own_pages.done(_words(outcome.whispers), came.opened, came.home, _who(came))
            wrong = (outcome.errors or {}).get("markdown") or _words(outcome.whispers)
        return own_pages.importing(came.opened, came.home, _who(came), markdown or "", wrong)

    async def public_picture(request: Request) -> Response:
        secret = request.path_params["secret"]
        if len(secret) > link_secrets.LONGEST:
            return nothing()
        if wait := rate.ask(link_secrets.fingerprint(secret)):
            return _too_often(wait)
        form = request.url.path.rpartition(".")[2]
        kept = await database.run(_drawn, secret)
        return picture_of(kept) if kept and kept.kind == form else nothing()

    def _drawn(secret: str) -> Kept | None:
        with database.everywhere() as session:
            return weeknote_pictures.opened_by(session, secret)

    def guarded(answer: Callable[[Request], Awaitable[Response]]) -> Callable[..., object]:
        async def guarding(request: Request) -> Response:
            try:
                return await answer(request)
            except _No as no:
                return no.response
            except Refused as refused:
                headers = {**PRIVATE, "Cache-Control": "no-store"}
                return PlainTextResponse(f"{refused.words}\n", refused.status, headers=headers)

        return guarding

    below = "/edit/{secret}"
    return [
        Route(below, guarded(page), methods=["GET"]),
        Route(below, guarded(sent), methods=["POST"]),
        Route(f"{below}/preview", guarded(preview), methods=["GET"]),
        Route(f"{below}/picture", guarded(own_picture), methods=["GET"]),
        *(
            Route(f"/pictures/{{secret}}.{kind}", guarded(public_picture), methods=["GET"])
            for kind in ("jpeg", "png")
        ),
    ]


class _No(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def picture_of(kept: Kept, more: Mapping[str, str] = NO_MORE) -> Response:
    """`more`: headers of an address at which another one may come to be."""
    headers = {**SHOWN, **more, "Content-Disposition": f'inline; filename="picture.{kept.kind}"'}
    return Response(kept.content, media_type=f"image/{kept.kind}", headers=headers)


def _too_often(wait: int) -> Response:
    words = "Too often. Please look again in a minute.\n"
    headers = {**PRIVATE, "Retry-After": str(wait)}
    return PlainTextResponse(words, status_code=429, headers=headers)


def _text(sent: bytes) -> str | None:
    """None where it is no text."""
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _who(came: Came) -> str:
    return came.origin.person_name


def _words(cards: tuple[Card, ...]) -> str:
    parts = [part for card in cards for part in card.parts if isinstance(part, Text)]
    return " ".join(span.text for part in parts for span in part.spans if isinstance(span, Plain))
