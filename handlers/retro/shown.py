"""A retro as plain values, for its views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Column:
    key: int
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A card that has been shown."""

    key: int
    column: str
    text: str
    name: str = ""
    """Of who wrote it, where it stands on it."""


@dataclass(frozen=True, slots=True)
class Topic:
    key: int
    title: str
    cards: tuple[Paper, ...]
    votes: int | None = None
    place: int = 0
    """From 1, once voted on; those with as many votes share one."""
    is_tied: bool = False
    state: str = ""
    """discussed or skipped; empty before."""
    notes: tuple[tuple[str, str], ...] = ()
    """Who noted what."""


@dataclass(frozen=True, slots=True)
class Board:
    """All there is to see of a retro."""

    id: int
    team: str
    template: str
    phase: str
    facilitator: str
    zone: str
    columns: tuple[Column, ...]
    round: int = 1
    is_anonymous: bool = True
    is_async: bool = False
    deadline: datetime | None = None
    to_end: tuple[tuple[str, datetime], ...] = ()
    """When each step to come ends, where the cadence has planned it."""
    icebreaker: str = ""
    topics: tuple[Topic, ...] = ()
    few: bool = False
    budget: int = 0
    cap: int = 3
    current: int = 0
    """The topic that is talked about; 0: none."""
    talk_until: datetime | None = None

    @property
    def args(self) -> dict[str, str]:
        return {"retro": str(self.id)}

    @property
    def talked_about(self) -> Topic | None:
        return next((each for each in self.topics if each.key == self.current), None)

    @property
    def to_come(self) -> tuple[Topic, ...]:
        """Topics that nobody has talked about, in their order."""
        return tuple(each for each in self.topics if not each.state and each.key != self.current)


@dataclass(frozen=True, slots=True)
class Written:
    """A card that still lies in the box, for its holder alone."""

    token: str
    column: str
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What the facilitator is told while something is collected."""

    cards: str = ""
    """In words, roughly."""
    took_part: int = 0
    done: int = 0
    voted: int = 0
