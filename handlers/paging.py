"""Long cards become several, with every word kept. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from handlers.cards import (
    Bullets,
    Buttons,
    Card,
    Divider,
    Facts,
    Heading,
    Part,
    Picture,
    Plain,
    Quote,
    Small,
    Spans,
    Text,
)
from handlers.charts import Chart

PIECE = 2800
"""Characters of one text: below Slack's 3,000 for a section."""
PAGE = 9000
"""Characters of one message: below Slack's 13,000, with room for what surrounds them."""
PARTS = 40
"""Parts of one message: below Slack's 50 blocks."""


def is_one(card: Card, written: int) -> bool:
    """Whether it is one message, as nearly all are: told without looking at its words from how long
    it is as JSON, which is longer. False: `pages` tells."""
    if written > PIECE or len(card.parts) > PARTS:
        return False
    return not any(
        isinstance(part, Chart) or (isinstance(part, Bullets) and len(part.items) > PARTS)
        for part in card.parts
    )


def pages(card: Card) -> list[Card]:
    """The card, in as many messages as it takes."""
    collected: list[list[Part]] = [[]]
    size = 0
    for part in _pieces(card):
        length = _length(part)
        if collected[-1] and (size + length > PAGE or len(collected[-1]) >= PARTS):
            collected.append(_goes_along(collected[-1], part))
            size = sum(_length(moved) for moved in collected[-1])
        collected[-1].append(part)
        size += length
    if len(collected) == 1:
        return [Card(card.summary, tuple(collected[0]))]
    return [
        Card(
            f"{card.summary} ({number} of {len(collected)})",
            (*parts, Small((Plain(f"Part {number} of {len(collected)}"),))),
        )
        for number, parts in enumerate(collected, start=1)
    ]


def _goes_along(page: list[Part], part: Part) -> list[Part]:
    """A question moves to the next page with its answer; taken off the page."""
    is_label = len(page) > 1 and isinstance(page[-1], Small | Text)
    return [page.pop()] if is_label and isinstance(part, Quote) else []


def _pieces(card: Card) -> Iterator[Part]:
    for part in card.parts:
        match part:
            case Quote(words) if len(words) > PIECE:
                yield from (Quote(piece) for piece in split(words, PIECE))
            case Text((Plain(words),)) if len(words) > PIECE:
                yield from (Text((Plain(piece),)) for piece in split(words, PIECE))
            case Bullets(items) if _length(part) > PIECE or len(items) > PARTS:
                yield from _bullets(items)
            case _:
                yield part


def _bullets(items: tuple[Spans, ...]) -> Iterator[Part]:
    batch: list[Spans] = []
    size = 0
    for item in items:
        length = _spans(item)
        if batch and (size + length > PIECE or len(batch) >= PARTS):
            yield Bullets(tuple(batch))
            batch, size = [], 0
        batch.append(item)
        size += length
    yield Bullets(tuple(batch))


def split(words: str, longest: int) -> list[str]:
    """Pieces of at most that many characters, cut at line ends or spaces where there are any, and
    never inside what a reader sees as one character."""
    pieces = []
    while len(words) > longest:
        head = words[:longest]
        cut = max(head.rfind("\n"), head.rfind(" ")) + 1
        if cut < longest // 2:
            last = list(regex.finditer(r"\X", words[: longest + 1]))[-1]
            cut = last.start() or longest
        pieces.append(words[:cut])
        words = words[cut:]
    return [*pieces, words]


def _length(part: Part) -> int:
    match part:
        case Heading(words) | Quote(words):
            return len(words)
        case Text(spans) | Small(spans):
            return _spans(spans)
        case Bullets(items):
            return sum(_spans(item) for item in items)
        case Facts(rows):
            return sum(len(label) + _spans(value) for label, value in rows)
        case Buttons(buttons):
            return sum(len(button.label) for button in buttons)
        case Chart():
            return len(part.words)
        case Divider() | Picture():
            return 0


def _spans(spans: Spans) -> int:
    return sum(len(getattr(span, "text", "")) or 20 for span in spans)
