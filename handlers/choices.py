"""Asking back which of several things is meant, with a button for each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.cards import Bold, Button, Buttons, Part, text

ROOM = 36
"""Characters of a label that a phone shows whole."""


def one_of(buttons: Sequence[Button]) -> list[Part]:
    """What is longer than a button shows stands above it, so that nothing is cut."""
    if all(len(button.label) <= ROOM for button in buttons):
        return [Buttons(tuple(buttons))] if buttons else []
    rows: list[Part] = []
    for button in buttons:
        rows += [text(Bold(button.label)), Buttons((replace(button, label="This one"),))]
    return rows
