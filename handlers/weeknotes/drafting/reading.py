"""From a line that one person typed to something the team can say. English; what is in another
language stays as it is. Pure."""

from __future__ import annotations

import re
from typing import Literal

from handlers.weeknotes.drafting import cleaning
from handlers.weeknotes.drafting.clause import (
    DETERMINED,
    STOPS,
    Clause,
    Tone,
    is_foreign,
    lowered,
    ours,
    the,
)
from handlers.weeknotes.drafting.lexicon import COMMON, SMALL, VAGUE, in_words
from handlers.weeknotes.drafting.verbs import PARTICIPLES, VERBS, Verb, regular

_APOSTROPHE = str.maketrans({"’": "'", "‘": "'", "`": "'"})
_FILLER = re.compile(
    r"(?:(?:i|we|he|she|they)(?:'(?:ve|m|re|ll|d))?\b|(?:have|has|had|am|was|were|been|also|then|and|"
    r"so|finally|just|mostly|mainly|basically|yesterday|today|tomorrow|later|now|"
    r"afterwards|meanwhile|successfully|quickly|partially|partly|again|"
    r"(?:this|last|next) (?:morning|afternoon|evening|week|monday|friday)|"
    r"on (?:mon|tues|wednes|thurs|fri)day)\b|"
    r"(?:(?:managed|got|able|had|have|has|tried|trying|try|helped|going|planning|plan|want|wanna|"
    r"need|needs|hope|hoping|intend|aim|would like|expect|started|starting|start|ought) to|"
    r"(?:spent|spend|spending) (?:\S+ ){0,4}?(?:on|with)|to)\b)"
    r"[\s,:]+",
    re.IGNORECASE,
)
_MODAL_ONLY = re.compile(
    r"(?:will|gonna|should|must|can|could|would|might|may|let's)\b\s+(?:be\s+)?", re.IGNORECASE
)
_HARD = re.compile(
    r"(?:(?:i|we)(?:'ve)?\s+)?(?:(?:have|had|am|are|still|some|a lot of|lots of|big|more)\s+)*"
    r"(?:struggl(?:ed|ing|e) with|(?:trouble|problems?|issues?|difficult(?:y|ies)) with|"
    r"ran into|running into|got stuck (?:on|with|in)|stuck (?:on|with|in)|fought with|fighting with|"
    r"lost (?:a|half a|some|two|three|\d|most of the)\s?(?:day|days|time|hours?|morning|afternoon) "
    r"(?:to|on|with))\s+",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"(?:(?:i|we)(?:'ve)?\s+)?(?:have\s+)?(?:(?:learn(?:ed|t)|found out|discovered|reali[sz]ed|noticed|"
    r"figured out)(?:\s+that|\s*:)\s+|til:?\s+|(?:it )?turns out(?: that)?,?\s+|"
    r"(?:lesson learn(?:ed|t)|learning|insight)\s*:\s*)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:(?:i|we)\s+)?(?:(?:could|did|do|was|were|have|am|are|can)(?:n't| not)|cannot|failed to|"
    r"not yet|no progress (?:on|with)|no time for|unable to|still not)\s+"
    r"(?:yet\s+)?(?:able to\s+)?(?:(?:manage|get around|get round|get)\s+to\s+|get\s+)?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:still\s+|(?:i'm\s+|we're\s+)?(?:busy|halfway|half way|halfway through|partway)\s+(?:through\s+|with\s+)?"
    r"|wip\b[:\s-]*|(?:made |making |some |good |more |further )*progress (?:on|with|in)\s+|"
    r"in the middle of\s+|almost (?:done|finished) (?:with\s+)?)+",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?:continu(?:e|ed|es|ing)|start(?:ed|ing)?|beg[iau]n(?:ning)?|ke(?:ep|pt|eping)(?: (?:on|going|working))?|"
    r"resum(?:e|ed|ing)|carr(?:y|ied|ying) on|pick(?:ed|ing)? up|work(?:ed|ing)?|kick(?:ed|ing)? off|"
    r"go(?:ing)? on|proceed(?:ed|ing)?)\s+(?:(?:with|on|to|work on|working on)\s+)*",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"(?:(?:a|the|some|our|several|weekly|short|long)\s+)*(?:meetings?|calls?|syncs?|workshops?|chats?|talks?|sessions?|"
    r"discussions?|conversations?|alignment)\s+(?=(?:with|about|on)\b)(?:on\b)?\s*",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"[\s,]+(?:today|yesterday|tomorrow|tonight|now|finally|too|as well|at last|already|yet|"
    r"this (?:morning|afternoon|week|sprint)|last (?:week|night)|next week|if (?:possible|time allows|"
    r"there is time|i can|i have time)|hopefully|"
    r"(?:on|by|until|since|till) (?:mon|tues|wednes|thurs|fri|satur|sun)day|eod|by eod|asap|"
    r"for now|so far|for the moment|first thing|all day|most of the day|as planned|some more)$",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|are|was|were|has|have|isn't|aren't|wasn't|weren't)\b")
