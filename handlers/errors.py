"""Anticipated "no"s, in words for the person who asked."""

from __future__ import annotations


class Refusal(Exception):
    """The person cannot have this, and why. Nothing was changed; the words are shown privately."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Invalid(Exception):
    """A form cannot be taken as it is: words per field. The form stays open with what was typed."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields
