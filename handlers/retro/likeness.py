"""Which texts mean something alike: by their words, and where there is a model for it, by what they
mean. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations

import snowballstemmer

from handlers.meanings import Meanings

ALIKE = 62
"""From 0 to 100: so much alike, two texts are suggested as one topic."""
MOST = 8
"""Texts of one group: what draws more together says too little."""
_FILLING = """
a an and are as at be been but by can cannot could did didn't do does doesn't don't for from get
had has have i i'm in is isn't it it's its lot lots me more much my no not of on or our really
should so still than that the their there they this to too us very was wasn't we we're were what
when which will with would you your again always never often every all some
"""
_EMPTY = frozenset(_FILLING.split())


def groups(texts: Sequence[tuple[int, str]], meanings: Meanings | None = None) -> list[list[int]]:
    """Keys of what belongs together, the closest groups first; what stands alone is left out.

    Two join where they are alike as a whole, and a third joins only what it is alike to on average.
    """
    keys = [key for key, _ in texts]
    alike = _ratings([text for _, text in texts], meanings)
    # Words that are the same leave no doubt; meanings drift from one to the next.
    on_average = ALIKE * (0.8 if meanings is None else 1.0)
    pairs = sorted((-alike[a][b], a, b) for a, b in combinations(range(len(texts)), 2))
    group_of = {n: [n] for n in range(len(texts))}
    found: list[list[int]] = []
    for rating, a, b in pairs:
        if -rating < ALIKE:
            break
        one, other = group_of[a], group_of[b]
        if one is other or len(one) + len(other) > MOST:
            continue
        across = [alike[x][y] for x in one for y in other]
        if sum(across) / len(across) < on_average:
            continue
        joined = one + other
        found = [each for each in found if each is not one and each is not other] + [joined]
        for n in joined:
            group_of[n] = joined
    return [[keys[n] for n in sorted(each)] for each in found]


def _ratings(texts: Sequence[str], meanings: Meanings | None) -> list[list[float]]:
    """Of each with those after it, and the same the other way round."""
    words = _words(texts)
    meant = meanings.alike(texts) if meanings else None
    found = [[0.0] * len(texts) for _ in texts]
    for a, b in combinations(range(len(texts)), 2):
        means = meant[a][b] * ALIKE if meant else 0.0
        found[a][b] = found[b][a] = max(_alike(words[a], words[b]), means)
    return found


def _alike(one: str, other: str) -> float:
    # Loaded when somebody asks for groups.
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2


def _words(texts: Sequence[str]) -> list[str]:
    """In one spelling and without endings, without what every sentence has."""
    # Made anew: one keeps the word that it is at, and several may ask at once.
    stem = snowballstemmer.stemmer("english").stemWord
    found: list[str] = []
    for text in texts:
        folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
        some = re.findall(r"[\w']+", folded)
        found.append(" ".join(stem(word) for word in some if word not in _EMPTY))
    return found
