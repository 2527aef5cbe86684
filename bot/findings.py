"""What the doctor finds: one line of a check-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["ok", "off", "warning", "missing", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    state: State
    says: str
    """Never holds a secret."""
    to_do: str = ""
    """One line; empty where nothing is."""

    @property
    def stops(self) -> bool:
        """Whether Drumbeat cannot work like this."""
        return self.state in ("missing", "broken")
