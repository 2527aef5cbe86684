"""Cards and events as plain values, for keeping, and back."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import TypeAdapter

from handlers.cards import Card
from handlers.events import Due
from handlers.lately import Recent

_CARD = TypeAdapter(Card)
_DUE = TypeAdapter(Due)
# What this process writes it sends a moment later, most often: reading a card back takes longer than
# all else that is done with its row.
_lately: Recent[str, Card] = Recent()


def card_to_plain(card: Card) -> dict[str, Any]:
    plain: dict[str, Any] = _CARD.dump_python(card, mode="json")
    return plain


def card_from_plain(plain: dict[str, Any]) -> Card:
    return _CARD.validate_python(plain)


def card_to_text(card: Card) -> str:
    """The same as JSON."""
    text = orjson.dumps(card, option=orjson.OPT_UTC_Z).decode()
    _lately.keep(text, card)
    return text


def card_from_text(text: str) -> Card:
    return _lately.find(text) or _CARD.validate_json(text)


def due_to_plain(due: Due) -> dict[str, Any]:
    plain: dict[str, Any] = _DUE.dump_python(due, mode="json")
    return plain


def due_from_plain(plain: dict[str, Any]) -> Due:
    return _DUE.validate_python(plain)
