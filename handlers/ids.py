"""Numbers that come back from a client: whatever it sends."""

from __future__ import annotations

BIGGEST = 2**31
"""What the databases take as an id."""


def number(words: str) -> int:
    """0 for what is no id."""
    plain = words.strip().removeprefix("#")
    return int(plain) if plain.isascii() and plain.isdigit() and int(plain) < BIGGEST else 0
