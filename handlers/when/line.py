"""`<text> [by Friday 3pm]`: where the text ends and the moment begins. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.errors import Refusal
from handlers.when.meaning import Moment, Unclear
from handlers.when.moments import understand

LONGEST_MOMENT = 60
"""Characters of words that can be a moment."""
_BY = re.compile(r"(?<!\S)(?:by|until|before|due)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    due: Moment | Unclear | None
    """None: no moment was said."""
    by: str = ""
    """The words that say it."""


def read(words: str, now: datetime, zone: str) -> Line:
    """`zone` is the speaker's. "Blocked by legal" names no moment, so it stays as it is."""
    text = words.strip()
    for by in _BY.finditer(text):
        before, said = text[: by.start()].rstrip(" ,;"), text[by.end() :].strip().rstrip("!")
        if not said or len(said) > LONGEST_MOMENT or not before:
            continue
        try:
            meant = understand(said, now, zone)
        except Refusal:
            continue
        if isinstance(meant, Unclear) and before.casefold().endswith("ed"):
            # "Blocked by May" may be a colleague.
            continue
        return Line(before, meant, said)
    return Line(text, None)
