"""How a team writes, told from weeknotes that it wrote itself: by counting forms, and only where there
are enough of them. English, as far as words go. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from handlers.weeknotes.drafting.clause import is_foreign
from handlers.weeknotes.drafting.lexicon import in_words
from handlers.weeknotes.drafting.reading import FINITE
from handlers.weeknotes.drafting.tone import USUAL, Tone
from handlers.weeknotes.drafting.verbs import (
    FINISHES,
    NARROW,
    PARTICIPLES,
    SYNONYMS,
    VERBS,
)
from handlers.weeknotes.note import MOST, TITLES, SectionName

NOTES, POINTS = 3, 8
"""With less than either, nothing is told from them."""
FEW = 5
"""Points that have to show a form, at least; of a choice between words, three."""
BRIEF = 7
"""Words of a point that is short."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """What of one weeknote its team wrote itself."""

    opening: str
    """Empty: it was ours."""
    points: Mapping[SectionName, Sequence[str]]
    is_whole: bool = False
    """All of it is theirs, so that how much they write can be told, too."""


def heard(notes: Sequence[Wrote]) -> Tone:
    """The same weeknotes give the same tone."""
    notes = [each for each in notes if each.opening or any(each.points.values())]
    points = [text for each in notes for some in each.points.values() for text in some]
    if len(notes) < NOTES and len(points) < POINTS:
        return USUAL
    bare = [_EMOJI.sub("", text, count=1).strip() for text in points]
    bare = [text for text in bare if text]
    whole = [each for each in notes if each.is_whole]
    openings = [each.opening for each in notes if each.opening]
    return Tone(
        person=_person(notes),
        is_short=len(bare) >= FEW and median(len(text.split()) for text in bare) <= BRIEF,
        has_stops=len(bare) < FEW or sum(map(_has_stop, bare)) * 3 >= len(bare),
        is_contracted=_is_contracted([*openings, *bare]),
        emoji={name: sign for name in TITLES if (sign := _emoji(notes, name))},
        most={name: most for name in TITLES if (most := _most(whole, name)) < MOST},
        greeting=_greeting(openings),
        opening=_opening(openings),
        verbs=_verbs(notes),
        nouns=_nouns([*openings, *bare]),
    )


def _mostly(count: int, of: int, least: int = FEW) -> bool:
    return count >= least and count * 3 >= of * 2


# Who does it.
_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[^\W_][\w'’-]*\s?){1,3}:\s+")


Person: TypeAlias = Literal["", "we", "bare", "result"]
_PERSONS: tuple[Person, ...] = ("we", "bare", "result")


def _person(notes: Sequence[Wrote]) -> Person:
    """From what has happened; plans look alike in all of them."""
    counts: Counter[Person] = Counter()
    for note in notes:
        for name, texts in note.points.items():
            for text in texts if name != "next" else ():
                bare = _LABEL.sub("", _EMOJI.sub("", text, count=1).strip())
                counts[_person_of(bare, is_done=name == "good")] += 1
    count, person = max((counts[each], each) for each in _PERSONS)
    is_usual = count * 2 >= counts.total()
    return person if is_usual and _mostly(count, counts.total() - counts[""]) else ""


def _person_of(text: str, *, is_done: bool) -> Person:
    """Empty where it cannot be told. What is done and only named, such as "New tide table", is a
    result."""
    if _WE.search(text):
        return "we"
    if is_foreign(text):
        return ""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*|[,.;:]", text.casefold())
    if _verb(words[:2], "past"):
        return "bare"
    for place, word in enumerate(words[1:8], start=1):
        if word in _BE:
            return ""
        behind = words[place + 1] if place + 1 < len(words) else "."
        if word in PARTICIPLES and (behind in _AFTER_A_RESULT or not behind[0].isalnum()):
            return "result"
    return "result" if is_done and words and not any(map(_does, words)) else ""


def _does(word: str) -> bool:
    return word in _BE or word in FINITE or VERBS.get(word, (None, ""))[1] == "past"


_BE = in_words("is are was were has have had been be will can could may must did do does")
_AFTER_A_RESULT = in_words("for in on to with from by at into as via after before and again now")


def _verb(words: Sequence[str], form: str) -> str:
    """The base of the verb that these begin with, in that form; empty: none."""
    for count in (2, 1):
        found = VERBS.get(" ".join(words[:count]))
        if found and found[1] == form:
            return found[0].base
    return ""


# How it is put.
def _has_stop(text: str) -> bool:
    return text.rstrip(")”\"' ").endswith((".", "!", "?", "…"))


_CONTRACTED = re.compile(
    r"\b(?:we|it|that|there|they|what)['’](?:ve|re|ll|s)\b|n['’]t\b", re.IGNORECASE
)
_LONG = re.compile(
    r"\b(?:we (?:will|are|have)|(?:did|do|does|is|are|was|were|could|has|have) not|cannot|can not|"
    r"it is|that is)\b",
    re.IGNORECASE,
)


def _is_contracted(texts: Iterable[str]) -> bool:
    every = "\n".join(texts)
    short, long = len(_CONTRACTED.findall(every)), len(_LONG.findall(every))
    return _mostly(short, short + long, 3)


_SIGN = r"[\U0001F300-\U0001FAFF\u2600-\u2775\u2794-\u27BF\u2B50\u2B55]"
_ONE = rf"{_SIGN}[\uFE0F\U0001F3FB-\U0001F3FF]?"
_EMOJI = re.compile(rf"^\s*(?P<sign>{_ONE}(?:\u200D{_ONE}){{0,3}})\s*")
"""One that a line begins with. Figures and flags are none."""


def _emoji(notes: Sequence[Wrote], name: SectionName) -> str:
    """The one that points of a section begin with, where nearly all of them begin with one."""
    texts = [text for each in notes for text in each.points.get(name, ())]
    signs = Counter(found["sign"] for text in texts if (found := _EMOJI.match(text)))
    if not _mostly(signs.total(), len(texts), 3):
        return ""
    return signs.most_common(1)[0][0]


def _most(whole: Sequence[Wrote], name: SectionName) -> int:
    """Points that the section usually has; of one that is rarely there, it cannot be told."""
    sizes = [len(each.points[name]) for each in whole if each.points.get(name)]
    return min(MOST, round(median(sizes))) if len(sizes) >= NOTES else MOST


# How it begins.
_WHOM = ("everyone", "everybody", "all", "team", "friends", "colleagues", "there")
_GREETINGS = (
    *(f"{hello} {whom}" for hello in ("Hello", "Hi", "Hey", "Dear") for whom in _WHOM),
    *("Good morning", "Good afternoon", "Hello", "Hi"),
)
_TOGETHER = [(greeting, re.compile(rf"{greeting}\b", re.IGNORECASE)) for greeting in _GREETINGS]


def _greeting(openings: Sequence[str]) -> str:
    found: Counter[str] = Counter()
    for opening in openings:
        line = _EMOJI.sub("", opening, count=1).strip()
        found.update([each for each, pattern in _TOGETHER if pattern.match(line)][:1])
    if not _mostly(found.total(), len(openings), NOTES):
        return ""
    return found.most_common(1)[0][0]


_COUNT = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:\w+\s+){0,2}?"
    r"(?:things|points|releases|features|tickets|stories|blockers|tasks|items|bugs|steps|deliveries|"
    r"wins|fixes|improvements|risks|milestones)\b",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:(?:sprint|iteration)(?:'s|’s)?\s+(?:\d+\s+)?goal|goal of)\b", re.IGNORECASE
)


def _opening(openings: Sequence[str]) -> Literal["", "count", "goal"]:
    for kind, pattern in _KINDS:
        if _mostly(sum(bool(pattern.search(each)) for each in openings), len(openings), NOTES):
            return kind
    return ""


_KINDS: tuple[tuple[Literal["count", "goal"], re.Pattern[str]], ...] = (
    ("goal", _GOAL),
    ("count", _COUNT),
)


# With which words.
def _verbs(notes: Sequence[Wrote]) -> dict[str, str]:
    """By what is said otherwise, the verb that the team says of those that mean the same."""
    counts = Counter(
        base
        for each in notes
        for name, texts in each.points.items()
        for text in texts
        for base in _said(text, is_plan=name == "next")
    )
    found: dict[str, str] = {}
    for group in SYNONYMS:
        theirs = _favourite({each: counts[each] for each in group})
        if theirs and theirs not in NARROW:
            found |= {each: theirs for each in group if each != theirs}
    theirs = found.get("release") or found.get("ship") or ""
    if theirs in ("ship", "deliver") and not any(counts[each] for each in FINISHES):
        # Whoever never says "finished" ships what is finished.
        found |= dict.fromkeys(FINISHES, theirs)
    return found


def _said(text: str, *, is_plan: bool) -> list[str]:
    """Bases of the verbs in it. A form that is as often a noun counts only where a plan begins."""
    words = re.findall(r"[^\W_]+", text.casefold())
    if is_plan:
        begin = [word for word in words[:3] if word not in ("we", "will", "ll", "to")]
        return [base for base in [_verb(begin[:2], "base")] if base]
    return [base for at in range(len(words)) if (base := _verb(words[at : at + 2], "past"))]


def _favourite(counts: Mapping[str, int]) -> str:
    best = max(sorted(counts), key=lambda each: counts[each])
    return best if _mostly(counts[best], sum(counts.values()), 3) else ""


_NOUNS: Mapping[str, Collection[str]] = {
    "blocker": ("blocker", "impediment", "obstacle"),
    "retro": ("retro", "retrospective"),
    "sprint": ("sprint", "iteration"),
}
"""What the phrase book says, and what teams say for it."""


def _nouns(texts: Sequence[str]) -> dict[str, str]:
    words = Counter(re.findall(r"[^\W_]+", "\n".join(texts).casefold()))
    found: dict[str, str] = {}
    for ours, some in _NOUNS.items():
        theirs = _favourite({each: words[each] + words[f"{each}s"] for each in some})
        if theirs and theirs != ours:
            found[ours] = theirs
    return found
