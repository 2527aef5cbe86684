"""Trouble on demand, and trouble by chance."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .world import JSON

Trouble = (
    int
    | Literal[
        "timeout",
        "reset",
        "half",
        "accept-then-500",
        "accept-then-timeout",
        "accept-then-reset",
        "accept-then-half",
    ]
    | JSON
)
"""A status, or Slack's own words, or what becomes of the connection: no answer until the caller gives
up, closed without a word, closed in the middle of the answer. What is accepted has happened on Slack,
and the caller cannot know."""


@dataclass
class Fault:
    method: str
    trouble: Trouble
    times: int = 1
    retry_after: int = 1
    after: int = 0
    where: Callable[[JSON], bool] = lambda _: True

    @property
    def accepts(self) -> bool:
        return isinstance(self.trouble, str) and self.trouble.startswith("accept-then-")

    def strikes(self, method: str, args: dict[str, Any]) -> bool:
        if self.times <= 0 or self.method not in ("*", method) or not self.where(args):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True


Chances = Mapping[int | str, float]
"""Of each trouble, how likely it is; what is left of 1 goes well."""


@dataclass
class Weather:
    """Trouble that comes by chance, the same for the same seed and the same calls."""

    chances: dict[str, Chances] = field(default_factory=dict)
    """By method."""
    dice: random.Random = field(default_factory=lambda: random.Random(0))

    def fault(self, method: str) -> Fault | None:
        chances = self.chances.get(method)
        if not chances:
            return None
        thrown = self.dice.random()
        for trouble, chance in chances.items():
            if thrown < chance:
                return Fault(method, trouble)  # type: ignore[arg-type]
            thrown -= chance
        return None
