"""What encrypts what is kept secret, as a handler knows it."""

from __future__ import annotations

from typing import Protocol


class Seals(Protocol):
    def close(self, content: dict[str, str]) -> str: ...

    def open(self, sealed: str) -> dict[str, str] | None:
        """None: it was closed with a key that is no longer there."""
