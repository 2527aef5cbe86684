"""A blocker as plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.tracker_settings import Tracker


@dataclass(frozen=True, slots=True)
class Coming:
    """Who is told next if nothing happens, and when."""

    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A blocker as people see it."""

    id: int
    number: int
    team: str
    summary: str
    status: str
    raised_by: str
    blocked: tuple[str, ...]
    raised_at: datetime
    zone: str
    """Of who reads, or the team's."""
    owner: str = ""
    details: str = ""
    link: str = ""
    waits_for: str = ""
    waits_for_name: str = ""
    waits_for_whom: str = ""
    """Who hears of what waits for that service."""
    severity: str = "medium"
    category: str = ""
    due_at: datetime | None = None
    due_has_time: bool = False
    is_overdue: bool = False
    quiet_until: datetime | None = None
    promised_until: datetime | None = None
    """Until when somebody was on it, where that has passed."""
    closing: str = ""
    merged_into: int = 0
    is_private: bool = False
    coming: tuple[Coming, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    """Where the keys of tickets lead."""

    @property
    def args(self) -> dict[str, str]:
        return {"blocker": str(self.id)}

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "acknowledged")

    @property
    def state(self) -> str:
        if self.merged_into:
            return f"merged into blocker {self.merged_into}"
        if self.promised_until:
            return "the promised time has passed"
        return {"acknowledged": "somebody is on it"}.get(self.status, self.status)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history."""

    at: datetime
    who: str
    """Empty: the clock."""
    did: str
    words: str = ""
