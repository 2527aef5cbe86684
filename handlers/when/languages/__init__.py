"""Words for time by language: what the grammar calls a thing, and what people call it.

A table's lines read `token token: a word, two words, another`. Words are written as they sound when
they are folded (see `handlers.when.reading`): lower case, without accents. The tokens are

every other day workday week month quarter year sprint      what recurs
D0 … D6, M1 … M12, N2 (two), O2 (second), O-1 (last)        days, months, numbers, places
begin mid end, twice biweekly bimonthly                     places without number; what can mean two things
at T1200 am pm morning afternoon evening oclock hour minute times of day
half+ quarter+ half- quarter- past +30 +15 -15              and parts of an hour before or after a number
today tomorrow overmorrow yesterday next this rest in ago for  days as they are seen from now
and or of from start until to except by before between              what holds a phrase together
clock                                                       before or after it a place: "Berlin time"
-                                                           no meaning
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")


def in_order(locale: str) -> tuple[str, ...]:
    """The languages to try: the person's own, then English, then the others."""
    own = locale.replace("_", "-").split("-")[0].casefold()
    return tuple(sorted(LANGUAGES, key=lambda language: (language != own, language != "en")))


@lru_cache(maxsize=len(LANGUAGES))
def table(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Words as they are typed, to tokens."""
    words: str = import_module(f"handlers.when.languages.{language}").WORDS
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in words.strip().splitlines():
        tokens, _, phrases = line.partition(":")
        meant = tuple(sign for sign in tokens.split() if sign != "-")
        for phrase in phrases.split(","):
            found[tuple(phrase.split())] = meant
    return found
