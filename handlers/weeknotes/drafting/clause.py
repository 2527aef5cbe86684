"""What a line says, in the team's voice. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from handlers.weeknotes.drafting.lexicon import COMMON, OTHERS, SMALL, VAGUE, in_words
from handlers.weeknotes.drafting.verbs import VERBS, Sort, Verb, participle

Tone = Literal["done", "open", "next", "learned", "hard", "sentence", "foreign"]

_OURS = (
    (r"\bi'm\b", "we're"), (r"\bi've\b", "we've"), (r"\bi'll\b", "we'll"), (r"\bi'd\b", "we'd"),
    (r"\bi am\b", "we are"), (r"\bi was\b", "we were"), (r"\bi\b", "we"), (r"\bmyself\b", "ourselves"),
    (r"\bmy\b", "our"), (r"\bmine\b", "ours"), (r"\bme\b", "us"),
)  # fmt: skip
DETERMINED = in_words(
    """
a an the this that these those some any all our my your their his her its no more two three
four five six several many few both each every another most what how why where which when
whether if not against for to in on at by with from into via
    """
)
_COUNTED = frozenset(
    ["version", "release", "sprint", "phase", "step", "day", "week", "part", "round", "v"]
)
_PASTS = {re.escape(form) for form, (_, kind) in VERBS.items() if kind == "past"}
_MAKES = frozenset(
    {"add", "build", "write", "create", "draw", "draft", "set up", "introduce", "develop"}
)
"""Of these, what is made is new to the reader."""
MASS = re.compile(
    r"(?:s|ing|ness|ity|ware|ance|ence|ics|(?:equip|manage|develop|align|employ|procure|recruit|enforce)ment|data|code|support|access|progress|feedback|research|work|"
    r"traffic|content|copy|hygiene|advice|help|cover|coverage|documentation|information|"
    r"authentication|authorization|authorisation|localisation|localization|validation|pagination|"
    r"monitoring|security|legal|finance|sales|it|everything|nothing|something|how|it|them|up|out)$",
    re.IGNORECASE,
)
STOPS = re.compile(
    r"\s(?:for|of|in|on|to|with|from|by|at|and|or|that|which|so|about|into|as|via|after|before)\b|,"
)


_OWNED = in_words("our all two three four five six several many few some both no more")
"""With these a result may begin."""
_WITHOUT_RESULT = in_words(
    """
get bring put meet speak talk go help support join attend ask call follow decide agree align sync
pair consult coordinate listen look deal dig try work keep iterate continue carry proceed learn
realise realize notice understand find
    """
)
"""By their first words; “bug found” is the one that is lost by it."""
_BEHIND = re.compile(
    r"\s(?:for|in|on|to|with|from|by|at|that|which|so|about|into|as|via|after|before|through|over|"
    r"under|between|against|without|within|per|when|where|until|instead|than)\b|\s\("
)
"""Behind it, what came of it is told more closely."""
_AND_DID = re.compile(rf"(?:,|\band)\s+(?:{'|'.join(sorted(_PASTS))})\s")


_PARTICLE = re.compile(r"\s(?:down|off|away|over|back|together)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    tone: Tone
    rest: str
    """What follows the verb; without one, what it is about."""
    verb: Verb | None = None

    @property
    def sort(self) -> Sort:
        return self.verb.sort if self.verb else "go on"

    def past(self) -> str:
        """Such as "fixed the login bug", after "we"."""
        if self.verb is None:
            return f"worked on {the(self.rest)}"
        return f"{self.verb.past} {self.object}".strip()

    def base(self) -> str:
        """Such as "fix the login bug", after "we will"."""
        if self.verb is None:
            return f"work on {the(self.rest)}"
        return f"{self.verb.base} {self.object}".strip()

    def result(self) -> str:
        """Such as "login bug fixed"; as what was done, where nothing came of it that can be named."""
        if self.verb is None:
            return f"progress on {the(self.rest)}"
        rest = re.sub(r"^(?:the|an?)\s+", "", self.rest, flags=re.IGNORECASE)
        words = rest.split()
        first = words[0].lower() if words else "to"
        is_bare = first in DETERMINED - _OWNED or VERBS.get(first, (None, ""))[1] == "gerund"
        if (
            is_bare
            or self.verb.base.split()[0] in _WITHOUT_RESULT
            or _AND_DID.search(rest)
            or ":" in rest
        ):
            return self.past()
        found = _BEHIND.search(rest)
        head, behind = (rest[: found.start()], rest[found.start() :]) if found else (rest, "")
        return f"{lowered(head)} {participle(self.verb)}{behind}"

    @property
    def object(self) -> str:
        """With the article that people leave out when they are in a hurry."""
        if self.verb is None or self.verb.sort not in ("finish", "check", "improve", "build"):
            return self.rest
        makes = self.verb.base in _MAKES
        if (self.verb.sort == "build" and not makes) or (" " in self.verb.base and not makes):
            return self.rest
        head = STOPS.split(self.rest, maxsplit=1)[0]
        words = head.split()
        if not words or words[0].lower() in DETERMINED | _COUNTED:
            return self.rest
        if MASS.search(_PARTICLE.sub("", head)):
            return self.rest
        if len(words) < 2 and not makes and head == self.rest:
            return self.rest
        if words[0][1:] != words[0][1:].lower() or any(c.isdigit() for c in head) or ":" in head:
            return self.rest
        if words[0][0].isupper() or "'" in head:
            return self.rest
        article = ("an" if words[0][0] in "aeiou" else "a") if makes else "the"
        return f"{article} {self.rest}"


def ours(text: str) -> str:
    """What is mine is the team's."""
    for pattern, told in _OURS:
        text = re.sub(pattern, told, text, flags=re.IGNORECASE)
    return text


def the(text: str) -> str:
    words = text.split()
    first = words[0].lower() if words else ""
    if len(words) < 2 or first in DETERMINED or first in SMALL or first.endswith("ing"):
        return text
    if any(c.isdigit() for c in words[0]) or "'" in words[0] or words[1][:1].isupper():
        return text
    return f"the {lowered(text)}"


def is_foreign(text: str) -> bool:
    """Not English, as far as its small words and its letters tell."""
    letters = [each for each in text if each.isalpha()]
    if letters and sum(each.isascii() for each in letters) * 10 < len(letters) * 7:
        return True
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.casefold())
    others = sum(word in OTHERS for word in words)
    english = sum(word in SMALL or word in VERBS for word in words)
    odd = any(not each.isascii() for each in letters)
    return others > english or (odd and others >= english and english == 0)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Without the capital that a line begins with, unless it is a name's."""
    first, space, rest = text.partition(" ")
    is_word = first[:1].isupper() and first[1:].islower()
    low = first.lower()
    is_common = any(low.removesuffix("s") in words or low in words for words in _KNOWN)
    return (low if is_word and (is_common or _NOUNS.search(low)) else first) + space + rest


_KNOWN = (VERBS, SMALL, COMMON, VAGUE)
_NOUNS = re.compile(r"...(?:tion|sion|ment|ity|ness|ance|ence|ship|ing|ism|ology|ed)s?$")
"""How only common nouns end."""
