"""A weeknote as its readers have it, whatever it is shown on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

SectionName: TypeAlias = Literal["good", "learned", "difficult", "next"]

TITLES: dict[SectionName, str] = {
    "good": "Good things",
    "learned": "Learned things",
    "difficult": "Difficulties",
    "next": "What's next",
}
MOST = 6
"""Points in a section."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    role: str = ""
    """Empty for none."""


@dataclass(frozen=True, slots=True)
class Note:
    team: str
    number: int
    first_day: date
    last_day: date
    opening: str
    sections: dict[SectionName, tuple[str, ...]]
    """In the order of `TITLES`; those without a point are not there."""
    people: tuple[Member, ...] = ()
    contact: str = ""
    picture_url: str = ""
    picture_alt: str = ""
    has_own_picture: bool = False
    """It was sent to us, so that we have it ourselves."""
    posted_at: datetime | None = None
    """None: not yet."""
    edited_at: datetime | None = None
    """When it was changed after it was posted."""
    zone: str = "UTC"
    """Of the team."""

    @property
    def title(self) -> str:
        return f"{self.team} – weeknote {self.number}"


def days_in_words(first: date, last: date) -> str:
    """Such as "16–20 November 2026"."""
    if first == last:
        return f"{last.day} {last:%B} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B} {last.year}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {last.day} {last:%B} {last.year}"
    return f"{first.day} {first:%B} {first.year} – {last.day} {last:%B} {last.year}"
