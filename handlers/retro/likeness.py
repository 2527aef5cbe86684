"""Which texts mean something alike, by their words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

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


def groups(texts: Sequence[tuple[int, str]]) -> list[list[int]]:
    """Keys of what belongs together, the closest groups first; what stands alone is left out.

    Two join where they are alike as a whole, and a third joins only what it is alike to on average.
    """
    keys = [key for key, _ in texts]
    words = [_words(text) for _, text in texts]
    pairs = sorted(
        (
            (-_alike(words[a], words[b]), a, b)
            for a in range(len(texts))
            for b in range(a + 1, len(texts))
        ),
    )
    group_of = {n: [n] for n in range(len(texts))}
    found: list[list[int]] = []
    for rating, a, b in pairs:
        if -rating < ALIKE:
            break
        one, other = group_of[a], group_of[b]
        if one is other or len(one) + len(other) > MOST:
            continue
        across = [_alike(words[x], words[y]) for x in one for y in other]
        if sum(across) / len(across) < ALIKE * 0.8:
            continue
        joined = one + other
        found = [each for each in found if each is not one and each is not other] + [joined]
        for n in joined:
            group_of[n] = joined
    return [[keys[n] for n in sorted(each)] for each in found]


def _alike(one: str, other: str) -> float:
    # Loaded when somebody asks for groups.
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2


def _words(text: str) -> str:
    """In one spelling, without what every sentence has."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    found = re.findall(r"[\w']+", folded)
    return " ".join(_stem(word) for word in found if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
