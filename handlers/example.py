"""What a view looks like with plausible data: for the gallery, and for the tests of every platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.cards import Card, Form


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    """Starts with the view's own, so that neighbours are found together."""
    shown: Card | Form
    on: Literal["chat", "home"] = "chat"
    """Where a card is shown."""
