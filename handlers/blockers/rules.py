"""What a blocker decides by itself. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeVar

LONGEST_SUMMARY = 200
"""Characters; what is longer goes on below."""

SEVERITIES = {"low": "Low", "medium": "Medium", "high": "High"}
WAITS_FOR = {
    "team": "A team",
    "service": "A common service",
    "person": "A person",
    "decision": "A decision",
}
CATEGORIES = {
    "access": "Access or rights",
    "environment": "Environment or tools",
    "dependency": "Work of others",
    "information": "Information",
    "decision": "A decision",
    "review": "Review or approval",
    "people": "People or capacity",
    "other": "Something else",
}

SAME = 0.72
"""How alike two summaries are that mean the same, from 0 to 1."""
_FILLING = """
a an and are at be been by can cannot can't do don't for from have i i'm in is it of on our still
that the there this to was we with not no my
"""
_EMPTY = frozenset(_FILLING.split())

K = TypeVar("K")


def in_short(words: str) -> tuple[str, str]:
    """A summary of one line, and all the words where that is not all of them."""
    text = words.strip()
    first = " ".join(text.split("\n", 1)[0].split())
    if first == " ".join(text.split()) and len(first) <= LONGEST_SUMMARY:
        return first, ""
    if len(first) > LONGEST_SUMMARY:
        head = first[: LONGEST_SUMMARY - 1]
        first = head[: head.rfind(" ")] if " " in head[100:] else head
        first += "…"
    return first, text


def alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: by their words, whatever their order and endings."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return 1.0 if one.split() == other.split() else 0.0
    shared = len(a & b) / len(a | b)
    spelled = SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b))).ratio()
    return max(shared, spelled)


def same_as(words: str, others: Sequence[tuple[K, str]]) -> K | None:
    """The one of the others that most probably means the same."""
    rated = [(alike(words, text), number) for number, (_, text) in enumerate(others)]
    best = max(rated, default=(0.0, 0), key=lambda each: (each[0], -each[1]))
    return others[best[1]][0] if best[0] >= SAME else None


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    found = re.findall(r"[\w']+", plain)
    return frozenset(_stem(word) for word in found if word not in _EMPTY) or frozenset(found)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def service_in(words: str, names: Sequence[str]) -> str:
    """The common service that the words say they wait for; empty: none of those known. IT is not
    it: a name in capitals counts as it is written."""
    said = " ".join(words.split())
    for name in sorted(names, key=len, reverse=True):
        told = rf"\bwait(?:s|ing)?\s+(?:for|on)\s+(?:the\s+)?{re.escape(name)}(?!\w)"
        name_as_written = rf"\b{re.escape(name)}(?!\w)"
        if name.isupper() and not re.search(name_as_written, said):
            continue
        if re.search(told, said, re.IGNORECASE):
            return name
    return ""


def fits_a_button(words: str) -> bool:
    """Whether a button can carry the words along: Slack's hold 2,000 characters, some of which
    take six."""
    return (
        len(words) + sum(5 for sign in words if sign in '&<>"\\' or not sign.isprintable()) <= 1500
    )
