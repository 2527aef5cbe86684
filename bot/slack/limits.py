"""Slack's limits, met by refusing: what would not fit is never cut in silence."""

from __future__ import annotations

from typing import Any

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_WORDS = 13_000
"""Characters in all blocks of a message. Slack states no figure; from here on it refuses."""


def words_in(blocks: Any) -> int:
    """Characters a reader sees, and those of the links below them."""
    words = 0
    if isinstance(blocks, list):
        for each in blocks:
            words += words_in(each)
    elif isinstance(blocks, dict):
        for key, value in blocks.items():
            if not isinstance(value, str):
                words += words_in(value)
            elif key in _WORDS:
                words += len(value)
    return words


_WORDS = {"text", "url", "image_url", "alt_text", "fallback"}
