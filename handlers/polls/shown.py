"""A poll as plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.anonymity import ENOUGH
from handlers.polls.rules import Kind, Tally


@dataclass(frozen=True, slots=True)
class Shown:
    """A poll as everybody may see it."""

    id: int
    question: str
    """Of a pulse: its name."""
    kind: Kind
    options: tuple[str, ...]
    """Of a pulse: its statements."""
    author: str
    closes_at: datetime
    zone: str
    team: str = ""
    most: int = 0
    is_anonymous: bool = True
    is_live: bool = False
    is_open_to_more: bool = False
    is_closed: bool = False
    closed_by: str = ""
    """Empty: the deadline."""
    answered: int = 0
    tally: Tally | None = None
    """None: not to be shown."""
    names: tuple[tuple[str, ...], ...] = ()
    """Who chose what, by answer or rating; of a ranking, whose first choice it is."""
    threshold: int = ENOUGH
    pulse: int = 0
    """The id of the pulse that it is a round of."""
    before: Tally | None = None
    """Of a pulse: what came of the round before."""

    @property
    def args(self) -> dict[str, str]:
        return {"poll": str(self.id)}

    @property
    def is_rating(self) -> bool:
        return self.kind in ("scale5", "scale10")


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person can do with it, and sees besides."""

    has_answered: bool
    answer: str = ""
    """In words; never of an anonymous poll."""
    missing: tuple[str, ...] | None = None
    """Who has not answered; None: nobody is to know."""
    away: tuple[str, ...] = ()
    may_close: bool = False
    may_add: bool = False
