"""Where the points of a weeknote come from; for its editor alone. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.cards import (
    Bold,
    Bullets,
    Card,
    Heading,
    Italic,
    Part,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.weeknotes.note import TITLES
from handlers.weeknotes.views import Point, Shown, Source


def sources(shown: Shown, heard: str = "") -> Card:
    """Where each point comes from; for its editor alone. `heard`: how the team writes, where a draft is
    put that way."""
    parts: list[Part] = [
        Heading(f"Where weeknote {shown.note.number} comes from"),
        small("Only you see this; readers do not."),
    ]
    if heard and shown.status != "posted":
        parts.append(small(f"Drafted the way you write: {heard}. /weeknote setup changes that."))
    for name, title in TITLES.items():
        points = shown.points.get(name, ())
        if not points:
            continue
        parts.append(text(Bold(title)))
        for point in points:
            parts.append(plain(point.text))
            parts.append(Bullets(tuple(_comes_from(point))))
    return Card(f"Where weeknote {shown.note.number} comes from", tuple(parts))


_KINDS = {
    "stand-up": "Stand-up",
    "blocker": "Blocker",
    "milestone": "Milestone",
    "risk": "Risk",
    "goal": "Goal of a sprint",
    "action": "Action of a retro",
    "learning": "Learning of a retro",
    "ceremony": "Held",
    "team": "The team",
}
_OWN = {
    "added": "written by hand",
    "edited": "changed by hand",
    "suggested": "put in words that a language model suggested",
    "imported": "taken over from an earlier weeknote",
}


def _comes_from(point: Point) -> Iterator[Spans]:
    for source in point.sources:
        yield line(Italic(f"{_whence(source)}: "), source.words)
    if own := _by_hand(point):
        yield line(own)


def in_words(point: Point) -> list[str]:
    """Where it comes from."""
    said = [f"{_whence(source)}: {source.words}" for source in point.sources]
    return [*said, *filter(None, [_by_hand(point)])]


def _whence(source: Source) -> str:
    day = f", {_day(source.day)}" if source.day else ""
    return f"{_KINDS.get(source.kind, source.kind)}{day}"


def _by_hand(point: Point) -> str:
    """What was done to it; empty: nothing, it stands as it was drafted."""
    if point.origin in _OWN or not point.sources:
        return _OWN.get(point.origin, "drafted")
    return ""


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B}"
