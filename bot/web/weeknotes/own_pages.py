"""The page on which a weeknote is edited, and the one on which earlier ones are taken over. Like all
pages, they do without a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import HTMLResponse

from bot.web.weeknotes import pages, shown
from handlers.weeknotes import on_the_web
from handlers.weeknotes.note import MOST, TITLES, Note
from handlers.weeknotes.on_the_web import Opened
from handlers.weeknotes.source_views import in_words
from handlers.weeknotes.views import Shown

FRESH = {"Cache-Control": "no-store"}


def page(
    opened: Opened,
    home: str,
    whose: str,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    has_saved: bool = False,
) -> HTMLResponse:
    """`typed`: what was sent and could not be taken, with `wrong` for each field."""
    if opened.weeknote is None or opened.shown is None:
        return importing(opened, home, whose)
    note = opened.shown.note
    is_posted = opened.weeknote.status == "posted"
    saved = "Saved, and changed wherever it was posted." if is_posted else "Saved."
    picture = f"{home}/picture" if note.has_own_picture else ""
    elsewhere = note.picture_url if pages.allowed(note) else ""
    wrong = wrong or {}
    return pages.rendered(
        "edit.html",
        pages.policy(pages.allowed(note)) | FRESH,
        422 if wrong else 200,
        **_around(opened, home, whose),
        title=note.title,
        number=note.number,
        days=shown.days(note),
        most=MOST,
        saved=saved if has_saved else "",
        wrong={name: wrong.get(name, "") for name in _FIELDS if wrong.get(name)},
        seen="" if on_the_web.CHANGED in wrong else on_the_web.stand(opened.weeknote),
        typed=_typed(note) if typed is None else {name: typed.get(name, "") for name in _FIELDS},
        picture=picture or elsewhere,
        sections=_sections(opened.shown),
        is_posted=is_posted,
    )


_FIELDS = ("seen", "opening", *TITLES, "picture", "alt", "drop")


def _typed(note: Note) -> dict[str, str]:
    said = {str(name): "\n".join(points) for name, points in note.sections.items()}
    said = {**dict.fromkeys(TITLES, ""), **said}
    return {**said, "opening": note.opening, "alt": note.picture_alt, "drop": ""}


def _sections(draft: Shown) -> list[dict[str, Any]]:
    """With where each point comes from."""
    return [
        {
            "id": name,
            "title": title,
            "points": [
                {"text": point.text, "sources": in_words(point)}
                for point in draft.points.get(name, ())
            ],
        }
        for name, title in TITLES.items()
    ]


def preview(note: Note, home: str, whose: str) -> HTMLResponse:
    return pages.rendered(
        "preview.html",
        pages.policy(pages.allowed(note)) | FRESH,
        team=note.team,
        whose=whose,
        home=home,
        privacy=_privacy(home),
        note=pages.words_of(note, f"{home}/picture"),
    )


def importing(
    opened: Opened, home: str, whose: str, markdown: str = "", wrong: str = ""
) -> HTMLResponse:
    around = _around(opened, home, whose)
    headers, status = pages.policy() | FRESH, 422 if wrong else 200
    return pages.rendered("import.html", headers, status, **around, markdown=markdown, wrong=wrong)


def done(said: str, opened: Opened, home: str, whose: str) -> HTMLResponse:
    headers = pages.policy() | FRESH
    return pages.rendered("done.html", headers, **_around(opened, home, whose), said=said)


def _around(opened: Opened, home: str, whose: str) -> dict[str, Any]:
    return {
        "team": opened.team.name,
        "home": home,
        "whose": whose,
        "privacy": _privacy(home),
    }


def _privacy(home: str) -> str:
    return f"{home.rpartition('/edit/')[0]}/privacy"
