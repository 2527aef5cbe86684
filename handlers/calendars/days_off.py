"""On which days a team does not work: the public holidays where most of its core are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from handlers.calendars import known, public
from handlers.calendars.countries import country_of
from handlers.routing import Desk
from storage.models import Team
from storage.people import Facts

BEHIND = timedelta(days=120)
AHEAD = timedelta(days=430)


def of_team(desk: Desk, team: Team, core: Sequence[Facts]) -> frozenset[date]:
    """From some months ago to more than a year ahead."""
    country, region = where(team, core)
    first = _month(desk.now - BEHIND)
    return _kept(country, region, first, first + BEHIND + AHEAD)


def where(team: Team, core: Sequence[Facts]) -> tuple[str, str]:
    """Country and region of most; of those that are equally many, the first by name. Where nobody
    keeps any, those of the team's own zone."""
    weeks = [known.week_of(person) for person in core]
    if not weeks:
        return country_of(team.zone), ""
    found = Counter((week.country, week.region) for week in weeks)
    if set(found) == {("", "")} and all(not person.zone for person in core):
        return country_of(team.zone), ""
    return min(found, key=lambda place: (-found[place], place))


def _month(at: datetime) -> date:
    """What is told stays the same for a month."""
    return at.date().replace(day=1)


@lru_cache(maxsize=256)
def _kept(country: str, region: str, first: date, last: date) -> frozenset[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if country and public.holiday(day, country, region))
