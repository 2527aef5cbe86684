"""What a page, a feed, a picture and a file say of a weeknote. Pure."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from handlers.times import local
from handlers.weeknotes.note import TITLES, Note, days_in_words

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]")
LONGEST_CARD = 200
"""Characters of what a link says of itself where it is pasted."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where one team's weeknotes stand, for who came by one secret."""

    address: str
    """Where the world reaches us; without a slash at its end."""
    secret: str

    @property
    def home(self) -> str:
        return f"{self.address}/weeknotes/{self.secret}"

    @property
    def feed(self) -> str:
        return f"{self.address}/feeds/{self.secret}.atom"

    @property
    def privacy(self) -> str:
        return f"{self.address}/privacy"

    @property
    def card(self) -> str:
        return f"{self.home}/card.png"

    def of(self, number: int, form: str = "") -> str:
        """`form`: such as `.md`, or `/card.png`."""
        return f"{self.home}/{number}{form}"


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    points: tuple[str, ...]


def sections(note: Note) -> list[Section]:
    return [Section(name, TITLES[name], points) for name, points in note.sections.items()]


def days(note: Note) -> str:
    return days_in_words(note.first_day, note.last_day)


def day(at: datetime | None, zone: str) -> str:
    if at is None:
        return ""
    there = local(at, zone)
    return f"{there.day} {there:%B %Y}"


def in_short(note: Note) -> str:
    """What it begins with, in one line."""
    first = next((points[0] for points in note.sections.values() if points), "")
    words = " ".join((note.opening or first).split())
    if len(words) <= LONGEST_CARD:
        return words
    head = words[: LONGEST_CARD - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[100:] else head}…"


def changed(note: Note) -> datetime | None:
    return note.edited_at or note.posted_at


def name_for_ever(workspace: int, team: int, number: int) -> str:
    """What news readers know a weeknote by, whatever its address is today."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"drumbeat/weeknote/{workspace}/{team}/{number}").urn


def linked(words: str) -> Markup:
    """Addresses in what people typed can be followed; all else stays words."""
    parts: list[str] = []
    start = 0
    for found in _LINK.finditer(words):
        parts.append(str(escape(words[start : found.start()])))
        url = str(escape(found.group()))
        parts.append(f'<a href="{url}" rel="noopener noreferrer nofollow">{url}</a>')
        start = found.end()
    return Markup("".join([*parts, str(escape(words[start:]))]))  # noqa: S704  (all is escaped)


def marked(words: str, wanted: list[str]) -> Markup:
    """What was searched for stands out."""
    sought = [re.escape(each) for each in sorted(wanted, key=len, reverse=True) if each]
    if not sought:
        return escape(words)
    pieces = re.split(f"({'|'.join(sought)})", words, flags=re.IGNORECASE)
    # Every second one is what was found.
    html = "".join(
        f"<mark>{escape(piece)}</mark>" if nth % 2 else str(escape(piece))
        for nth, piece in enumerate(pieces)
    )
    return Markup(html)  # noqa: S704  (all is escaped)


def matches(note: Note, wanted: list[str]) -> list[str]:
    """The points in which something stands that was searched for."""
    sought = [each.casefold() for each in wanted]
    return [
        point
        for points in note.sections.values()
        for point in points
        if any(each in point.casefold() for each in sought)
    ]
