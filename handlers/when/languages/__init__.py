"""Words for time by language: what the grammar calls a thing, and what people call it.

A table's lines read `token token: a word, two words, another`. Words are written as they sound when
they are folded (see `handlers.when.reading`): lower case, without accents. The tokens are

D0 … D6, D0s … D6s          Monday to Sunday, and "Mondays", which come again
M1 … M12, N2, O2, O-1, Y    months, "two", "second", "last", years
T1200, midnight             times of day
every other, workday        what recurs, with the units minute hour day week month quarter year sprint
begin mid end               the edges of a unit; eod and eow are those of day and week
twice biweekly bimonthly    what can mean two things
at am pm oclock             times of day, with morning afternoon evening
half+ half- quarter+ …      parts of an hour, before ("half past") or after (+30) its number; past
hora, over                  French hours are oclock or hour, Dutch "over" is past or in
today tomorrow overmorrow   days as they are seen from now, with next this rest in ago for fromnow
and or of from start until  what holds a phrase together, with to between except by before
holidays haveone orlast     what can be said of rules
here, clock                 "local time", and what stands beside a place: "Berlin time"
-                           no meaning
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
