"""How a team writes, and the phrase book put that way. Forms alone: nothing that a team has said
before is said again because of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from handlers.weeknotes.drafting import phrases
from handlers.weeknotes.drafting.clause import Clause, lowered
from handlers.weeknotes.drafting.verbs import FINISHES, RELEASES, VERBS
from handlers.weeknotes.drafting.without_we import WITHOUT_WE
from handlers.weeknotes.note import MOST, SectionName

_US = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_SHORT = (
    (re.compile(r"\b([Ww]e) will\b"), r"\1'll"),
    (re.compile(r"\b([Ww]e) are\b"), r"\1're"),
    (re.compile(r"\b([Dd]id|[Ii]s|[Aa]re) not\b"), r"\1n't"),
    (re.compile(r"\b([Cc])annot\b"), r"\1an't"),
)
_INSIDE = re.compile(r"[.!?…]\s+\S")
_NO_PRODUCT = re.compile(
    r"^\w+ing\b|\b(?:drafts?|tests?|reviews?|research|analys[ie]s|audits?|interviews?|surveys?|plan|plans|planning|"
    r"workshops?|training|estimates?|investigation|migration|contract|sketch(?:es)?|mock-?ups?|concept|prototype)\b",
    re.IGNORECASE,
)
"""What is finished and all the same not shipped."""
FEWEST = 3
"""Points that a section may have at least, however few the team writes."""
_AT_A_TIME, _BRIEFLY = 3, 2


@dataclass(frozen=True, slots=True)
class Tone:
    """What is empty is as the phrase book has it; with nothing in it, nothing changes."""

    person: Literal["", "we", "bare", "result"] = ""
    """we: “We finished the export”; bare: “Finished the export”; result: “Export finished”."""
    is_short: bool = False
    has_stops: bool = True
    """Points end with a full stop."""
    is_contracted: bool = False
    emoji: Mapping[SectionName, str] = field(default_factory=dict)
    """What the points of a section begin with."""
    most: Mapping[SectionName, int] = field(default_factory=dict)
    """Points that a section usually has."""
    greeting: str = ""
    opening: Literal["", "count", "goal"] = ""
    verbs: Mapping[str, str] = field(default_factory=dict)
    """By what is said otherwise, such as "release": "ship"."""
    nouns: Mapping[str, str] = field(default_factory=dict)
    """The same, such as "blocker": "impediment"."""

    def ways(self, forms: Sequence[str], turn: int, **values: str) -> tuple[str, ...]:
        return phrases.ways(self.forms(tuple(forms)), turn, **values)

    def forms(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        """Those of them that are the team's, as it would write them."""
        if self.leaves_us_out:
            forms = WITHOUT_WE.get(forms) or _some(forms, lambda each: not _US.search(each), 1)
        elif self.person == "we":
            forms = _some(forms, lambda each: bool(_WE.search(each)), 2)
        if self.is_short:
            longest = min(map(len, forms)) + 8
            forms = _some(forms, lambda each: len(each) <= longest, 2)
        return tuple(self._in_our_words(each) for each in forms)

    @property
    def leaves_us_out(self) -> bool:
        return self.person in ("bare", "result")

    @property
    def at_a_time(self) -> int:
        """Things that are told one by one in a point."""
        return _BRIEFLY if self.is_short else _AT_A_TIME

    def room(self, name: SectionName) -> int:
        """Points that a section has at most. What is difficult is never left out for brevity."""
        if name == "difficult":
            return MOST
        return min(MOST, max(FEWEST, self.most.get(name, MOST)))

    def noun(self, text: str) -> str:
        for ours, theirs in self.nouns.items():
            article = "an" if theirs[0] in "aeiou" else "a"
            text = re.sub(rf"\ban? {ours}\b", f"{article} {theirs}", text)
            text = re.sub(rf"\b{ours}(s?)\b", rf"{theirs}\1", text)
            text = re.sub(rf"\b{ours.capitalize()}(s?)\b", rf"{theirs.capitalize()}\1", text)
        return text

    def _in_our_words(self, form: str) -> str:
        form = self.noun(form)
        for pattern, short in _SHORT if self.is_contracted else ():
            form = pattern.sub(short, form)
        return form

    # What was done and what comes.
    def past(self, clause: Clause) -> str:
        """Such as "fixed the login bug", or "login bug fixed"."""
        said = self.said(clause)
        return said.result() if self.person == "result" else said.past()

    def base(self, clause: Clause) -> str:
        return self.said(clause).base()

    def said(self, clause: Clause) -> Clause:
        """With the team's verb for it."""
        verb = self.verbs.get(clause.verb.base) if clause.verb else None
        if clause.verb is None or verb is None:
            return clause
        if clause.verb.base in FINISHES and verb in RELEASES and _NO_PRODUCT.search(clause.rest):
            return clause
        return replace(clause, verb=VERBS[verb][0])

    # A point, and the opening, as they stand there.
    def point(self, text: str, name: SectionName) -> str:
        if not self.has_stops and text.endswith(".") and not _INSIDE.search(text):
            text = text[:-1]
        emoji = self.emoji.get(name, "")
        return f"{emoji} {text}" if emoji else text

    def greeted(self, opening: str) -> str:
        if not self.greeting:
            return opening
        first = opening.partition(" ")[0].casefold()
        small = opening[:1].lower() + opening[1:] if first in _OPENS else lowered(opening)
        return f"{self.greeting}, {small}"

    def in_words(self) -> Iterator[str]:
        """For who wants to know what I have learned from them."""
        said = {
            "we": "with “we”",
            "bare": "without “we”",
            "result": "with what came of it first (“Export finished”)",
        }
        if self.person:
            yield said[self.person]
        if self.is_short:
            yield "short"
        if not self.has_stops:
            yield "without full stops"
        if self.is_contracted:
            yield "with short forms such as “didn’t”"
        if self.emoji:
            yield f"with {' '.join(dict.fromkeys(self.emoji.values()))} before the points"
        if fewer := {self.room(name) for name in self.most} - {MOST}:
            yield f"with at most {max(fewer)} points in most sections"
        if self.greeting:
            yield f"with “{self.greeting}” first"
        if self.opening:
            yield {
                "count": "with a count of it first",
                "goal": "with the goal of the sprint first",
            }[self.opening]
        words = [VERBS[verb][0].past for verb in self.verbs.values()]
        if words := list(dict.fromkeys([*words, *self.nouns.values()])):
            yield f"with {phrases.listed([f'“{each}”' for each in words])}"


USUAL = Tone()

_OPENS = frozenset(["steady", "several", "step", "calm", "little", "most", "goal"])
"""Words that openings of the phrase book begin with, and no name does."""


def _some(forms: tuple[str, ...], wanted: Callable[[str], bool], least: int) -> tuple[str, ...]:
    kept = tuple(each for each in forms if wanted(each))
    return kept if len(kept) >= least else forms
