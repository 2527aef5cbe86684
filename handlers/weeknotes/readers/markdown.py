"""A weeknote as Markdown, in which what people typed stays as they typed it. Pure."""

from __future__ import annotations

import re

from handlers.weeknotes.note import TITLES, Note, days_in_words

_MEANT = re.compile(r"([\\`*_{}\[\]<>|~&])")
_FIRST = re.compile(r"^(\s*)(?:(#{1,6}|[+\-=>])|(\d+)([.)]))(?=\s|$|=|-)")


def markdown(note: Note) -> str:
    """Ends with a line break."""
    parts = [f"# {escaped(note.title)}", f"*{days_in_words(note.first_day, note.last_day)}*"]
    if note.opening:
        parts.append(escaped(note.opening))
    if note.picture_url:
        parts.append(f"![{escaped(note.picture_alt)}](<{_address(note.picture_url)}>)")
    for name, points in note.sections.items():
        parts.append(f"## {TITLES[name]}")
        parts.append("\n".join(f"- {escaped(point)}" for point in points))
    if note.people:
        parts.append("## The team")
        rows = [f"{each.name}, {each.role}" if each.role else each.name for each in note.people]
        parts.append("\n".join(f"- {escaped(row)}" for row in rows))
    if note.contact:
        parts.append(f"Questions: {escaped(note.contact)}")
    return "\n\n".join(parts) + "\n"


def escaped(words: str) -> str:
    """On one line, with nothing in it that formats."""
    flat = " ".join(words.split())
    return _FIRST.sub(_as_letters, _MEANT.sub(r"\\\1", flat))


def _as_letters(found: re.Match[str]) -> str:
    space, sign, count, dot = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{count}\\{dot}"


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\n", "")
