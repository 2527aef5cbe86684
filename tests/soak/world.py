"""Who is there: workspaces, teams and people, drawn from a seed, as a chat platform knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import TypeAlias
from zoneinfo import ZoneInfo

import holidays

from handlers.events import PersonFacts

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Europe/London",
    "America/Los_Angeles",
    "Australia/Sydney",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Africa/Cairo",
    "Pacific/Auckland",
    "America/Sao_Paulo",
)
"""The first are the usual ones. Clocks change in nine of them within the quarter or just before,
in one by half an hour; five are off the whole hour at some time."""
COUNTRIES = {
    "Europe/Berlin": "DE",
    "America/New_York": "US",
    "Asia/Kolkata": "IN",
    "Europe/London": "GB",
    "America/Los_Angeles": "US",
    "Australia/Sydney": "AU",
    "America/St_Johns": "CA",
    "Asia/Kathmandu": "NP",
    "Australia/Lord_Howe": "AU",
    "Asia/Tokyo": "JP",
    "Africa/Cairo": "EG",
    "Pacific/Auckland": "NZ",
    "America/Sao_Paulo": "BR",
}
Cadences: TypeAlias = Sequence[tuple[str, int]]
CADENCES: Cadences = (
    ("mon,tue,wed,thu,fri", 10),
    ("sun,mon,tue,wed,thu", 4),
    ("mon,wed,fri", 20),
    ("tue,thu", 30),
    ("mon", 187),
    ("tue", 187),
    ("wed", 187),
    ("thu", 186),
    ("fri", 186),
    ("mon,tue,wed,thu,fri,sat,sun", 3),
)
"""With their parts in a thousand: most meet once a week, so that a quarter of 2,000 teams can be
lived through in an hour."""
HOURS = (time(9), time(9), time(8), time(10))
AT_NIGHT = time(2, 30)
"""Of those who work every day: it comes twice on a Sunday in autumn, and not at all in spring."""
WINDOWS = (240, 120)
REMINDERS = (60, 30)
NAMES = ("Ada", "Ben", "Chiara", "Dao", "Emil", "Fatima")


@cache
def holidays_of(zone: str, year: int) -> frozenset[date]:
    """Nobody says anything of a country here, so the time zone's counts."""
    country = COUNTRIES.get(zone)
    return frozenset(holidays.country_holidays(country, years=year) if country else ())


@dataclass(eq=False)
class Member:
    crew: Crew
    number: int
    zone: str
    present: bool = True
    """In the channel."""
    gone: bool = False
    """Deactivated."""
    away: bool = False
    """Something has changed with them that will change back."""

    @property
    def ref(self) -> str:
        return f"U-{self.token}"

    @property
    def token(self) -> str:
        """In every text by and about them, so that it can be seen where it ends up."""
        return f"{self.crew.token}p{self.number}"

    @property
    def name(self) -> str:
        return f"{NAMES[self.number % len(NAMES)]} {self.token}"

    @property
    def leads(self) -> bool:
        return self.number == 0

    @property
    def is_asked(self) -> bool:
        return self.present and not self.gone and self.crew.runs

    def has_holiday(self, day: date) -> bool:
        return day in holidays_of(self.zone, day.year)

    def facts(self) -> PersonFacts:
        return PersonFacts(self.ref, self.name, self.zone, is_gone=self.gone)


@dataclass(eq=False)
class Crew:
    """A team, and how its stand-up runs."""

    site: Site
    number: int
    zone: str
    days: str
    hour: time
    window: timedelta
    reminder: timedelta
    members: list[Member] = field(default_factory=list)
    is_archived: bool = False
    standup: int = 0
    """Its id in the database, once it is set up."""

    @property
    def token(self) -> str:
        return f"w{self.site.number}t{self.number}"

    @property
    def place(self) -> str:
        return f"C-{self.token}"

    @property
    def runs(self) -> bool:
        return self.site.installed and not self.is_archived

    @property
    def present(self) -> list[Member]:
        return [member for member in self.members if member.present]

    def meets(self, day: date) -> bool:
        return DAYS[day.weekday()] in self.days

    def asks(self, day: date, zone: str) -> datetime:
        """When somebody in that zone is asked, in UTC."""
        return on_the_wall(day, self.hour, zone)

    def first_after(self, now: datetime, zone: str) -> tuple[date, datetime]:
        """The next day that somebody in that zone is asked on, and when, in UTC."""
        day = now.date() - timedelta(days=2)
        while True:
            if self.meets(day) and (at := self.asks(day, zone)) > now:
                return day, at
            day += timedelta(days=1)


@dataclass(eq=False)
class Site:
    """A workspace."""

    number: int
    crews: list[Crew] = field(default_factory=list)
    installed: bool = True
    home: int = 0
    """Its id in the database, once it is installed."""

    @property
    def ref(self) -> str:
        return f"T{self.number}"


@dataclass
class World:
    seed: int
    sites: list[Site]
    places: dict[str, Crew] = field(default_factory=dict)
    people: dict[str, Member] = field(default_factory=dict)
    """By the platform's ids."""

    @property
    def crews(self) -> Iterator[Crew]:
        return (crew for site in self.sites for crew in site.crews)

    def newcomer(self, crew: Crew, zone: str) -> Member:
        member = Member(crew, len(crew.members), zone)
        crew.members.append(member)
        self.people[member.ref] = member
        return member


def drawn(seed: int, teams: int, per_site: int, cadences: Cadences = CADENCES) -> World:
    """`cadences` are days of the week, each with its weight."""
    world = World(seed, [])
    for number in range(teams):
        if number % per_site == 0:
            world.sites.append(Site(len(world.sites)))
        _crew(world, world.sites[-1], number, cadences)
    return world


def _crew(world: World, site: Site, number: int, cadences: Cadences) -> None:
    rng = Random(f"{world.seed}:crew:{number}")
    zone = rng.choices(ZONES, [8, 6, 4, 4, 3, *[1] * (len(ZONES) - 5)])[0]
    [(days, _)] = rng.choices(cadences, [parts for _, parts in cadences])
    hour = AT_NIGHT if days == ",".join(DAYS) else rng.choice(HOURS)
    window, reminder = rng.choice(WINDOWS), rng.choice(REMINDERS)
    minutes = timedelta(minutes=1)
    crew = Crew(site, number, zone, days, hour, window * minutes, reminder * minutes)
    site.crews.append(crew)
    world.places[crew.place] = crew
    world.newcomer(crew, zone)
    # A quarter of the teams has somebody elsewhere.
    elsewhere = rng.choice(ZONES) if rng.random() < 0.25 else zone
    for _ in range(rng.choice((2, 2, 2, 2, 2, 2, 3, 4))):
        world.newcomer(crew, elsewhere if rng.random() < 0.4 else zone)


def on_the_wall(day: date, at: time, zone: str) -> datetime:
    """When a clock there first shows that, in UTC; else, when it first shows something later."""
    tz = ZoneInfo(zone)
    shown = datetime.combine(day, at)
    for _ in range(24 * 60):
        found = shown.replace(tzinfo=tz).astimezone(UTC)
        if found.astimezone(tz).replace(tzinfo=None) == shown:
            return found
        shown += timedelta(minutes=1)
    raise AssertionError(f"no {at} on {day} in {zone}")
