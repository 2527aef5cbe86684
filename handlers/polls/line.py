"""`/poll "question" "a" "b"`: what was asked, with which answers, and how. Pure.

Quotes are whatever a keyboard makes of them; commas, new lines or nothing stand between them. A
question mark with answers behind it, or a line for each, does without quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.polls.rules import LONGEST_OPTION, LONGEST_QUESTION, MOST_OPTIONS, Kind

EXAMPLE = '/poll "Where to for lunch?" "Pizza" "Sushi" until 11:30'

_DOUBLE = '"“”„‟＂'
_CLOSERS = {
    **dict.fromkeys(_DOUBLE, '"“”‟＂'),
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "'": "'’‘",
    "‘": "'’",
    "‚": "'’‘",
    "’": "'’",
}
_BETWEEN = ",;|"
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}[.)]|[a-zA-Z][.)])\s+")
_UNTIL = re.compile(
    r"(?:^|\s)(?:until|till|by|closes?|bis|jusqu['’]à)\s+(?P<when>.+)$", re.IGNORECASE
)
_MOST = re.compile(r"(?:at most|up to|max\.?|maximal|max)\s+(?P<most>\d{1,2})(?!\S)", re.IGNORECASE)
_FLAGS: dict[str, dict[str, object]] = {
    "anonymous": {"is_anonymous": True},
    "anonymously": {"is_anonymous": True},
    "named": {"is_anonymous": False},
    "names": {"is_anonymous": False},
    "public": {"is_anonymous": False},
    "live": {"is_live": True},
    "hidden": {"is_live": False},
    "single": {"kind": "single"},
    "multiple": {"kind": "multiple"},
    "multi": {"kind": "multiple"},
    "several": {"kind": "multiple"},
    "ranked": {"kind": "ranked"},
    "ranking": {"kind": "ranked"},
    "1-5": {"kind": "scale5"},
    "1-10": {"kind": "scale10"},
}
FLAGS = "anonymous, named, live, hidden, multiple, at most 2, ranked, 1-5, 1-10, until Friday 15:00"


class Malformed(ValueError):
    """Says in words for the person what is missing."""


@dataclass(frozen=True, slots=True)
class Line:
    question: str
    options: tuple[str, ...]
    kind: Kind = "single"
    most: int = 0
    """How many answers one may choose; 0: as many as there are."""
    is_anonymous: bool | None = None
    """None: not said, as below."""
    is_live: bool | None = None
    until: str = ""
    """The words that say when it closes."""


def read(words: str) -> Line:
    """Raises Malformed."""
    said, around = _quoted(words)
    if not said:
        said, around = _unquoted(words), ""
    if not said:
        raise Malformed("What is the question, and what can one answer?")
    line = _flagged(Line(said[0], tuple(said[1:])), around)
    return checked(line)


def checked(line: Line) -> Line:
    """With a space where there were several. Raises Malformed for what is too much or too little."""
    question = " ".join(line.question.split())
    options = tuple(" ".join(option.split()) for option in line.options)
    if not question:
        raise Malformed("There is no question.")
    if len(question) > LONGEST_QUESTION:
        raise Malformed(
            f"A question has up to {LONGEST_QUESTION} characters; this one has {len(question)}."
        )
    if line.kind in ("scale5", "scale10"):
        if options:
            raise Malformed("A rating needs no answers: leave them out, or leave the scale out.")
        return replace(line, question=question)
    if len(options) < 2:
        raise Malformed("There have to be at least two answers.")
    return replace(line, question=question, options=distinct(options))


def distinct(options: tuple[str, ...]) -> tuple[str, ...]:
    """Raises Malformed for what nobody could choose between."""
    if len(options) > MOST_OPTIONS:
        raise Malformed(f"A poll has up to {MOST_OPTIONS} answers; these are {len(options)}.")
    known: set[str] = set()
    for option in options:
        if not option:
            raise Malformed("One answer is empty.")
        if len(option) > LONGEST_OPTION:
            raise Malformed(
                f"An answer has up to {LONGEST_OPTION} characters; “{option[:20]}…” has "
                f"{len(option)}."
            )
        if option.casefold() in known:
            raise Malformed(f"“{option}” is there twice.")
        known.add(option.casefold())
    return options


def _quoted(words: str) -> tuple[list[str], str]:
    """What stands in quotes, and what stands around it. Raises Malformed for a quote that does not
    end."""
    found: list[str] = []
    around: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in _CLOSERS and _begins(words, at, bool(found)):
            end = _end(words, at)
            if end is None:
                if words[at] in "'’‘‚" or not (found or words[:at].strip() == ""):
                    around.append(words[at])
                    at += 1
                    continue
                raise Malformed("One of the quotes has no end.")
            found.append(words[at + 1 : end].strip())
            at = end + 1
            around.append(" ")
            continue
        around.append(words[at])
        at += 1
    outside = "".join(around)
    if not found:
        return [], outside
    return found, " ".join(re.sub(rf"[{_BETWEEN}]", " ", outside).split())


def _begins(words: str, at: int, has_one: bool) -> bool:
    """Whether a quote here can be the first of two: nothing is glued to its left."""
    before = words[at - 1] if at else " "
    return before.isspace() or before in _BETWEEN or (has_one and before in _ENDS)


def _end(words: str, at: int) -> int | None:
    """Where what begins there ends: at a quote with nothing glued to its right."""
    closers = _CLOSERS[words[at]]
    for end in range(at + 1, len(words)):
        if words[end] not in closers:
            continue
        after = words[end + 1] if end + 1 < len(words) else " "
        if after.isspace() or after in _BETWEEN or after in _CLOSERS:
            return end
    return None


_ENDS = frozenset("".join(_CLOSERS.values()))


def _unquoted(words: str) -> list[str]:
    """A line each; or a question mark, and what is between commas after it."""
    lines = [_BULLET.sub("", line).strip(" ,;") for line in words.splitlines() if line.strip()]
    if len(lines) > 2:
        return lines
    question, mark, behind = " ".join(words.split()).partition("?")
    if not mark:
        return lines if len(lines) == 2 else [question] if question.strip() else []
    options = [part.strip() for part in re.split(rf"[{_BETWEEN}]|\s/\s", behind)]
    return [f"{question}?", *(option for option in options if option)]


def _flagged(line: Line, around: str) -> Line:
    """Raises Malformed for words that say nothing about a poll."""
    if until := _UNTIL.search(around):
        line = replace(line, until=until["when"].strip())
        around = around[: until.start()]
    if most := _MOST.search(around):
        line = replace(line, kind="multiple", most=int(most["most"]))
        around = f"{around[: most.start()]} {around[most.end() :]}"
    for word in around.replace("–", "-").split():
        meant = _FLAGS.get(word.casefold())
        if meant is None:
            shown = word if len(word) <= 30 else f"{word[:30]}…"
            raise Malformed(
                f"I don't know what to do with {shown}. Put the question and each answer in quotes; "
                f"besides them you can say: {FLAGS}."
            )
        if not (meant == {"kind": "multiple"} and line.kind == "multiple"):
            line = replace(line, **meant)  # type: ignore[arg-type]
    if line.kind == "multiple" and line.most > len(line.options):
        line = replace(line, most=0)
    return line
