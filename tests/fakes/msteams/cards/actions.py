"""What can be pressed on a card, and which inputs go along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..world import JSON
from .inputs import inputs_of


@dataclass(frozen=True)
class Pressable:
    action: JSON
    inputs: tuple[JSON, ...]
    """Those of the card it stands on, and of the cards that one was opened from."""

    @property
    def label(self) -> str:
        return str(self.action.get("title") or "")


def labels(card: JSON) -> list[str]:
    """In reading order; what stands on an opened ShowCard follows the action that opens it."""
    return [one.label for one in pressables(card) if one.label]


def find_action(card: JSON, label: str) -> Pressable:
    for one in pressables(card):
        if label in (one.label, one.action.get("id"), one.action.get("verb")):
            if one.action.get("isEnabled") is False:
                raise LookupError(f"{label!r} cannot be pressed")
            return one
    raise LookupError(f"nothing to press called {label!r} among {labels(card)}")


def pressables(card: JSON, outer: tuple[JSON, ...] = ()) -> Iterator[Pressable]:
    inputs = outer + tuple(inputs_of(card))
    for action in _actions(card.get("body") or []):
        yield from _opened(action, inputs)
    for action in card.get("actions") or []:
        yield from _opened(action, inputs)
    if card.get("selectAction"):
        yield Pressable(card["selectAction"], inputs)


def _opened(action: JSON, inputs: tuple[JSON, ...]) -> Iterator[Pressable]:
    yield Pressable(action, inputs)
    if action["type"] == "Action.ShowCard":
        yield from pressables(action["card"], inputs)


def _actions(thing: Any) -> Iterator[JSON]:
    if isinstance(thing, list):
        for one in thing:
            yield from _actions(one)
        return
    if not isinstance(thing, dict) or thing.get("isVisible") is False:
        return
    for name in ("items", "columns", "rows", "cells", "images", "inlines"):
        yield from _actions(thing.get(name) or [])
    if thing.get("type") == "ActionSet":
        yield from thing["actions"]
    for name in ("selectAction", "inlineAction"):
        if thing.get(name):
            yield thing[name]
