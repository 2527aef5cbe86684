"""What belongs together, and what is the same in other words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

from handlers.weeknotes.drafting.cleaning import plain
from handlers.weeknotes.drafting.lexicon import OTHERS, SMALL, VAGUE, in_words
from handlers.weeknotes.drafting.verbs import VERBS

SAME = 84
"""How alike two lines are that say the same, in percent."""
_STEMMER = snowballstemmer.stemmer("english")
_QUALITIES = in_words(
    """
slow fast faster broken failing flaky missing wrong main initial full open internal external
current different important big bigger existing weekly daily monthly manual automatic
automated simple possible ready available clear final basic early late long short high low
good bad better best real whole single double next previous upcoming future recent legacy
critical minor major urgent pending related specific general common public private free safe
nightly quarterly annual active inactive monthly numeric digital mobile local global shared
custom default hidden empty invalid valid stuck clean
    """
)


def words(text: str) -> list[str]:
    """As they stand there, in order."""
    return re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    found: str = _STEMMER.stemWord(plain(word).removesuffix("'s").removesuffix("’s"))
    return found


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Of the words that carry what is meant; of all where none does."""
    every = words(text)
    telling = [word for word in every if word.lower() not in SMALL and word.lower() not in OTHERS]
    return frozenset(stem(word) for word in telling or every)


def is_same(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever the order and endings of their words."""
    a, b = stems(one), stems(other)
    if not a or not b:
        return plain(one) == plain(other)
    if len(a & b) / len(a | b) >= 0.67:
        return True
    if _figures(a) != _figures(b):
        return False
    return fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b))) >= SAME


def _figures(some: Collection[str]) -> set[str]:
    return {each for each in some if any(c.isdigit() for c in each)}


@dataclass(frozen=True, slots=True)
class Theme:
    label: str
    """As people write it."""
    members: tuple[int, ...]
    """Which of the texts."""


def themes(texts: Sequence[str]) -> tuple[list[Theme], list[int]]:
    """What several texts are about, the widest first, and the texts that stand alone."""
    telling = [_telling(text) for text in texts]
    left = set(range(len(texts)))
    found: list[Theme] = []
    while True:
        counts = Counter(each for index in left for each in telling[index])
        # What nearly everything is about is the team's product: it tells nothing apart.
        most = max(3, len(texts) // 2)
        shared = [(count, word) for word, count in counts.items() if 2 <= count <= most]
        if not shared:
            return found, sorted(left)
        best = max(shared, key=lambda each: (each[0], len(each[1]), each[1]))[1]
        members = tuple(index for index in sorted(left) if best in telling[index])
        found.append(Theme(_label(best, [texts[index] for index in members]), members))
        left -= set(members)


def _telling(text: str) -> frozenset[str]:
    """Stems that may name a theme."""
    return frozenset(stem(word) for word in words(text) if _names_a_theme(word))


def _names_a_theme(word: str) -> bool:
    low = word.lower()
    if low in SMALL or low in VAGUE or low in _QUALITIES or low in OTHERS or len(low) < 3:
        return False
    if low in VERBS and (VERBS[low][1] != "base" or not VERBS[low][0].is_noun_too):
        return False
    return not low.isdigit() and not low.endswith(("ly", "able", "ible", "less", "ous"))


def _label(best: str, texts: Sequence[str]) -> str:
    """The longest run of words with the stem in it that most of them have; else the word alone."""
    needed = max(2, -(-len(texts) * 2 // 3))
    runs: Counter[tuple[str, ...]] = Counter()
    seen: dict[tuple[str, ...], str] = {}
    for text in texts:
        every = words(text)
        of_text: set[tuple[str, ...]] = set()
        for length in (1, 2, 3):
            for start in range(len(every) - length + 1):
                run = every[start : start + length]
                keys = tuple(stem(word) for word in run)
                if best in keys and _may_label(run):
                    of_text.add(keys)
                    # A word that is written small somewhere is no name.
                    shown = " ".join(run)
                    if keys not in seen or (shown[:1].islower() and not seen[keys][:1].islower()):
                        seen[keys] = shown
        runs.update(of_text)
    common = [(len(keys), count, keys) for keys, count in runs.items() if count >= needed]
    longest, _, keys = max(
        common or [(1, count, keys) for keys, count in runs.items() if len(keys) == 1]
    )
    if longest == 1:
        # "Partners" where they are said more often than "partner".
        forms = Counter(w.lower() for text in texts for w in words(text) if stem(w) == best)
        many = {form for form in forms if form.endswith("s")}
        if seen[keys].islower() and sum(forms[form] for form in many) * 2 > forms.total():
            return max(many, key=lambda form: forms[form])
        return seen[keys] if not seen[keys].islower() else min(forms, key=len)
    return seen[keys]


def _may_label(run: Sequence[str]) -> bool:
    small = [word.lower() in SMALL for word in run]
    low = run[-1].lower()
    ends_well = low not in _QUALITIES and not (low in VERBS and VERBS[low][1] == "past")
    begins = run[0].lower()
    begins_well = len(run) == 1 or not (begins in VERBS and not VERBS[begins][0].is_noun_too)
    return not any(small) and ends_well and begins_well