FINITE = in_words(
    """
is are was were has have works work went goes runs now passes passed looks broke failed fails takes
took keeps keep loads load arrives arrive matches match gets got rebuilds shows survives retries
comes came stays stay fits fit means became becomes made saves saved costs cost ended ends began
can must still finds find isn't aren't wasn't weren't doesn't don't
    """
)
"""Behind other words these make a sentence of a line."""


def read(words: str, about: Literal["done", "next"]) -> Clause | None:
    """What a clean line says. None: nothing that could be told."""
    typed, tail = cleaning.without_tail(words)
    if is_foreign(typed):
        return Clause("foreign", cleaning.in_short(typed))
    text = typed.translate(_APOSTROPHE)
    tone: Tone = about
    if about == "done":
        for pattern, found in ((_LEARNED, "learned"), (_HARD, "hard")):
            if match := pattern.match(text):
                rest = ours(cleaning.in_short(text[match.end() :]))
                return Clause("learned" if found == "learned" else "hard", rest) if rest else None
    if match := _NOT.match(text):
        tone, text = "open", text[match.end() :]
    text = _stripped(text)
    while match := _GOES_ON.match(text):
        if not match[0]:
            break
        tone, text = ("open" if about == "done" else tone), _stripped(text[match.end() :])
    if (match := _AGAIN.match(text)) and text[match.end() :]:
        tone, text = ("open" if about == "done" else tone), _stripped(text[match.end() :])
    if tail in ("wip", "in progress", "ongoing", "still on it", "almost done") or "%" in tail:
        tone = "open" if about == "done" else tone
    text = _trimmed(text)
    if tail in PARTICIPLES and about == "done" and re.search(r":\s*\w+\W*$", words):
        # "Signed webhooks: done" names the thing; nobody signed it.
        return Clause(tone, lowered(ours(text)), VERBS[PARTICIPLES[tail]][0])
    clause = _clause(text, tone, tail, about)
    return clause if clause is not None and clause.rest.strip() else None


def _clause(text: str, tone: Tone, tail: str, about: str) -> Clause | None:
    if about == "done" and tail in PARTICIPLES and _BE.search(text.rpartition(" ")[2]):
        # "Scheduled exports are – merged."
        text, tail = f"{text} {tail}", ""
    if meeting := _MEETING.match(text):
        rest = text[meeting.end() :].strip()
        verb = VERBS["meet"][0] if rest.lower().startswith("with ") else VERBS["talk"][0]
        return Clause(tone, ours(rest if " " in rest else f"about {rest}"), verb)
    prefix, colon, behind = text.partition(": ")
    if colon and len(prefix.split()) <= 3 and _verb_at(prefix, tone) is None and behind:
        # "Checkout: fixed the total."
        inner = _clause(behind, tone, tail, about)
        if inner is None or inner.tone == "sentence" or prefix.lower() in inner.rest.lower():
            return inner and Clause(inner.tone, f"{prefix}: {inner.rest}", inner.verb)
        of = prefix if " " not in prefix and prefix[1:].islower() else the(lowered(prefix))
        return Clause(inner.tone, f"{inner.rest} for {lowered(of)}", inner.verb)
    if (found := _verb_at(text, tone)) is not None:
        verb, rest = found
        return Clause(tone, ours(_coordinated(rest, verb, about)), verb)
    return _without_verb(text, tone, tail, about)


def _without_verb(text: str, tone: Tone, tail: str, about: str) -> Clause | None:
    """Such as "login bug fixed", "the build is green", or only what it is about."""
    if about == "done" and tone == "done" and _is_sentence(text):
        return Clause("sentence", ours(f"{text} now" if tail in PARTICIPLES else text))
    if about == "done" and tail in PARTICIPLES:
        return Clause(tone, lowered(ours(text)), VERBS[PARTICIPLES[tail]][0])
    front, _, last = text.rpartition(" ")
    front = re.sub(r"\s+(?:is|are|was|were|has been|have been|got)(?: now)?$", "", front)
    if about == "done" and tone == "done" and front and last.lower() in PARTICIPLES:
        return Clause(tone, lowered(ours(front)), VERBS[PARTICIPLES[last.lower()]][0])
    if not any(_tells(word) for word in re.findall(r"[^\W_]+", text)):
        return None
    return Clause(tone, lowered(ours(text)))


