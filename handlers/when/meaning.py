"""What words were understood to mean, or what has to be asked back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.when.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class Unclear:
    """The words can mean several things, or something is missing."""

    question: str
    options: tuple[str, ...]
    """Phrases that answer it: each is understood where the words were."""


@dataclass(frozen=True, slots=True)
class Understood:
    recurrence: Recurrence
    note: str = ""
    """What was taken to be meant and should be said; mostly nothing."""


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    """UTC. Where no time was said, the end of the working day."""
    day: date
    """On the speaker's calendar."""
    timed: bool
    """Whether a time of day was said."""


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date
    note: str = ""
    """What was taken to be meant and should be said; mostly nothing."""
