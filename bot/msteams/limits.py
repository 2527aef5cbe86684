"""Teams' limits, met by refusing: what would not fit is never cut in silence."""

from __future__ import annotations

import json
from typing import Any

from bot.fitting import check

ACTIVITY = 80_000
"""Bytes of a whole activity, in UTF-16."""
ADDRESSING = 2_000
"""Kept free of these for who sends it to whom, and from where."""
CARD_BUTTONS = 6
"""Actions that Teams shows side by side; it hides those after."""


def within(part: str, payload: dict[str, Any]) -> dict[str, Any]:
    check(part, size_of(payload), ACTIVITY - ADDRESSING)
    return payload


def size_of(payload: dict[str, Any]) -> int:
    """In bytes, as Teams counts them."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-16-le", "surrogatepass"))
