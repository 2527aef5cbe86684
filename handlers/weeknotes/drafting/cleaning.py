"""From what somebody typed to lines that a team could say; what nobody outside should read goes.
Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from handlers.weeknotes.drafting.lexicon import in_words

LONGEST = 150
"""Characters of one line; what is longer ends at a clause."""

_MARK = re.compile(r"^\s*(?:[-*•·–—▪◦>]+\s+|\d{1,2}[.)]\s+|\[[ xX]?\]\s*|[-*•·]+(?=\w))+")
_URL = re.compile(r"<?(?:https?://|www\.)\S+", re.IGNORECASE)
_TICKET = re.compile(
    r"[\[(]?(?<![\w-])(?:[A-Z][A-Z0-9]{1,9}-\d+|(?:PR|MR|GH|pr|mr)[ -]?#?\d+|[#!]\d+)(?![\w-])[\])]?:?"
)
_EMOJI = re.compile(
    r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D]+|:[a-z][a-z0-9_+-]*:"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])|;\s+|\s+[-–—]{1,2}>\s+")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|dr|mr|mrs|st)\.)$", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s,]*(?:[-–—:(\[]\s*)?\b(?:done|finished|completed|fixed|merged|wip|in progress|ongoing|"
    r"\d{1,3}\s?%(?: done)?|almost done|still on it)\b[)\].!]*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r",?\s+(?:because|since i|since we|so that|but|although|though|which|while|as i|however|"
    r"hopefully|probably)\b|\s+(?:\(|–|—)|,\s+(?:so|then|as)\b|:\s|\.\.\.|…",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\S+@\S+\.\w|\+?\d[\d ()/-]{7,}\d|"
    r"\b(?:pass(?:word|wd|phrase|code)?|pwd|credentials?|secret|token|pin|api[ _-]?key)s?\b"
    r"[^.\n]{0,60}?(?:\bis\b|\bare\b|=|:\s*\S)|"
    r"xox[abp]-|\b[A-Za-z0-9+/_-]{24,}\b|\b(?:\d{1,3}\.){3}\d{1,3}\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:doctor|dentist|hospital|sick|ill|illness|flu|cold|covid|headache|migraine|surgery|therapy|"
    r"therapist|pregnan\w*|parental|maternity|paternity|sick[- ]?leave|vacation|holidays?|"
    r"day off|days off|off today|off tomorrow|pto|ooo|out of office|funeral|kids?|child(?:ren)?|"
    r"daughter|son|wife|husband|school run|salary|pay ?rise|bonus|promotion|performance review|"
    r"appraisal|1:1|1-1|one[- ]on[- ]one|one-to-one|burn(?:t|ed)?[- ]?out|fired|layoffs?|redundan\w+|"
    r"complain\w*|divorce|mental health|appointment|errands?|visa|lunch|"
    r"job interviews?|interview\w* (?:a )?candidates?|arzt|krank\w*|urlaub|"
    r"malade|médecin|vacances|enferm\w+|vacaciones|ziek|vakantie|ferie|malattia|férias|doente)\b",
    re.IGNORECASE,
)
_SWEARING = re.compile(
    r"\b(?:shit\w*|fuck\w*|damn\w*|crap\w*|bullshit|wtf|stupid|idiot\w*|sucks?|hate[sd]?|"
    r"annoy\w+|nightmare|scheiß\w*|scheiss\w*|merde|mierda)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:nothing(?: \S+){0,2}|none|no|nope|nada|n/?a|same|idem|ditto|see above|as (?:yesterday|before|planned)|"
    r"same as (?:yesterday|before|last time|above)|(?:just |only |lots of |many |more |some |various |"
    r"several |the usual |usual |regular )*(?:meetings?|e-?mails?|admin|stuff|things|calls|chores|"
    r"planning|sync|stand-?up|retro|daily|catching up|catch-?up|reviews?|support|work|tasks|tickets|"
    r"bugs|coding|testing|documentation)(?: (?:all day|and (?:meetings|e-?mails|admin|calls)|"
    r"most of the day))?|tbd|todo|wip|done|finished|all good|ok(?:ay)?|busy|not much|not sure(?: yet)?|"
    r"nichts|rien|niente|niks|nada de nuevo|wie gestern|continue|continuing|continued|"
    r"more of the same|keep going|carry on|\?+|\.+|-+)[.! ]*",
    re.IGNORECASE,
)


def lines(words: str) -> Iterator[str]:
    """One thing each, without what is only typing: marks, links, numbers of tickets, emoji."""
    for row in words.splitlines():
        for piece in _sentences(_MARK.sub("", row)):
            text = _EMOJI.sub(" ", _TICKET.sub(" ", _URL.sub(" ", _MARK.sub("", piece))))
            text = re.sub(r"[*_`~]{1,2}(\S(?:.*?\S)?)[*_`~]{1,2}", r"\1", text)
            text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
            text = re.sub(r"\s+([,.;:!?)])", r"\1", " ".join(text.split()))
            if text := text.strip(" ,;:-–—•*.!"):
                yield text


def _sentences(row: str) -> list[str]:
    pieces: list[str] = []
    for piece in _SENTENCE.split(row):
        if pieces and _ABBREVIATION.search(pieces[-1]):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def without_tail(text: str) -> tuple[str, str]:
    """The line, and what was said of how far it is, such as "wip"."""
    tail = _TAIL.search(text)
    before = text[: tail.start()].strip() if tail else ""
    if tail is None or not before or before.split()[-1].lower() in _BEFORE_A_NOUN:
        return text, ""
    return text[: tail.start()].strip(" ,;:-–—(["), " ".join(tail[0].lower().split()).strip(
        " -–—:()[].!,"
    )


_BEFORE_A_NOUN = in_words(
    "of the a an to in on for with by from and or what be get gets when until"
)


def in_short(text: str) -> str:
    """What is long ends where a clause does."""
    if len(text) <= LONGEST:
        return text
    cuts = [found.start() for found in _CLAUSE.finditer(text) if 25 <= found.start() <= LONGEST]
    cuts = cuts or [
        place.start() for place in re.finditer(r",\s", text) if 25 <= place.start() <= LONGEST
    ]
    return text[: cuts[-1]].rstrip(" ,;:-–—") if cuts else text


def is_for_outside(text: str) -> bool:
    """Whether readers outside the team may see it, and would want to."""
    if _NOTHING.fullmatch(text) or _SECRET.search(text) or _PRIVATE.search(text):
        return False
    if all(_NOTHING.fullmatch(each.strip()) for each in re.split(r",|/|\+|&|\band\b", text)):
        return False
    if _SWEARING.search(text) or text.rstrip().endswith("?"):
        return False
    letters = sum(each.isalpha() for each in text)
    return letters >= 4 and letters * 2 > len(text.replace(" ", ""))


def is_speakable(text: str) -> bool:
    """Whether something that the team has written down openly may go further: with no secret, and
    nobody's illness or pay in it."""
    return not (_SECRET.search(text) or _PRIVATE.search(text) or _SWEARING.search(text))


# People.
_ALSO_WORDS = in_words(
    """
will may mark bill grace rose art max pat sue drew chip rich jan hope joy faith dawn summer
april june august penny ray guy jack rob frank dean earl miles page lane sky iris ivy robin
chase cliff dale gene grant hunter mason parker reed sage skip wade ward young king long
price cook baker smith carter fisher stone wood field brook hill day week
    """
)
"""Names that are words as well: only one that begins with a capital is a name, and not the first."""


def plain(text: str) -> str:
    """Without case and accents, so that a name is found however it is typed."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in spread if not unicodedata.combining(c)))


def names_anybody(text: str, names: Collection[str]) -> bool:
    """Whether one of these names, or a part of one, stands in it."""
    found = _pattern(frozenset(names))
    if found is None:
        return False
    return any(_is_name(text, match) for match in found.finditer(plain(text)))


def names_wholly(text: str, names: Collection[str]) -> bool:
    """Whether one of these names stands in it as a whole."""
    told = f" {_words(text)} "
    return any(f" {name} " in told for name in _plain_names(frozenset(names)))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", plain(text)))


@lru_cache(maxsize=64)
def _plain_names(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(_words(name) for name in sorted(names))


@lru_cache(maxsize=64)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    parts = {plain(name) for name in names}
    parts |= {part for name in parts for part in re.split(r"[\s.,'’()-]+", name)}
    # An initial is nobody; neither is what is no letter.
    parts = {part for part in parts if len(part) > 1 and any(c.isalpha() for c in part)}
    if not parts:
        return None
    either = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _is_name(text: str, match: re.Match[str]) -> bool:
    if match[0] not in _ALSO_WORDS:
        return True
    typed = re.finditer(rf"\b{re.escape(match[0])}\b", text, re.IGNORECASE)
    return any(each[0][0].isupper() and each.start() > 0 for each in typed)


def without_people(text: str, names: Collection[str]) -> str | None:
    """The line without "with Ada and Ben". None: somebody is named in it all the same."""
    if names_anybody(text, names) or "@" in text:
        if _THEIRS.search(text):
            return None
        for pattern, instead in _around(frozenset(names)):
            text = pattern.sub(instead, text)
        text = " ".join(text.split())
    return None if not text or names_anybody(text, names) or "@" in text else text


_THEIRS = re.compile(r"\b(?:his|her|hers|him|he|she|himself|herself)\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _around(names: frozenset[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands around a name and goes with it, and what stands there instead."""
    parts = {part for name in names for part in (name, *re.split(r"[\s.,()]+", name))}
    parts |= {plain(part) for part in parts}
    parts = {part for part in parts if len(part) > 1 and part not in _ALSO_WORDS}
    known = [re.escape(part) for part in sorted(parts, key=len, reverse=True)]
    one = rf"(?:@[\w.-]+|@?(?:{'|'.join(known) or '(?!)'})(?!\w))(?:\s+[A-Z]\.)?"
    some = rf"{one}(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s*&\s*|\s*/\s*|\s+){one})*"
    return (
        (re.compile(rf"^{some},?\s+(?:and|&)\s+(?=(?:i|we)\b)", re.IGNORECASE), ""),
        (re.compile(rf"\b(?P<us>i|we)\s+(?:and|&)\s+{some}", re.IGNORECASE), r"\g<us>"),
        (re.compile(rf"\b(?:the\s+)?{one}['’]s\s+", re.IGNORECASE), "the "),
        (
            re.compile(
                rf",?\s+(?:together with|along with|thanks to|with|for|from|by|to|and|cc)\s+{some}"
                r"(?!['’\w])",
                re.IGNORECASE,
            ),
            "",
        ),
        (
            re.compile(
                rf"(?P<verb>\b\w+)\s+{some}(?=\s+(?:with|about|on|in|to|for|through)\b)",
                re.IGNORECASE,
            ),
            r"\g<verb>",
        ),
    )
