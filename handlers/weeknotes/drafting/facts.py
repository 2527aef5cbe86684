"""What a weeknote is drafted from, and the draft. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from handlers.weeknotes.drafting.tone import USUAL, Tone
from handlers.weeknotes.note import SectionName


@dataclass(frozen=True, slots=True)
class Source:
    """Where a point comes from; for its editor alone."""

    kind: str
    """stand-up, blocker, milestone, risk, goal, action, learning, ceremony or team."""
    id: int
    words: str
    day: date | None = None

    def plain(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "id": self.id,
            "words": self.words,
            "day": self.day.isoformat() if self.day else "",
        }


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of a stand-up, as it was typed."""

    about: Literal["done", "next"]
    words: str
    person: int
    """Only to tell that several said it."""
    day: date
    id: int


@dataclass(frozen=True, slots=True)
class Blocked:
    id: int
    summary: str
    raised_on: date
    closed_on: date | None = None
    """None: it is open."""
    waits_for: str = ""
    """team, service or decision, and its name; of a person only that it is one."""
    waits_for_name: str = ""
    severity: str = "medium"


@dataclass(frozen=True, slots=True)
class Milestone:
    id: int
    title: str
    due_on: date
    state: Literal["reached", "missed", "moved", "overdue", "coming"]
    was: date | None = None
    """The day it had before it moved."""


@dataclass(frozen=True, slots=True)
class Risk:
    id: int
    title: str
    gravity: int
    """1 to 9."""
    state: Literal["new", "graver", "lesser", "open", "happened", "over"]
    response: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    sprint: int
    words: str
    outcome: str = ""
    """reached, partly or missed; empty: it is not over, or nobody has said."""
    told: str = ""
    """What should be known of it, as somebody typed it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a retro led to: a learning that the team named openly, or an action."""

    kind: Literal["learning", "action"]
    id: int
    words: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one period that readers may know."""

    number: int
    first_day: date
    last_day: date
    said: tuple[Said, ...] = ()
    blockers: tuple[Blocked, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    risks: tuple[Risk, ...] = ()
    ended: Goal | None = None
    """Of the sprint that ended in the period."""
    current: Goal | None = None
    """Of the sprint that goes on after it."""
    taken: tuple[Taken, ...] = ()
    ceremonies: tuple[str, ...] = ()
    """Held in the period, such as "review"."""
    joined: tuple[tuple[int, str, str], ...] = ()
    """Id, name and role of who came into the team."""
    left: tuple[tuple[int, str], ...] = ()
    names: frozenset[str] = frozenset()
    """Of everybody there: points are the team's, and name nobody."""
    strangers: frozenset[str] = frozenset()
    """Of people who are not of the team, told apart by their whole names alone."""
    hidden: frozenset[str] = frozenset()
    """Of those who want to be left out: whatever has one of these in it is not told."""
    before: Mapping[SectionName, tuple[str, ...]] = field(default_factory=dict)
    """The points of the weeknote before."""
    tone: Tone = USUAL
    """How the team writes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point that could be told, in the ways it can be put; the first that is not stale is."""

    texts: tuple[str, ...]
    sources: tuple[Source, ...]
    weight: int = 0
    label: str = ""
    """What the opening line calls it by."""
    goes_on: bool = False
    """It stays news while it lasts: told again, in other words."""


@dataclass(frozen=True, slots=True)
class Point:
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    opening: str
    sections: dict[SectionName, tuple[Point, ...]]
