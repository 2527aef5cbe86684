"""What was made of something lately, for whoever makes the same of it again a moment later.

By which thing it is and not by what it says: comparing two cards takes as long as making one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Lately(Generic[Thing, Made]):
    """Remembers the last ones, at least `kept` and at most twice as many. The things are never
    changed, and neither is what was made of them."""

    def __init__(self, make: Callable[[Thing], Made], kept: int = 500) -> None:
        self._make = make
        self._kept = kept
        # Things are held on to: while one is here, no other has its number.
        self._newer: dict[int, tuple[Thing, Made]] = {}
        self._older: dict[int, tuple[Thing, Made]] = {}

    def of(self, thing: Thing) -> Made:
        number = id(thing)
        found = self._newer.get(number) or self._older.get(number)
        if found is None:
            if len(self._newer) >= self._kept:
                self._older, self._newer = self._newer, {}
            found = self._newer[number] = (thing, self._make(thing))
        return found[1]
