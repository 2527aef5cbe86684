"""What people typed, in Markdown. Pure."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:@])")


def escaped(words: str) -> str:
    """Shown as typed: neither formatting nor links nor HTML."""
    return _MARKUP.sub(r"\\\1", words)


def quoted(words: str) -> str:
    """Set apart, line by line, as typed."""
    return "\n".join(f"> {escaped(line)}  " for line in words.splitlines())
