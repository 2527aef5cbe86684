"""Spans in Slack's two tongues: rich text, which parses nothing, and mrkdwn, which parses all."""

from __future__ import annotations

import html
import re
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from bot.fitting import fits
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

Block = dict[str, Any]

_TOKENS = {
    "time": "{time}",
    "day": "{date_short_pretty}",
    "day and time": "{date_short_pretty} at {time}",
}
_FALLBACKS = {"time": "%H:%M", "day": "%a %d %b", "day and time": "%a %d %b, %H:%M"}
# What mrkdwn might read as format, emoji, quote, link or name, and what turns the direction of the
# words around it.
_MARKUP = re.compile(r"[*_~`>@#]|:[^\s:]+:|://|www\.|[\u202a-\u202e\u2066-\u2069]")


def rich(spans: Spans) -> list[Block]:
    """Elements of a rich text section: every word shown exactly as typed."""
    return [element for span in spans for element in _rich(span)]


def plain(text: str) -> Block:
    """A text object that Slack reads no markup in, not even emoji codes."""
    return {"type": "plain_text", "text": text, "emoji": False}


def is_tame(spans: Spans) -> bool:
    """Whether mrkdwn shows these words as they are, once escaped."""
    return not any(_MARKUP.search(words) for words in map(_typed, spans))


def mrkdwn(spans: Spans) -> Block:
    """For tame spans only. `verbatim` keeps Slack from making links and names of bare words."""
    return {"type": "mrkdwn", "text": "".join(map(_mrkdwn, spans)), "verbatim": True}


def words(spans: Spans) -> str:
    """Spans that hold nothing but words, as those words."""
    return "".join(map(_typed, spans))


def is_words(spans: Spans) -> bool:
    return all(isinstance(span, Plain) for span in spans)


def escaped(text: str) -> str:
    """For fields that are mrkdwn without a choice, such as a message's fallback text."""
    return html.escape(text, quote=False)


def fallback(moment: Moment) -> str:
    """The moment in its own zone, for readers whose client does not know theirs."""
    return moment.at.astimezone(ZoneInfo(moment.zone)).strftime(_FALLBACKS[moment.style])


def _rich(span: Span) -> list[Block]:
    match span:
        case Plain(text):
            return _text(text)
        case Bold(text):
            return _text(text, bold=True)
        case Italic(text):
            return _text(text, italic=True)
        case Code(text):
            return _text(text, code=True)
        case Mention(person):
            return [{"type": "user", "user_id": person}]
        case PlaceLink(place):
            return [{"type": "channel", "channel_id": place}]
        case Link(text, url):
            return [{"type": "link", "url": fits("A link", url, 3000), "text": text or url}]
        case Moment():
            return [
                {
                    "type": "date",
                    "timestamp": int(span.at.timestamp()),
                    "format": _TOKENS[span.style],
                    "fallback": fallback(span),
                }
            ]
        case _:
            assert_never(span)


def _text(text: str, **style: bool) -> list[Block]:
    if not text:
        return []
    element: Block = {"type": "text", "text": text}
    return [{**element, "style": style} if style else element]


def _mrkdwn(span: Span) -> str:
    match span:
        case Plain(text):
            return escaped(text)
        case Bold(text):
            return f"*{escaped(text)}*"
        case Italic(text):
            return f"_{escaped(text)}_"
        case Code(text):
            return f"`{escaped(text)}`"
        case Mention(person):
            return f"<@{person}>"
        case PlaceLink(place):
            return f"<#{place}>"
        case Link(text, url):
            return f"<{escaped(url)}|{escaped(text or url)}>"
        case Moment():
            seconds = int(span.at.timestamp())
            return f"<!date^{seconds}^{_TOKENS[span.style]}|{fallback(span)}>"
        case _:
            assert_never(span)


def _typed(span: Span) -> str:
    match span:
        case Plain(text) | Bold(text) | Italic(text) | Code(text) | Link(text):
            return text
        case Mention() | PlaceLink() | Moment():
            return ""
        case _:
            assert_never(span)
