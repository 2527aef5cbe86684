"""A team's weeknotes as pages: words first, without a script, a cookie or anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from bot.web.weeknotes import shown
from bot.web.weeknotes.shown import Links
from handlers.weeknotes.note import Note
from handlers.weeknotes.readers.access import Shelf
from handlers.weeknotes.readers.archive import Listed, One

STYLE = (files("bot.web.weeknotes") / "style.css").read_text("utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

_HOST = re.compile(r"[a-z0-9.-]+(:\d{1,5})?")
_pages = Environment(
    loader=PackageLoader("bot.web.weeknotes"), autoescape=True, undefined=StrictUndefined
)
_pages.filters.update(linked=shown.linked, marked=shown.marked)


def archive(shelf: Shelf, links: Links, listed: Listed, query: str = "") -> HTMLResponse:
    wanted = query.split()
    notes = [
        {
            "number": note.number,
            "href": links.of(note.number),
            "days": shown.days(note),
            "opening": note.opening,
            "matches": shown.matches(note, wanted) if query else [],
        }
        for note in listed.notes
    ]
    count = len(notes)
    about = f"What {shelf.team.name} reached, learned and plans, week by week."
    return _page(
        "archive.html",
        shelf,
        links,
        query=query,
        words=wanted,
        notes=notes,
        is_home=not query and listed.earlier is None,
        found="1 weeknote" if count == 1 else f"{count or 'No'} weeknotes",
        earlier=f"{links.home}?before={listed.earlier}" if listed.earlier else "",
        card=_card(shelf, f"Weeknotes of {shelf.team.name}", about, links.home, links.card),
    )


def weeknote(shelf: Shelf, links: Links, one: One) -> HTMLResponse:
    note = one.note
    picture = _picture(note)
    words = {
        "title": note.title,
        "number": note.number,
        "days": shown.days(note),
        "opening": note.opening,
        "sections": shown.sections(note),
        "people": note.people,
        "contact": note.contact,
        "picture": note.picture_url if picture else "",
        "picture_alt": note.picture_alt,
        "posted": shown.day(note.posted_at, note.zone),
        "edited": shown.day(note.edited_at, note.zone),
    }
    own = links.of(note.number)
    return _page(
        "weeknote.html",
        shelf,
        links,
        picture,
        query="",
        is_home=False,
        note=words,
        older=_neighbour(links, one.older),
        newer=_neighbour(links, one.newer),
        markdown=f"{own}.md",
        pdf=f"{own}.pdf",
        card=_card(shelf, note.title, shown.in_short(note), own, f"{own}/card.png"),
    )


def nothing() -> HTMLResponse:
    """The same for what never was, for what is no more, and for who may no longer read."""
    html = _pages.get_template("nothing.html").render(style=Markup(STYLE))  # noqa: S704
    return HTMLResponse(html, status_code=404, headers=_headers() | {"Cache-Control": "no-store"})


def _page(
    template: str, shelf: Shelf, links: Links, picture: str = "", **words: Any
) -> HTMLResponse:
    html = _pages.get_template(template).render(
        style=Markup(STYLE),  # noqa: S704  (our own)
        team=shelf.team.name,
        home=links.home,
        feed=links.feed,
        privacy=links.privacy,
        whose=shelf.person.name if shelf.person else "",
        **words,
    )
    return HTMLResponse(html, headers=_headers(picture))


def _headers(picture: str = "") -> dict[str, str]:
    policy = (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src 'self'{picture}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {**PRIVATE, "Content-Security-Policy": policy}


def _picture(note: Note) -> str:
    """What the policy has to allow to show it; empty: there is none that can be shown."""
    found = urlsplit(note.picture_url)
    host = found.netloc.lower()
    is_safe = found.scheme == "https" and _HOST.fullmatch(host)
    return f" https://{host}" if is_safe else ""


def _card(shelf: Shelf, title: str, words: str, url: str, image: str) -> dict[str, str] | None:
    """What a link tells of itself where it is pasted. Somebody's own link tells nothing."""
    if not shelf.is_public:
        return None
    return {"title": title, "words": words, "url": url, "image": image}


def _neighbour(links: Links, number: int | None) -> dict[str, Any] | None:
    return {"number": number, "href": links.of(number)} if number is not None else None
