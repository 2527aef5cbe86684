"""The parts of a card as elements of an Adaptive Card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Literal, TypeAlias, assert_never

from microsoft_teams.cards import (
    CardElement,
    Column,
    ColumnSet,
    Container,
    Fact,
    FactSet,
    Image,
    TeamsImageProperties,
)

from bot.msteams import figures, spans, texts
from bot.msteams.buttons import button_rows
from bot.msteams.spans import Names
from handlers.cards import (
    Bold,
    Bullets,
    Buttons,
    Code,
    Divider,
    Facts,
    Heading,
    Italic,
    Link,
    Mention,
    Moment,
    Part,
    Picture,
    PlaceLink,
    Plain,
    Quote,
    Small,
    Span,
    Spans,
    Text,
)
from handlers.charts import Chart

Look: TypeAlias = Literal["Markdown", "columns", "plain"]
"""Of the lists in a card."""
COLUMNS = 24
"""Points of a list with a column for each; longer lists make do with less, for the size."""


def elements(parts: Sequence[Part], names: Names) -> list[CardElement]:
    made: list[CardElement] = []
    asked = count(1)
    is_divided = False
    # Each sets its lists in its own way: two in one card would say something that is not meant.
    lists = [part for part in parts if isinstance(part, Bullets)]
    look: Look = "plain"
    if all(_is_tame_list(part, names) for part in lists):
        look = "Markdown"
    elif all(len(part.items) <= COLUMNS for part in lists):
        look = "columns"
    for part in parts:
        if isinstance(part, Divider):
            is_divided = bool(made)  # nothing stands above the first
            continue
        block = _elements(part, names, asked, look)
        if block and is_divided:
            block, is_divided = [divided(block)], False
        made += block
    return made


def divided(block: list[CardElement]) -> CardElement:
    """A line above: a property of what stands below it."""
    return Container().with_separator(True).with_spacing("Large").with_items(block)


def spans_of(part: Part) -> Iterator[Span]:
    match part:
        case Text(words) | Small(words):
            yield from words
        case Bullets(items):
            for item in items:
                yield from item
        case Facts(rows):
            for _, value in rows:
                yield from value
        case Heading() | Quote() | Divider() | Picture() | Chart() | Buttons():
            return
        case _:
            assert_never(part)


def _elements(part: Part, names: Names, asked: Iterator[int], look: Look) -> list[CardElement]:
    match part:
        case Heading(text):
            return texts.heading(text)
        case Text(words):
            return texts.words(words, names)
        case Quote(text):
            quoted = texts.plainly(text)
            box = Container().with_style("emphasis").with_spacing("Small")
            return [box.with_items(quoted)] if quoted else []
        case Bullets(items):
            return _bullets(items, names, look)
        case Small(words):
            return texts.words(words, names, "small")
        case Facts(rows):
            return _facts(rows, names)
        case Divider():
            return []
        case Picture() if not part.is_for_the_world:
            return texts.words(part.in_words.spans, names, "small")
        case Picture(alt, url):
            image = Image().with_url(url).with_alt_text(alt).with_size("Auto")
            return [image.with_msteams(TeamsImageProperties().with_allow_expand(True))]
        case Chart():
            return figures.chart(part)
        case Buttons(buttons):
            return button_rows(buttons, asked)
        case _:
            assert_never(part)


def _bullets(items: tuple[Spans, ...], names: Names, look: Look) -> list[CardElement]:
    if not items:
        return []
    if look == "Markdown":
        listed = "\n".join(f"- {line}" for item in items for line in spans.lines(item, names))
        return [texts.markdown(listed)]
    if look == "columns":
        return [_bullet(item, names, is_first=not place) for place, item in enumerate(items)]
    return [
        element
        for place, item in enumerate(items)
        for element in texts.words(
            (Plain("•\u00a0\u00a0"), *item), names, spacing="None" if place else None
        )
    ]


def _bullet(item: Spans, names: Names, is_first: bool) -> CardElement:
    point = Column().with_width("auto").with_items(list(texts.plainly("\u00a0•")))
    beside = Column().with_width("stretch").with_spacing("Small")
    row = ColumnSet().with_columns([point, beside.with_items(texts.words(item, names))])
    return row if is_first else row.with_spacing("None")


def _facts(rows: tuple[tuple[str, Spans], ...], names: Names) -> list[CardElement]:
    if not rows:
        return []
    shown = [(label, value if _has_words(value, names) else (Plain("–"),)) for label, value in rows]
    if all(spans.is_tame(label) and _is_tame(value, names) for label, value in shown):
        facts = [
            Fact().with_title(label).with_value(spans.lines(value, names)[0])
            for label, value in shown
        ]
        return [FactSet().with_facts(facts)]
    return [_fact(label, value, names) for label, value in shown]


def _fact(label: str, value: Spans, names: Names) -> CardElement:
    left = Column().with_width("1").with_items(texts.words((Bold(label),), names))
    right = Column().with_width("2").with_items(texts.words(value, names))
    return ColumnSet().with_columns([left, right]).with_spacing("Small")


def _has_words(value: Spans, names: Names) -> bool:
    return bool(texts.words(value, names))


def _is_tame_list(part: Bullets, names: Names) -> bool:
    return all(_is_tame(item, names) for item in part.items)


def _is_tame(words: Spans, names: Names) -> bool:
    """Whether these can be Markdown without a backslash."""
    return bool(words) and all(_is_tame_span(span, names) for span in words)


def _is_tame_span(span: Span, names: Names) -> bool:
    match span:
        case Plain(text) | Bold(text) | Italic(text) | Link(text):
            inside = text.strip(" ")
            return not inside or spans.is_tame(inside)
        case Code():
            # Markdown of Adaptive Cards has no such type.
            return False
        case Mention() | PlaceLink() | Moment():
            return True
        case _:
            assert_never(span)
