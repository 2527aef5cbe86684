"""Asking back which stand-up is meant. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from handlers.cards import Bold, Button, Card, Quote, plain, small
from handlers.choices import one_of
from handlers.standup.views import Where, answer_button

Named: TypeAlias = Sequence[tuple[int, str]]
"""Stand-ups by id, and what they are called."""


def to_answer(wheres: Sequence[tuple[Where, str]]) -> Card:
    """With what each is called."""
    buttons = [answer_button(where, label, look="plain") for where, label in wheres]
    return _card("There are several. Which stand-up do you mean?", buttons)


def to_skip(wheres: Sequence[tuple[Where, str]]) -> Card:
    buttons = [Button(label, "standup.skip", where.args) for where, label in wheres]
    return _card("Several are open. Which one would you like to skip?", buttons)


def to_run(standups: Named, action: str) -> Card:
    return _card("You run several stand-ups. Which one do you mean?", _named(standups, action, {}))


def to_read(standups: Named, action: str, args: Mapping[str, str]) -> Card:
    asks = "There are several. Which stand-up do you mean?"
    return _card(asks, _named(standups, action, args))


def to_take(words: str, buttons: Sequence[Button]) -> Card:
    """For what somebody wrote while several were open."""
    asks = "There are several stand-ups. Which one is this for?"
    return Card(asks, (plain(asks), Quote(words), *one_of(buttons)))


def to_write_again(words: str, wheres: Sequence[tuple[Where, str]]) -> Card:
    """The same for more words than a button carries."""
    asks = "Several stand-ups wait for you. Please take these words along to the one they are for."
    buttons = [answer_button(where, label, look="plain") for where, label in wheres]
    return Card(asks, (plain(asks), Quote(words), *one_of(buttons)))


def taken(words: str, label: str) -> Card:
    """In place of the question which one."""
    return Card(f"For {label}", (small("For ", Bold(label), ":"), Quote(words)))


def _named(standups: Named, action: str, args: Mapping[str, str]) -> list[Button]:
    return [Button(label, action, {**args, "standup": str(key)}) for key, label in standups]


def _card(asks: str, buttons: Sequence[Button]) -> Card:
    return Card("Which stand-up?", (plain(asks), *one_of(buttons)))
