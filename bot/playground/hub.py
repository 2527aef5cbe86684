"""Who is looking at a page, and what changed that they may see."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class News:
    """Places that changed; the page fetches them again."""

    places: tuple[str, ...]
    home: bool


class Ear:
    """One open page. News pile up into one piece until they are taken, so a slow page costs
    nothing."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.is_over = False
        self._loop = asyncio.get_running_loop()
        self._something = asyncio.Event()
        self._places: set[str] = set()
        self._home = False

    async def news(self) -> News | None:
        """None: no more will come."""
        await self._something.wait()
        self._something.clear()
        if self.is_over:
            return None
        news = News(tuple(sorted(self._places)), self._home)
        self._places.clear()
        self._home = False
        return news

    def hear(self, places: Iterable[str], home: bool) -> None:
        # Deliveries may run in another thread's loop.
        self._loop.call_soon_threadsafe(self._note, tuple(places), home)

    def end(self) -> None:
        self.is_over = True
        self._loop.call_soon_threadsafe(self._something.set)

    def _note(self, places: tuple[str, ...], home: bool) -> None:
        self._places.update(places)
        self._home = self._home or home
        self._something.set()


class Hub:
    def __init__(self) -> None:
        self._ears: set[Ear] = set()

    @contextlib.contextmanager
    def listening(self, person: str) -> Iterator[Ear]:
        ear = Ear(person)
        self._ears.add(ear)
        try:
            yield ear
        finally:
            self._ears.discard(ear)

    def tell(self, people: Iterable[str], *places: str, home: bool = True) -> None:
        """Only these people, who may all see these places."""
        told = frozenset(people)
        for ear in tuple(self._ears):
            if ear.person in told:
                ear.hear(places, home)

    def tell_everybody(self) -> None:
        """The time moved: nobody's news in particular."""
        for ear in tuple(self._ears):
            ear.hear((), home=True)

    def close(self) -> None:
        for ear in tuple(self._ears):
            ear.end()
