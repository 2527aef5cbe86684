"""Asking back which of several things is meant, with a button for each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.cards import Button, Buttons, Part, plain
from handlers.when.echo import place

ROOM = 36
"""Characters of a label that a phone shows whole."""


def one_of(buttons: Sequence[Button]) -> list[Part]:
    """What is longer than a button shows stands above them, so that nothing is cut."""
    if not buttons:
        return []
    if all(len(button.label) <= ROOM for button in buttons):
        return [Buttons(tuple(buttons))]
    lines: list[Part] = []
    counted: list[Button] = []
    for number, button in enumerate(buttons, start=1):
        lines.append(plain(f"{number}. {button.label}"))
        counted.append(replace(button, label=f"The {place(number)}"))
    return [*lines, Buttons(tuple(counted))]
