"""From what somebody typed to tokens that are the same in every language. Pure.

    "Jeden zweiten Freitag um 14 Uhr, bitte"  →  every O2 D4 at N14 oclock

Languages are tables (`handlers.when.languages`); numbers, clock times and dates in figures are
read here. What no table knows becomes `?word`. Work is bounded by the length that is taken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from handlers.errors import Refusal
from handlers.times import zone_meant
from handlers.when.languages import LANGUAGES, in_order, table

LONGEST = 200
"""Characters. A moment in words is short; what is longer is something else."""
LONGEST_PHRASE = 8
"""Words of one line in the tables."""

_ITEM = re.compile(
    r"""
    (?P<iso>\d{4}-\d{1,2}-\d{1,2})(?![\d-])
    |(?P<figures>\d{1,2}([./-])\d{1,2}\3\d{4}|\d{1,2}\.\d{1,2}\.(?:\d{2}(?!\d))?|\d{1,2}/\d{1,2}(?:/\d{2})?(?![\d/]))
    |(?P<clock>\d{1,2}(?:[:h]|\.(?=\d\d(?!\.?\d)))\d\d)(?!\d)
    |(?P<nth>\d{1,2}(?:st|nd|rd|th|er|eme|ere|ste|de|e|o|a)(?![^\W_])|\d{1,2}\.(?=\s*[^\W\d_]))
    |(?P<number>\d+)
    |(?P<word>[^\W\d_]+)
    |(?P<dash>-)
    |(?P<mark>[,;&+/@()])
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"\b([a-z]+(?:/[a-z0-9_+-]+){1,2}|[a-z]{3}[+-]?\d[a-z]{0,3})(?: time\b)?")
_DASHES = re.compile(r"\s*(?:[‐‑‒–—―−~〜]|-{2,}|->|→)\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """One language's view of the words."""

    language: str
    tokens: tuple[str, ...]
    zone: str | None
    """The IANA zone that was named, if one was."""

    @property
    def line(self) -> str:
        return " ".join(self.tokens)

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(token[1:] for token in self.tokens if token.startswith("?"))


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str
    text: str


def readings(words: str, locale: str) -> list[Reading]:
    """Best first: what leaves no word unknown, then the person's own language, then English.

    Raises Refusal for what is empty or too long.
    """
    text, named = _without_name(folded(words))
    items, zone = _without_zone(_items(text))
    zone = named or zone
    found = []
    for language in in_order(locale):
        known = sum(_phrase(items, at, language)[1] is not None for at in range(len(items)))
        found.append((known, Reading(language, _tokens(items, language), zone)))
    found.sort(key=lambda each: (len(each[1].unknown), -each[0]))
    return [reading for _, reading in found]


def folded(words: str) -> str:
    """Lower case, one kind of dash, no accents. Raises Refusal for what is empty or too long."""
    if len(words) > LONGEST:
        raise Refusal(f"That is too long to be a time. {LONGEST} characters are enough.")
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # A single sign may stand for many letters.
    return _DASHES.sub(" - ", plain)[: 2 * LONGEST].strip()


def _items(text: str) -> list[_Item]:
    # Dutch writes "t/m" for "up to and including".
    text = text.replace("t/m", "tm").replace("o'clock", "oclock")
    found = _ITEM.finditer(text)
    return [_Item(match.lastgroup or "", match.group(match.lastgroup or 0)) for match in found]


def _tokens(items: list[_Item], language: str) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while at < len(items):
        length, meant = _phrase(items, at, language)
        found += _foreign(items[at]) if meant is None else meant
        at += length
    return _joined(found)


def _phrase(items: list[_Item], at: int, language: str) -> tuple[int, tuple[str, ...] | None]:
    """How many items the longest phrase takes that begins here, and what it means."""
    known = table(language)
    words: list[str] = []
    length, best = 1, None
    for n, item in enumerate(items[at : at + 2 * LONGEST_PHRASE]):
        if item.kind == "dash" and words:
            continue  # week-end, mid-sprint, bi-weekly
        if item.kind not in {"word", "number"}:
            break
        words.append(item.text)
        if (meant := known.get(tuple(words))) is not None:
            length, best = n + 1, meant
        if len(words) == LONGEST_PHRASE:
            break
    return length, best


def _foreign(item: _Item) -> tuple[str, ...]:
    """A word of another language, as in "every Freitag"; not a short one, which means too much."""
    if item.kind == "word" and len(item.text) > 3:
        for language in LANGUAGES:
            if (meant := table(language).get((item.text,))) is not None:
                return tuple(meant)
    return (_token(item),)


def _token(item: _Item) -> str:
    match item.kind:
        case "iso":
            year, month, day = (int(part) for part in item.text.split("-"))
            return f"X{year:04}-{month:02}-{day:02}"
        case "figures":
            return "S" + re.sub(r"[.-]", "/", item.text).rstrip("/")
        case "clock":
            hour, minute = re.split(r"[:h.]", item.text)
            # Nobody writes 03:00 for the afternoon; 3:00 they do.
            unsure = 1 <= int(hour) <= 6 and not hour.startswith("0")
            return f"{'Q' if unsure else 'T'}{int(hour):02}{minute}"
        case "nth":
            return f"O{int(re.match(r'[0-9]+', item.text)[0])}"  # type: ignore[index]
        case "number":
            return _number(item.text)
        case "dash":
            return "dash"
        case "mark":
            return {"@": "at", "(": "", ")": ""}.get(item.text, "and")
    return f"?{item.text}"


def _number(text: str) -> str:
    if len(text) == 4 and "1900" <= text <= "2199":
        return f"Y{text}"
    if len(text) == 4 and text < "2360" and text[2:] < "60":
        return f"T{text}"
    return f"N{text}" if len(text) <= 3 else f"?{text}"


def _joined(tokens: list[str]) -> tuple[str, ...]:
    """A dash between two days, dates or times means "to"; elsewhere it is only a dash."""
    tokens = [token for token in tokens if token]
    found: list[str] = []
    for n, sign in enumerate(tokens):
        if sign != "dash":
            found.append(sign)
        elif 0 < n < len(tokens) - 1 and _is_point(tokens[n - 1]) and _is_point(tokens[n + 1]):
            found.append("to")
    return _from_the_end(found)


def _from_the_end(tokens: list[str]) -> tuple[str, ...]:
    """ "5th to last" is one place."""
    line = re.sub(r"\bO(\d+) to O-1(?= |$)", r"O-\1", " ".join(tokens))
    return tuple(line.split())


def _is_point(token: str) -> bool:
    return token[0] in "DMNOSTQXY?" or token in {"today", "tomorrow", "overmorrow", "next"}


def _without_name(text: str) -> tuple[str, str | None]:
    """The text without an IANA name such as America/New_York, and the zone."""
    for match in _NAME.finditer(text):
        if zone := zone_meant(match.group(1)):
            return f"{text[: match.start()]} {text[match.end() :]}", zone
    return text, None


def _without_zone(items: list[_Item]) -> tuple[list[_Item], str | None]:
    """The items without a place whose time is meant, and its zone."""
    for at, item in enumerate(items):
        for first, last, name in _places(items, at, item):
            zone = zone_meant(name) or zone_meant(name.removesuffix("er"))
            if zone:
                return items[:first] + items[last:], zone
    return items, None


def _places(items: list[_Item], at: int, item: _Item) -> list[tuple[int, int, str]]:
    """Where a zone's name may be: from, up to, and the name."""
    if item.text in {"utc", "gmt"}:
        return [(at, at + 1, item.text)]
    found = []
    if item.text in _before_and_after()[1]:
        for length in (5, 4, 3, 2, 1):
            if length <= at:
                found.append((at - length, at + 1, _name(items[at - length : at])))
    for words in _before_and_after()[0]:
        begin = at + len(words)
        if tuple(item.text for item in items[at:begin]) == words:
            for length in (3, 2, 1):
                found.append((at, begin + length, _name(items[begin : begin + length])))
    return found


@lru_cache(maxsize=1)
def _before_and_after() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """ "heure de" and "hora de" come before a place, "time" and "Zeit" after it."""
    words = {
        phrase
        for language in LANGUAGES
        for phrase, meant in table(language).items()
        if meant == ("clock",)
    }
    before = frozenset(phrase for phrase in words if len(phrase) > 1) | {("in",)}
    return before, frozenset(phrase[0] for phrase in words if len(phrase) == 1)


def _name(items: list[_Item]) -> str:
    """ "port - au - prince" as it is called."""
    return " ".join(item.text for item in items).replace(" - ", "-")


def spelled(word: str, language: str) -> str | None:
    """The known word that was probably meant."""
    known = [phrase[0] for phrase in table(language) if len(phrase) == 1 and len(phrase[0]) > 2]
    close = get_close_matches(word[:30], known, n=1, cutoff=0.75) if len(word) > 2 else []
    return close[0] if close else None
