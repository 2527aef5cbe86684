"""Cards and events as plain values, for keeping, and back."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from handlers.cards import Card
from handlers.events import Due

_CARD = TypeAdapter(Card)
_DUE = TypeAdapter(Due)


def card_to_plain(card: Card) -> dict[str, Any]:
    plain: dict[str, Any] = _CARD.dump_python(card, mode="json")
    return plain


def card_from_plain(plain: dict[str, Any]) -> Card:
    return _CARD.validate_python(plain)


def due_to_plain(due: Due) -> dict[str, Any]:
    plain: dict[str, Any] = _DUE.dump_python(due, mode="json")
    return plain


def due_from_plain(plain: dict[str, Any]) -> Due:
    return _DUE.validate_python(plain)