def _is_sentence(text: str) -> bool:
    every = [word.strip(",.;:()").lower() for word in text.split()]
    inside = every[1:-1]
    if any(word in FINITE for word in inside) or every[-1:] in (["works"], ["runs"], ["arrived"]):
        return True
    return any(
        word in VERBS
        and VERBS[word][1] == "past"
        and behind in ("by", "to", "with", "from", "in", "on")
        for word, behind in zip(inside, every[2:], strict=True)
    )


def _tells(word: str) -> bool:
    low = word.lower()
    return low not in SMALL and low not in VAGUE and low not in VERBS and len(low) > 1


def _verb_at(text: str, tone: Tone) -> tuple[Verb, str] | None:
    words = text.split()
    for count in (3, 2, 1):
        head = " ".join(words[:count]).lower().rstrip(":")
        if count > len(words) or head not in VERBS:
            continue
        verb, form = VERBS[head]
        rest = " ".join(words[count:])
        if not rest:
            return None
        if count == 1 and form == "base" and verb.is_noun_too and not _has_object(rest, tone):
            return None
        if (
            count == 1
            and form == "gerund"
            and rest.split()[0].lower() in ("of", "session", "sessions")
        ):
            return None
        if rest.split()[0].lower() in ("of", "is", "are", "was", "were", "went"):
            return None
        if count == 1 and form == "gerund" and head in COMMON and tone != "next":
            return None
        if form == "past" and _BE.search(" ".join(rest.split()[:4])):
            # "Scheduled exports are ready": not a deed.
            return None
        return verb, rest
    return _unknown(words)


def _unknown(words: list[str]) -> tuple[Verb, str] | None:
    """What nobody has told us is a verb may look like one: “rehydrate the cache”, “rehydrated it”."""
    if len(words) < 2:
        return None
    head, follows = words[0].lower(), words[1].lower()
    if not head.isalpha() or head in SMALL or head in VAGUE or head in COMMON:
        return None
    if head.endswith("ed") and not head.endswith("eed") and len(head) > 4:
        base = head[:-1] if head[-3] in "aeiusvz" else head[:-2]
        return Verb(base, head, f"{head[:-2]}ing", "improve"), " ".join(words[1:])
    if follows in ("the", "a", "an", "our", "all", "my", "some") and not head.endswith("ing"):
        return regular(head), " ".join(words[1:])
    return None


def _has_object(rest: str, tone: Tone) -> bool:
    """Whether "test …" means to test something, and not "test coverage"."""
    words = rest.split()
    first = words[0].lower()
    if tone == "done" and words[-1].lower() in PARTICIPLES:
        # "Release notes written".
        return False
    if first in ("for", "of", "on", "with", "in", "at", "by", "from", "to", "and", "is", "are"):
        return False
    if first in DETERMINED or any(c.isdigit() for c in first):
        return True
    # A plan begins with what will be done; a noun would rather stand with a preposition behind it.
    head = STOPS.split(rest, maxsplit=1)[0].split()
    return tone == "next" or head[-1].lower().endswith("s") or len(head) > 1


def _coordinated(rest: str, verb: Verb, about: str) -> str:
    """In "…, fixing the tests and added docs" the second verb stands as the first does."""

    def as_first(match: re.Match[str]) -> str:
        other, form = VERBS.get(match["verb"].lower(), (None, ""))
        if other is None or (form == "base" and match["next"].lower() not in DETERMINED):
            return match[0]
        wanted = other.base if about == "next" else other.past
        return f"{match['glue']}{wanted} {match['next']}"

    glue = r"(?P<glue>(?:,\s+(?:and\s+|then\s+)?|\s+and\s+(?:then\s+|also\s+)?|\s*&\s*|\s+then\s+))"
    return re.sub(rf"{glue}(?P<verb>[a-z]+)\s+(?P<next>\S+)", as_first, rest)


def _stripped(text: str) -> str:
    while True:
        match = _FILLER.match(text) or _MODAL_ONLY.match(text)
        if match is None or not text[match.end() :].strip():
            return text.strip()
        text = text[match.end() :]


def _trimmed(text: str) -> str:
    text = cleaning.in_short(text)
    text = re.split(r",?\s+but\b|\s+although\b|,?\s+because\b|,?\s+hopefully\b", text, maxsplit=1)[
        0
    ]
    while shorter := _LATER.search(text):
        text = text[: shorter.start()]
    head, comma, last = text.rpartition(", ")
    if (
        comma
        and " " not in last
        and ", " not in head
        and last.lower() in (*PARTICIPLES, "worked", "ok")
    ):
        text = head
    if text.count("(") != text.count(")"):
        text = text.split("(")[0]
    return text.strip(" ,;:-–—.!")
