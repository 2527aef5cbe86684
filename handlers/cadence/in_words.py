"""Days and lengths as people say them. Pure."""

from __future__ import annotations

from datetime import datetime

from handlers.times import day_name, local

A_DAY = 24 * 60


def length(minutes: int) -> str:
    """ "45 minutes", "1 hour 30 minutes", "1 day"."""
    if minutes == A_DAY:
        return "1 day"
    hours, rest = divmod(minutes, 60)
    said = [_count(hours, "hour")] if hours else []
    return " ".join([*said, _count(rest, "minute")] if rest or not hours else said)


def day_and_time(at: datetime, zone: str) -> str:
    """On the clocks of the zone."""
    shown = local(at, zone)
    return f"{day_name(shown.date())}, {shown:%H:%M}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
