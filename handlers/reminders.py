"""When people are reminded that something ends. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from handlers.times import local, moment

LEAD = timedelta(hours=2)
"""How long before the deadline the reminder comes at the latest."""
OPENS, CLOSES = time(9), time(17)
"""Working hours."""


def remind_at(
    opened: datetime, closes: datetime, zone: str, off: Collection[date] = ()
) -> datetime | None:
    """The last working moment in that zone that leaves some time to answer, UTC. None: there is none,
    or it would come right after the question. `off`: days on which nobody works."""
    latest = closes - LEAD
    day = local(latest, zone).date()
    while moment(day, CLOSES, zone) > opened:
        if day.weekday() < 5 and day not in off:
            at = min(latest, moment(day, CLOSES, zone) - LEAD / 2)
            if at >= moment(day, OPENS, zone):
                return at if at >= opened + LEAD else None
        day -= timedelta(days=1)
    return None
