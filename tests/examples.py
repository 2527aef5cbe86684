"""How many examples a rule is tried with: as many as it should be in CI, fewer in `make test`."""

from __future__ import annotations

import os

EVERY_EXAMPLE = bool(os.environ.get("EVERY_EXAMPLE"))
PART = 6
"""`make test` tries one of so many."""
ENOUGH = 20


def examples(many: int) -> int:
    return many if EVERY_EXAMPLE else max(min(many, ENOUGH), many // PART)
