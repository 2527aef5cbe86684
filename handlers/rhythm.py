"""When a stand-up asks: for the stand-up itself, and for what tells of a person's week. Pure."""

from __future__ import annotations

from datetime import time, timedelta

from handlers.times import Recurs
from storage.at_the_hour import Facts
from storage.models import Standup


def hour_of(standup: Standup | Facts, own: time | None) -> time:
    """`own`: the hour that somebody has chosen for themselves. A stand-up with a name, such as an
    evening's, keeps its own where that is later: several would come at once otherwise."""
    if own is None:
        return standup.hour
    return max(standup.hour, own) if standup.name else own


def asks(
    standup: Standup | Facts, hour: time, zone: str, offset: timedelta = timedelta(0)
) -> Recurs:
    days = frozenset(standup.days.split(","))
    if standup.anchor is None or standup.every_weeks == 1:
        return Recurs(days, hour, zone, offset)
    return Recurs(days, hour, zone, offset, standup.every_weeks, standup.anchor)
