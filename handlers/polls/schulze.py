"""One order from many rankings, by the Schulze method. Pure.

Of any two answers the one that more people put before the other is stronger, directly or by way of
others; each step of such a way counts as many as prefer it. It is told from the counts of these duels
alone, so no ranking of anybody's needs to be kept. Whoever is preferred to every other comes first;
who leaves an answer out puts it behind all they named.
Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Duels: TypeAlias = tuple[tuple[int, ...], ...]
"""`duels[a][b]`: how many put answer `a` before answer `b`."""


def duels(rankings: Iterable[Sequence[int]], options: int) -> Duels:
    """`rankings`: the numbers of answers, the best first, each once."""
    counted = [[0] * options for _ in range(options)]
    for ranking in rankings:
        places = {option: place for place, option in enumerate(ranking)}
        for one, place in places.items():
            for other in range(options):
                if other != one and place < places.get(other, options):
                    counted[one][other] += 1
    return tuple(map(tuple, counted))


def order(counted: Duels) -> list[list[int]]:
    """The best first; those that are as good as each other stand together."""
    everyone = range(len(counted))
    strength = _strongest(counted)
    beaten = [
        sum(strength[other][one] > strength[one][other] for other in everyone) for one in everyone
    ]
    places: dict[int, list[int]] = {}
    # What beats is transitive, so whoever is beaten by fewer stands before whoever is by more.
    for one in sorted(everyone, key=lambda each: (beaten[each], each)):
        places.setdefault(beaten[one], []).append(one)
    return list(places.values())


def _strongest(counted: Duels) -> list[list[int]]:
    """The strength of the strongest way from each to each, as Floyd and Warshall find it."""
    everyone = range(len(counted))
    strength = [
        [counted[a][b] if counted[a][b] > counted[b][a] else 0 for b in everyone] for a in everyone
    ]
    for by in everyone:
        for a in everyone:
            for b in everyone:
                if a != b and a != by and b != by:
                    strength[a][b] = max(strength[a][b], min(strength[a][by], strength[by][b]))
    return strength
