"""Trouble on demand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .world import JSON

Trouble = int | Literal["timeout", "reset", "accept-then-reset"] | JSON


@dataclass
class Fault:
    method: str
    trouble: Trouble
    times: int
    retry_after: int
    after: int
    where: Callable[[JSON], bool]

    def strikes(self, method: str, args: dict[str, Any]) -> bool:
        if self.times <= 0 or self.method not in ("*", method) or not self.where(args):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True
