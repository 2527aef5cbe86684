"""What can tell how alike texts are by what they mean, as a handler knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Meanings(Protocol):
    def alike(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Of each with each. From 1 on two say much the same; 0: nothing in common. The same texts
        are rated the same every time, and leave this process for nowhere."""
