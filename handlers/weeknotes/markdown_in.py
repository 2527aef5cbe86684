"""Earlier weeknotes out of Markdown, as people write it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.weeknotes.note import SectionName

_NAMES = """
jan january feb february mar march apr april may may jun june
jul july aug august sep september oct october nov november dec december
"""
MONTHS = {name: place // 2 + 1 for place, name in enumerate(_NAMES.split())}
_TITLES: Mapping[SectionName, tuple[str, ...]] = {
    "good": (
        "good thing",
        "win",
        "highlight",
        "what went well",
        "went well",
        "done",
        "achievement",
    ),
    "learned": ("learned", "learnt", "learning", "lesson", "what we learned", "insight"),
    "difficult": ("difficult", "challenge", "blocker", "hard", "problem", "risk", "what was hard"),
    "next": ("what's next", "whats next", "next", "coming up", "plan", "outlook", "upcoming"),
}
_PEOPLE = ("the team", "team", "people", "who we are", "people and roles")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(.*)$")
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\(<?(?P<url>https://[^\s>)]+)>?\)$")
_CONTACT = re.compile(r"^(?:questions|contact)\s*[?:]\s*(?:ask\s+)?(.+)$", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:weeknotes?|week note|no\.?|number|#|nr\.?)\s*#?\s*(\d{1,4})\b", re.IGNORECASE
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NAMED = re.compile(r"\b(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>()#+\-.!|~&])")
_MARKED = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\]]+)\]\(<?([^\s>)]+)>?\)")


LONGEST_LINE = 5000
"""Characters: a point is one line."""
MOST = 520
"""Weeknotes at once: those of ten years."""


class Unreadable(Exception):
    """The words say which part, and what to do."""


@dataclass(frozen=True, slots=True)
class Earlier:
    number: int | None
    day: date
    """The last that it tells of."""
    opening: str = ""
    sections: dict[SectionName, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    contact: str = ""
    picture_url: str = ""
    picture_alt: str = ""


def read(words: str) -> list[Earlier]:
    """In the order they stand there. Raises Unreadable."""
    parts: list[tuple[str, list[str]]] = []
    for row in words.removeprefix("\ufeff").replace("\r\n", "\n").splitlines():
        if len(row) > LONGEST_LINE:
            raise Unreadable(
                f"A line has {len(row):,} characters, at most {LONGEST_LINE:,} can be read: "
                f"“{row[:40]}…”"
            )
        heading = _HEADING.match(row)
        if heading and (len(heading[1]) == 1 or (not parts and len(heading[1]) == 2)):
            parts.append((heading[2], []))
        elif parts:
            parts[-1][1].append(row)
        elif row.strip():
            raise Unreadable("It has to begin with a heading, such as “# Weeknote 12, 2026-03-20”.")
    if not parts:
        raise Unreadable("There is nothing in it.")
    if len(parts) > MOST:
        raise Unreadable(f"These are {len(parts)} weeknotes, at most {MOST} can be read at once.")
    return [_one(title, rows) for title, rows in parts]


def _one(title: str, rows: list[str]) -> Earlier:
    days = _days(title) or [found for row in rows[:4] for found in _days(row)]
    if not days:
        raise Unreadable(f"“{title}” has no day. Write it like “# Weeknote 12, 2026-03-20”.")
    number = _NUMBER.search(title)
    sections: dict[SectionName, list[str]] = {}
    people: list[str] = []
    opening: list[str] = []
    contact = url = alt = ""
    place: SectionName | None = None
    is_people = False
    for row in rows:
        text = row.strip()
        if not text or set(text) <= set("-=_*") or (place is None and _is_days(text)):
            continue
        if heading := _HEADING.match(row):
            name = heading[2].strip(" :*_").casefold().replace("’", "'")
            is_people = name in _PEOPLE
            place = None if is_people else _section(name, heading[2], title)
        elif picture := _PICTURE.match(text):
            url, alt = picture["url"], _plain(picture["alt"])
        elif asked := _CONTACT.match(text):
            contact = _plain(asked[1]).rstrip(".")
        else:
            bullet = _BULLET.match(row)
            said = _plain(bullet[1] if bullet else text)
            if is_people:
                people.append(said)
            elif place is None:
                opening.append(said)
            elif bullet or not sections.get(place):
                sections.setdefault(place, []).append(said)
            else:
                # A line that goes on belongs to the point before it.
                sections[place][-1] += f" {said}"
    found: dict[SectionName, tuple[str, ...]] = {
        name: tuple(sections[name]) for name in _TITLES if name in sections
    }
    if not found and not opening:
        raise Unreadable(f"“{title}” has nothing beneath it.")
    return Earlier(
        int(number[1]) if number else None,
        max(days),
        " ".join(opening),
        found,
        tuple(people),
        contact,
        url,
        alt,
    )


def _section(name: str, typed: str, title: str) -> SectionName:
    for section, known in _TITLES.items():
        if any(name == each or name.startswith(each) for each in known):
            return section
    raise Unreadable(
        f"“{typed}” beneath “{title}” is none of my sections: Good things, Learned things, "
        "Difficulties, What's next."
    )


def _days(text: str) -> list[date]:
    found: list[date] = []
    for year, month, day in _ISO.findall(text):
        found += _day(int(year), int(month), int(day))
    for day, name, year in _NAMED.findall(text):
        found += _day(int(year), MONTHS.get(name.casefold(), 0), int(day))
    return found


def _is_days(text: str) -> bool:
    """A line that says which days it is about, and nothing else."""
    return bool(_days(text)) and len(text) < 60 and not text.endswith(".")


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _plain(text: str) -> str:
    """Without marks; a link as its words and its address."""
    text = _LINK.sub(lambda m: m[1] if m[1] == m[2] else f"{m[1]} ({m[2]})", text)
    text = _MARKED.sub(r"\2", text)
    return " ".join(_ESCAPED.sub(r"\1", text).split())
