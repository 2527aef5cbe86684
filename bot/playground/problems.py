"""A call that cannot be answered, in words for whoever made it."""

from __future__ import annotations


class Problem(Exception):
    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
