"""Examples of help, and of what a command that is not understood gets back."""

from __future__ import annotations

from handlers.cards import Card, plain
from handlers.errors import Refusal
from handlers.example import Example
from handlers.home.flow import help_card, nothing_open
from handlers.routing import Router


def examples(whole: Router) -> list[Example]:
    return [
        Example("help", help_card(whole)),
        Example("help in the home", help_card(whole), on="home"),
        Example("nothing open", nothing_open(whole)),
        Example("refused: an unknown word", _refused(whole, "standup", "tomorrow at noon")),
        Example("refused: an unknown command", _refused(whole, "stnadup", "")),
    ]


def _refused(whole: Router, name: str, words: str) -> Card:
    try:
        whole.find(name, words)
    except Refusal as refusal:
        return Card(refusal.words.split("\n")[0], (plain(refusal.words),))
    raise AssertionError(f"/{name} {words} is understood")
