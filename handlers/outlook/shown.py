"""Milestones and risks as plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.outlook.rules import Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """One of them as people see it; days are those of the team's calendar."""

    kind: Kind
    id: int
    number: int
    team: str
    title: str
    due_on: date
    made_by: str
    status: str = "open"
    owner: str = ""
    likelihood: str = ""
    impact: str = ""
    response: str = ""
    closing: str = ""
    is_overdue: bool = False

    @property
    def args(self) -> dict[str, str]:
        return {self.kind: str(self.id)}

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def name(self) -> str:
        return f"{self.kind.capitalize()} {self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history."""

    at: datetime
    zone: str
    who: str
    """Empty: the clock."""
    did: str
    words: str = ""
