"""Spans in the two tongues of Adaptive Cards: text runs, which parse nothing, and Markdown.

Only Markdown can mention people and tell a moment in the reader's own zone, so runs are for all
the rest: older phones show the backslashes that Markdown needs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from typing import TypeAlias, assert_never
from urllib.parse import quote

from microsoft_teams.cards import (
    FontType,
    MentionedEntity,
    OpenUrlAction,
    TextRun,
    TextWeight,
)
from microsoft_teams.cards import Mention as MentionEntity

from handlers.cards import (
    Bold,
    Code,
    Italic,
    Link,
    Mention,
    Moment,
    PlaceLink,
    Plain,
    Span,
    Spans,
)

Names: TypeAlias = Mapping[str, str]
"""What people and places are called, by the platform's id."""

SOMEONE = "someone"
SOMEWHERE = "the channel"

# What Markdown reads as format, link, list, name or formula; at a line's start, lists and headings.
_MARKUP = re.compile(r"[\\`*_\[\]<>~&{]")
_AT_START = re.compile(r"^(\s*\d*)([#+\-=.)])")
_ADDRESS = re.compile(r"://|\bwww\.|\w@\w", re.IGNORECASE)
# Adaptive Cards turn {{DATE(…)}} and {{TIME(…)}} into words of their own, in runs too.
_FORMULA = re.compile(r"(?<=\{)(?=\{)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_INDENT = re.compile(r"^[ \t]+")
_HOLD = "\u200b"
"""No space, and nothing to see."""
_SAFE_IN_ADDRESS = ":/?#@!$&'*+,;=%~-._"
_UNSAFE_IN_NAMES = re.compile(r"[\\`*_\[\]<>~|&{}\s]+")


def apart(names: Names) -> Names:
    """Teams tells mentions apart by the name alone: namesakes differ in what nobody sees."""
    used: Counter[str] = Counter()
    told = {}
    for ref, name in names.items():
        told[ref] = name + _HOLD * used[name]
        used[name] += 1
    return told


def needs_markdown(spans: Spans, names: Names) -> bool:
    return any(
        isinstance(span, Moment) or (isinstance(span, Mention) and span.person in names)
        for span in spans
    )


def is_tame(text: str) -> bool:
    """Whether Markdown shows these words as they are."""
    return not (
        _LINE_END.search(text)
        or text != text.strip()
        or _MARKUP.search(text)
        or _AT_START.match(text)
        or _ADDRESS.search(text)
    )


def runs(spans: Spans, names: Names) -> list[TextRun]:
    """For spans that need no Markdown: every word shown exactly as typed."""
    return [run for span in spans for run in _runs(span, names)]


def lines(spans: Spans, names: Names) -> list[str]:
    """Markdown, line by line: Markdown itself would join the lines or tear them apart."""
    return [_line(words, names) for words in _split(spans)]


def mentioned(spans: Spans, names: Names) -> Iterator[MentionEntity]:
    """What goes with the tags in Markdown, for Teams to notify them."""
    for span in spans:
        if isinstance(span, Mention) and span.person in names:
            name = names[span.person]
            entity = MentionedEntity().with_id(span.person).with_name(name)
            yield MentionEntity().with_text(_tag(name)).with_mentioned(entity)


def _runs(span: Span, names: Names) -> Iterator[TextRun]:
    match span:
        case Plain(text):
            yield from _words(text)
        case Bold(text):
            yield from _words(text, weight="Bolder")
        case Italic(text):
            yield from (run.with_italic(True) for run in _words(text))
        case Code(text):
            yield from _words(text, font="Monospace")
        case Link(text, url):
            opens = OpenUrlAction().with_url(url)
            yield from (run.with_select_action(opens) for run in _words(text or url))
        case Mention(person):
            yield from _words(names.get(person, SOMEONE))
        case PlaceLink(place):
            yield from _words(names.get(place, SOMEWHERE))
        case Moment():
            raise AssertionError("A moment is told in Markdown.")
        case _:
            assert_never(span)


def _words(
    text: str, weight: TextWeight | None = None, font: FontType | None = None
) -> Iterator[TextRun]:
    for piece in _FORMULA.split(text):
        if piece:
            run = TextRun().with_text(piece)
            run = run.with_weight(weight) if weight else run
            yield run.with_font_type(font) if font else run


def _split(spans: Spans) -> list[Spans]:
    """At the line ends inside the words."""
    found: list[list[Span]] = [[]]
    for span in spans:
        match span:
            case Plain(text) | Bold(text) | Italic(text) | Code(text) | Link(text):
                first, *more = _LINE_END.split(text)
                found[-1].append(replace(span, text=first))
                found.extend([replace(span, text=each)] for each in more)
            case Mention() | PlaceLink() | Moment():
                found[-1].append(span)
            case _:
                assert_never(span)
    return [tuple(line) for line in found]


def _line(spans: Spans, names: Names) -> str:
    text, was_marked = "", False
    for span in spans:
        if words := _markdown(span, names):
            # Marks that touch would be read as others.
            mark = "" if was_marked else _mark(span)
            text += f"{mark}{words}{mark}"
            was_marked = bool(mark)
    return _steady(text)


def _steady(text: str) -> str:
    """Markdown takes spaces off both ends, drops lines that are empty, and begins lists."""
    kept = _INDENT.sub(lambda found: _HOLD + "\u00a0" * len(found[0]), text) or _HOLD
    return _AT_START.sub(r"\1\\\2", kept)


def _mark(span: Span) -> str:
    """Where Markdown would not see the marks as such, the words go without."""
    match span:
        case Bold(text) if text[:1].isalnum() and text[-1:].isalnum():
            return "**"
        case Italic(text) if text[:1].isalnum() and text[-1:].isalnum():
            return "*"
        case _:
            return ""


def _markdown(span: Span, names: Names) -> str:
    match span:
        case Plain(text) | Bold(text) | Italic(text) | Code(text):
            return _typed(text)
        case Mention(person):
            return _tag(names[person]) if person in names else SOMEONE
        case PlaceLink(place):
            return _typed(names.get(place, SOMEWHERE))
        case Link(text, url):
            return f"[{_typed(text or url)}]({quote(url, safe=_SAFE_IN_ADDRESS)})"
        case Moment():
            return _moment(span)
        case _:
            assert_never(span)


def _typed(text: str) -> str:
    return _MARKUP.sub(lambda found: f"\\{found[0]}", text)


def _tag(name: str) -> str:
    """Exactly the same in text and entity; nothing in it can end the tag or format it."""
    return f"<at>{_UNSAFE_IN_NAMES.sub(' ', name).strip() or SOMEONE}</at>"


def _moment(moment: Moment) -> str:
    """In the zone of the reader's device."""
    at = f"{moment.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    day, clock = f"{{{{DATE({at}, SHORT)}}}}", f"{{{{TIME({at})}}}}"
    match moment.style:
        case "time":
            return clock
        case "day":
            return day
        case "day and time":
            return f"{day}, {clock}"
        case _:
            assert_never(moment.style)
