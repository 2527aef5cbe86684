"""How long what cannot be told is tried. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
"""A weekend, and a day to repair it."""


def pause(attempts: int) -> timedelta:
    """After so many tries that failed: doubling, up to a limit."""
    return min(FIRST_PAUSE * float(2 ** min(attempts - 1, 20)), LONGEST_PAUSE)


def is_given_up(happened_at: datetime, now: datetime) -> bool:
    return now - happened_at >= GIVEN_UP_AFTER
