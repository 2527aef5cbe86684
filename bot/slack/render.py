"""Cards and forms as Slack shows them: messages, modals, the Home tab. Pure.

User-typed words go into rich text or plain text, never into mrkdwn, so they ping nobody.
"""

from __future__ import annotations

import json

import orjson

from bot.fitting import TooBig, check, fits
from bot.slack import spans
from bot.slack.blocks import NO_FILES, Files, blocks, packed
from bot.slack.inputs import input_block
from bot.slack.limits import MESSAGE_BLOCKS, MESSAGE_WORDS, VIEW_BLOCKS, words_in
from bot.slack.spans import Block
from handlers.cards import (
    Card,
    Divider,
    Form,
    Heading,
    Part,
    Quote,
    Small,
    Text,
    plain,
)
from handlers.events import Origin

__all__ = ["TooBig", "home", "loading", "message", "modal", "notice", "together"]


def message(card: Card, files: Files = NO_FILES) -> Block:
    """`text` is what notifications and screen readers get; Slack parses it, so it is escaped."""
    made = blocks(card.parts, files)
    check("A message's blocks", len(made), MESSAGE_BLOCKS)
    if len(orjson.dumps(made)) > MESSAGE_WORDS:
        # Else its words are fewer by far, and counting them takes as long as making them.
        check("A message", words_in(made), MESSAGE_WORDS)
    text = spans.escaped(card.summary) or "Drumbeat"
    return {"text": text, "blocks": made} if made else {"text": text}


def modal(form: Form, origin: Origin, turn: str = "") -> Block:
    """`turn` differs from that of the form it replaces, if it replaces one."""
    made = [
        block
        for item in form.items
        for block in (
            blocks((item,))
            if isinstance(item, Text | Quote | Small | Divider | Heading)
            else [input_block(item, turn)]
        )
    ]
    check("A form's blocks", len(made), VIEW_BLOCKS)
    return {
        "type": "modal",
        "callback_id": fits("A form's name", form.name, 255),
        "title": _title(form.title),
        "submit": _title(form.submit),
        "close": _title("Cancel"),
        "blocks": made,
        "private_metadata": _metadata(form, origin),
    }


def home(card: Card, files: Files = NO_FILES) -> Block:
    made = blocks(card.parts, files)
    check("The Home tab's blocks", len(made), VIEW_BLOCKS)
    return {"type": "home", "blocks": made or blocks((plain(card.summary),))}


def loading(title: str = "Drumbeat") -> Block:
    """Stands where a form is about to be."""
    return _notice(title, (plain("One moment …"),))


def notice(title: str, card: Card, typed: dict[str, str] | None = None) -> Block:
    """A modal that tells something; `typed` gives back what was in the form, to copy."""
    parts: list[Part] = list(card.parts)
    if typed:
        parts += [Divider(), plain("This is what you typed:")]
        parts += [Quote(answer) for answer in typed.values() if answer]
    return _notice(title, tuple(parts) or (plain(card.summary),))


def together(cards: tuple[Card, ...]) -> Card:
    """Several private answers as one, since Slack takes one."""
    if len(cards) == 1:
        return cards[0]
    parts: list[Part] = []
    for card in cards:
        parts += [Divider()] if parts else []
        parts += card.parts or (plain(card.summary),)
    return Card(" ".join(card.summary for card in cards), tuple(parts))


def _notice(title: str, parts: tuple[Part, ...]) -> Block:
    made = blocks(parts)
    check("A notice's blocks", len(made), VIEW_BLOCKS)
    return {"type": "modal", "title": _title(title), "close": _title("Close"), "blocks": made}


def _title(text: str) -> Block:
    return spans.plain(fits("A title", text, 24))


def _metadata(form: Form, origin: Origin) -> str:
    carried = {
        "form": form.name,
        "args": json.dumps(form.args),
        "place": origin.place,
        "place_kind": origin.place_kind,
    }
    return fits("What a form carries", packed(carried), 3000)
