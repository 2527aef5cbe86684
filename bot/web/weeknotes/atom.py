"""A team's weeknotes as an Atom feed (RFC 4287). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from markupsafe import escape

from bot.web.weeknotes import shown
from bot.web.weeknotes.shown import Links
from handlers.weeknotes.note import Note

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(
    team: str,
    notes: Sequence[Note],
    links: Links,
    names: dict[int, str],
    own_name: str,
    made: datetime,
) -> bytes:
    """`names`: what each number is known by for ever; `made`: when there was nothing yet."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _put(root, "id", own_name)
    _put(root, "title", f"Weeknotes of {team}")
    _put(root, "updated", _at(max((_changed(each, made) for each in notes), default=made)))
    author = ET.SubElement(root, "author")
    _put(author, "name", team)
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": links.feed})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": links.home})
    for note in notes:
        entry = ET.SubElement(root, "entry")
        _put(entry, "id", names[note.number])
        _put(entry, "title", f"Weeknote {note.number} – {shown.days(note)}")
        _put(entry, "published", _at(note.posted_at or made))
        _put(entry, "updated", _at(_changed(note, made)))
        href = links.of(note.number)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
        _put(entry, "summary", shown.in_short(note))
        _put(entry, "content", _html(note, href), type="html")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: ET.Element, name: str, words: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _NOT_XML.sub("", words)


def _at(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _changed(note: Note, made: datetime) -> datetime:
    return shown.changed(note) or made


def _html(note: Note, href: str) -> str:
    parts = [f"<p>{shown.linked(note.opening)}</p>"] if note.opening else []
    if note.has_own_picture:
        parts.append(f'<p><img src="{href}/picture" alt="{escape(note.picture_alt)}"></p>')
    for section in shown.sections(note):
        points = "".join(f"<li>{shown.linked(point)}</li>" for point in section.points)
        parts.append(f"<h2>{section.title}</h2><ul>{points}</ul>")
    if note.contact:
        parts.append(f"<p>Questions? {shown.linked(note.contact)}</p>")
    return "".join(parts)
