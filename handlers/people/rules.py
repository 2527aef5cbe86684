"""Which time zones an offset may mean. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import available_timezones

from handlers.times import local

MOST = 4
"""Zones offered before one has to be typed."""

COMMON = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Toronto",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "America/Mexico_City",
    "America/Bogota",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "America/Noronha",
    "Atlantic/Azores",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Australia/Perth",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Pacific/Noumea",
    "Pacific/Auckland",
    "Pacific/Honolulu",
)
"""Where many work; those most often meant stand first."""


def likely(offset: timedelta, now: datetime) -> tuple[str, ...]:
    """Those whose clocks are so far ahead of UTC now; the likeliest first."""
    common = [zone for zone in COMMON if local(now, zone).utcoffset() == offset]
    if common:
        return tuple(common[:MOST])
    others = (zone for zone in sorted(available_timezones()) if _is_a_place(zone))
    return tuple(zone for zone in others if local(now, zone).utcoffset() == offset)[:MOST]


def _is_a_place(zone: str) -> bool:
    return zone.partition("/")[0] in (
        "Africa",
        "America",
        "Antarctica",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
