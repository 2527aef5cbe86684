"""What was made lately, for whoever makes the same again a moment later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Thing = TypeVar("Thing")
Made = TypeVar("Made")

KEPT = 500


class Recent(Generic[Key, Made]):
    """The last ones by their keys: at least `kept` and at most twice as many."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._newer: dict[Key, Made] = {}
        self._older: dict[Key, Made] = {}

    def keep(self, key: Key, made: Made) -> None:
        if len(self._newer) >= self._kept:
            self._older, self._newer = self._newer, {}
        self._newer[key] = made

    def find(self, key: Key) -> Made | None:
        found = self._newer.get(key)
        return self._older.get(key) if found is None else found


class Lately(Generic[Thing, Made]):
    """By which thing it was made of, and not by what that says: comparing two cards takes as long as
    making one. The things are never changed, and neither is what was made of them."""

    def __init__(self, make: Callable[[Thing], Made], kept: int = KEPT) -> None:
        self._make = make
        # Things are held on to: while one is here, no other has its number.
        self._recent: Recent[int, tuple[Thing, Made]] = Recent(kept)

    def of(self, thing: Thing) -> Made:
        found = self._recent.find(id(thing))
        if found is None:
            found = (thing, self._make(thing))
            self._recent.keep(id(thing), found)
        return found[1]
