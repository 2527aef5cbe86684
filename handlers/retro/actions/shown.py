"""An action as plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.tracker_settings import Tracker


@dataclass(frozen=True, slots=True)
class Shown:
    """An action as people see it."""

    id: int
    words: str
    team: str
    team_id: int
    owner: str
    due_day: date
    due_at: datetime | None
    """Where a time was said."""
    zone: str
    """Of who reads, or the team's."""
    today: date
    """There."""
    is_late: bool = False
    has_left: bool = False
    """Its owner is there no longer."""
    status: str = "open"
    closed_on: date | None = None
    closing: str = ""
    """Why it was dropped."""

    trackers: tuple[Tracker, ...] = ()
    """Where the keys of its team's tickets lead."""

    @property
    def args(self) -> dict[str, str]:
        return {"action": str(self.id)}

    @property
    def is_open(self) -> bool:
        return self.status == "open"
