"""What would not fit is refused, in words that name the part and its limit; never cut in silence."""

from __future__ import annotations


class TooBig(ValueError):
    """Names the part that does not fit and its limit."""

    def __init__(self, part: str, size: int, limit: int) -> None:
        super().__init__(f"{part} holds {limit}, not {size}")


def fits(part: str, text: str, limit: int) -> str:
    check(part, len(text), limit)
    return text


def check(part: str, size: int, limit: int) -> None:
    if size > limit:
        raise TooBig(part, size, limit)
