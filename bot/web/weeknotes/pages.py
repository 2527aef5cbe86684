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
    own = links.of(note.number)
    return _page(
        "weeknote.html",
        shelf,
        links,
        allowed(note),
        query="",
        is_home=False,
        note=words_of(note, f"{own}/picture"),
        older=_neighbour(links, one.older),
        newer=_neighbour(links, one.newer),
        markdown=f"{own}.md",
        pdf=f"{own}.pdf",
        card=_card(shelf, note.title, shown.in_short(note), own, f"{own}/card.png"),
    )


def words_of(note: Note, own_picture: str) -> dict[str, Any]:
    """`own_picture`: where its picture is, if it was sent to us."""
    elsewhere = note.picture_url if allowed(note) else ""
    return {
        "title": note.title,
        "number": note.number,
        "days": shown.days(note),
        "opening": note.opening,
        "sections": shown.sections(note),
        "people": note.people,
        "contact": note.contact,
        "picture": own_picture if note.has_own_picture else elsewhere,
        "picture_alt": note.picture_alt,
        "posted": shown.day(note.posted_at, note.zone),
        "edited": shown.day(note.edited_at, note.zone),
    }


def nothing() -> HTMLResponse:
    """The same for what never was, for what is no more, and for who may no longer read."""
    return rendered("nothing.html", policy() | {"Cache-Control": "no-store"}, 404)


def _page(
    template: str, shelf: Shelf, links: Links, picture: str = "", **words: Any
) -> HTMLResponse:
    return rendered(
        template,
        headers=policy(picture),
        team=shelf.team.name,
        home=links.home,
        feed=links.feed,
        privacy=links.privacy,
        whose=shelf.person.name if shelf.person else "",
        **words,
    )


def rendered(
    template: str, headers: dict[str, str], status: int = 200, **words: Any
) -> HTMLResponse:
    html = _pages.get_template(template).render(style=Markup(STYLE), **words)  # noqa: S704  (our own)
    return HTMLResponse(html, status_code=status, headers=headers)


def policy(picture: str = "") -> dict[str, str]:
    """`picture`: where else one may come from, with a space before it."""
    said = (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src 'self'{picture}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {**PRIVATE, "Content-Security-Policy": said}


def allowed(note: Note) -> str:
    """What else the policy has to allow to show its picture; empty: nothing, or it cannot be shown."""
    if note.has_own_picture:
        return ""
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
