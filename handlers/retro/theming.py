"""What comes again from retro to retro, and what became of it. Pure, and the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.meanings import Meanings
from handlers.retro import likeness

LOOKED_AT = 6
"""Retros, the last ones."""
MOST = 8
"""Themes that are told."""
MOST_TITLES = 3
"""Other titles that are told of one."""


@dataclass(frozen=True, slots=True)
class Past:
    """A topic of one of the last retros, with how its actions stand."""

    retro: int
    topic: int
    title: str
    done: int = 0
    open: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """Topics that mean the same, of more than one retro."""

    title: str
    """As it was called last."""
    times: int
    """In how many of the retros."""
    titles: tuple[str, ...]
    """What else it was called."""
    done: int
    open: int
    dropped: int


def themes(past: Sequence[Past], meanings: Meanings | None = None) -> list[Theme]:
    """The most frequent first; of those the one that came last. `past` has the last retro first."""
    by_key = {each.topic: (place, each) for place, each in enumerate(past)}
    found: list[tuple[int, Theme]] = []
    for group in likeness.groups([(each.topic, each.title) for each in past], meanings):
        placed = sorted((by_key[key] for key in group), key=lambda each: each[0])
        some = [each for _, each in placed]
        times = len({each.retro for each in some})
        if times < 2:
            continue
        titles = dict.fromkeys(" ".join(each.title.split()) for each in some)
        first, *others = titles
        theme = Theme(
            first,
            times,
            tuple(others[:MOST_TITLES]),
            sum(each.done for each in some),
            sum(each.open for each in some),
            sum(each.dropped for each in some),
        )
        found.append((placed[0][0], theme))
    found.sort(key=lambda each: (-each[1].times, each[0]))
    return [theme for _, theme in found[:MOST]]
