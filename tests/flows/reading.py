"""Cards as words, for reading in a test."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Heading,
    Mention,
    Part,
    Picture,
    Quote,
    Small,
    Spans,
    Text,
)
from handlers.charts import Chart


def words(card: Card) -> str:
    """All the words of a card, in reading order; moments as ISO in UTC, mentions as @id."""
    return "\n".join(said for part in card.parts for said in _part(part))


def _part(part: Part) -> Iterator[str]:
    match part:
        case Heading(said) | Quote(said):
            yield said
        case Text(spans) | Small(spans):
            yield _spans(spans)
        case Bullets(items):
            yield from (_spans(item) for item in items)
        case Facts(rows):
            yield from (f"{label} {_spans(value)}" for label, value in rows)
        case Buttons(pressable):
            yield from (f"[{button.label}]" for button in pressable)
        case Chart():
            yield part.words
        case Picture(alt, _):
            yield alt
        case Chart():
            yield part.words
        case Divider():
            pass


def _spans(spans: Spans) -> str:
    said = []
    for span in spans:
        match span.is_a:
            case "mention":
                said.append(f"@{span.person}")
            case "place":
                said.append(f"#{span.place}")
            case "moment":
                said.append(span.at.isoformat())
            case _:
                said.append(span.text)
    return "".join(said)


def buttons(card: Card) -> list[Button]:
    return [button for part in card.parts if isinstance(part, Buttons) for button in part.buttons]


def mentions(card: Card) -> list[str]:
    """Everybody a card would ping."""
    found: list[str] = []
    for part in card.parts:
        match part:
            case Text(spans) | Small(spans):
                lines: tuple[Spans, ...] = (spans,)
            case Bullets(items):
                lines = items
            case Facts(rows):
                lines = tuple(value for _, value in rows)
            case _:
                lines = ()
        found += [span.person for spans in lines for span in spans if isinstance(span, Mention)]
    return found


def quotes(card: Card) -> str:
    return "".join(part.text for part in card.parts if isinstance(part, Quote))
