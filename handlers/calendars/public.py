"""Public holidays. Pure; the library that knows them is loaded when first asked."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def holiday(day: date, country: str, region: str = "") -> str:
    """What is kept on that day there; empty on every other day, and where no country is known."""
    return _kept(country, region, day.year).get(day, "") if country else ""


@lru_cache(maxsize=1024)
def _kept(country: str, region: str, year: int) -> dict[date, str]:
    """Several years of all the countries a workspace has people in stay at hand: one takes a
    millisecond to work out, and every prompt asks."""
    import holidays

    try:
        found = holidays.country_holidays(
            country, subdiv=region or None, years=year, language="en_US"
        )
    except NotImplementedError:
        # A part, or a country, that a newer version of the library no longer knows.
        return _kept(country, "", year) if region else {}
    return dict(found.items())
