"""A weeknote set as a PDF, and the picture that its link shows where it is pasted. Pure; neither reads
what people typed as markup."""

from __future__ import annotations

import json
import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.web.weeknotes import shown
from handlers.weeknotes.note import Note
from storage.weeknote_pictures import Kept


def pdf(note: Note, picture: Kept | None = None) -> bytes:
    """Tagged for screen readers. Takes 50 ms. `picture`: the one that was sent to us."""
    edited = f", changed on {shown.day(note.edited_at, note.zone)}" if note.edited_at else ""
    told = {
        "form": "file",
        "team": note.team,
        "title": note.title,
        "heading": f"Weeknote {note.number}",
        "days": shown.days(note),
        "opening": note.opening,
        "sections": [
            {"title": section.title, "points": section.points} for section in shown.sections(note)
        ],
        # What lies elsewhere is named, and not fetched for everybody who wants the file.
        "picture": "" if picture else _named(note),
        "drawn": picture.kind if picture else "",
        "alt": note.picture_alt,
        "people_title": "The team",
        "people": [f"{each.name}, {each.role}" if each.role else each.name for each in note.people],
        "contact": note.contact,
        "posted": f"Posted on {shown.day(note.posted_at, note.zone)}{edited}.",
    }
    return _set(json.dumps(told), "pdf", picture)


def _named(note: Note) -> str:
    return " – ".join(each for each in (note.picture_alt, note.picture_url) if each)


def card(team: str, heading: str, days: str, words: str) -> bytes:
    """A PNG of 1200 by 630 pixels."""
    told = {"form": "card", "team": team, "heading": heading, "days": days, "opening": words}
    return _cards(json.dumps({**told, "title": heading}))


@lru_cache(maxsize=64)
def _cards(told: str) -> bytes:
    return _set(told, "png")


def _set(told: str, form: Any, picture: Kept | None = None) -> bytes:
    # Only now: 60 MB that few processes ever need.
    import typst

    # A folder of its own, beyond which it reads nothing.
    with tempfile.TemporaryDirectory(prefix="weeknote") as folder:
        if picture is not None:
            (Path(folder) / f"picture.{picture.kind}").write_bytes(picture.content)
        made: Any = typst.compile(  # type: ignore[misc]
            _source(),
            root=folder,
            format=form,
            ppi=72.0,
            sys_inputs={"told": told},
            font_paths=[str(files("ttf_opensans") / "ttf")],
        )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (files("bot.web.weeknotes") / "typeset.typ").read_bytes()
