"""What people typed, in Markdown. Pure."""

from __future__ import annotations

import re

# Some signs mean something wherever they stand; some only within a word, as in an address; some
# only where a line begins.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&@#]|[.:](?=\S))")
_FIRST = re.compile(r"^(\s*)([+=-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def escaped(words: str) -> str:
    """Shown as typed: neither formatting nor links nor HTML."""
    return _NUMBERED.sub(r"\1\\\2", _FIRST.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\1", words)))


def quoted(words: str) -> str:
    """Set apart, line by line, as typed."""
    return "\n".join(f"> {escaped(line)}  " for line in words.splitlines())
