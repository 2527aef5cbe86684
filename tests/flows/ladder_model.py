"""What should become of blockers that nobody removes, said again in the simplest way: quarter of an
hour by quarter of an hour, asking of everybody whether they are at work. Shares no code with the
handlers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

STEP = timedelta(minutes=15)
DAY = timedelta(days=1)
ROLES = ("scrum master", "owner", "product owner", "sponsor")


@lru_cache
def kept(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year) if country else ())


@lru_cache(maxsize=100_000)
def wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@dataclass
class Human:
    name: str
    zone: str
    country: str
    days: frozenset[int] = frozenset(range(5))
    away: list[tuple[date, date]] = field(default_factory=list)

    def is_usual(self, day: date) -> bool:
        return day.weekday() in self.days

    def works(self, day: date) -> bool:
        return self.is_usual(day) and day not in kept(self.country, day.year)

    def is_here(self, day: date) -> bool:
        return self.works(day) and not any(a <= day <= b for a, b in self.away)

    def is_at_work(self, at: datetime) -> bool:
        there = wall(at, self.zone)
        return 9 <= there.hour < 17 and self.is_here(there.date())

    def counts(self, at: datetime) -> bool:
        """Whether this quarter counts as time without news."""
        there = wall(at, self.zone)
        return 9 <= there.hour < 17 and self.works(there.date())

    def is_missed(self, at: datetime) -> bool:
        there = wall(at, self.zone)
        day = there.date() if there.hour < 17 else there.date() + DAY
        off = 0
        while not self.is_here(day):
            off += self.is_usual(day)
            day += DAY
            if off > 1:
                return True
        return False


@dataclass
class Stop:
    """A blocker."""

    number: int
    blocked: str
    owner: str
    raised: str
    since: datetime
    watchers: list[str] = field(default_factory=list)
    is_open: bool = True
    done: int = 0
    """Rungs that are done with, of ROLES."""
    resumed: bool = False
    quiet: datetime | None = None
    gone_by: timedelta = timedelta(0)
    untold: list[tuple[str, str]] = field(default_factory=list)
    """What happened, and who has not heard of it."""

    @property
    def concerned(self) -> list[str]:
        return [self.blocked, *self.watchers, *([self.owner] if self.owner else []), self.raised]


@dataclass
class World:
    humans: dict[str, Human]
    holders: dict[str, list[str]]
    """By role, but for the owner's."""
    team: Human
    """Stands for who is waited for while there is nobody."""
    now: datetime
    after: dict[str, int] = field(
        default_factory=lambda: {"owner": 1, "product owner": 2, "sponsor": 4}
    )
    stops: dict[int, Stop] = field(default_factory=dict)
    climbed: list[tuple[datetime, int, str]] = field(default_factory=list)
    told: list[tuple[datetime, int, str, str]] = field(default_factory=list)

    def until(self, moment: datetime) -> None:
        self.all_go_on()
        while self.now < moment:
            for stop in self.stops.values():
                if stop.is_open and self.now >= stop.since:
                    stop.gone_by += STEP * self.clock(stop).counts(self.now)
            self.now += STEP
            self.all_go_on()

    def recount(self) -> None:
        """Somebody's days or zone are others now: what has gone by is counted as they are."""
        for stop in self.stops.values():
            at, stop.gone_by = stop.since, timedelta(0)
            while at < self.now:
                stop.gone_by += STEP * self.clock(stop).counts(at)
                at += STEP

    def clock(self, stop: Stop) -> Human:
        return self.humans[stop.owner] if stop.owner else self.team

    def all_go_on(self) -> None:
        for stop in self.stops.values():
            self.goes_on(stop)

    def goes_on(self, stop: Stop) -> None:
        while stop.is_open and self.climbs(stop):
            pass
        for what, who in list(stop.untold):
            if self.humans[who].is_at_work(self.now):
                stop.untold.remove((what, who))
                self.told.append((self.now, stop.number, what, who))

    def climbs(self, stop: Stop) -> bool:
        """Whether somebody was told just now."""
        if self.now < stop.since:
            return False
        left = [role for role in ROLES[stop.done :] if role == ROLES[0] or self.after[role]]
        passed: list[str] = []
        for role in left:
            if not passed and stop.gone_by < self.days(role, stop):
                return False
            people = self.on(role, stop)
            waited_for = [each for each in people if not each.is_missed(self.now)]
            if waited_for:
                return self.tells(stop, role, role, waited_for)
            passed.append(role)
        return any(self.tells(stop, role, left[-1], self.on(role, stop)) for role in passed if left)

    def days(self, role: str, stop: Stop) -> timedelta:
        first = next((self.after[each] for each in ROLES[1:] if self.after[each]), 0)
        days = self.after.get(role, 0) - (first if stop.resumed else 0)
        return days * timedelta(hours=8)

    def on(self, role: str, stop: Stop) -> list[Human]:
        names = [stop.owner] if role == "owner" and stop.owner else None
        if names is None:
            names = self.holders["scrum master" if role == "owner" else role]
        return [self.humans[each] for each in names]

    def tells(self, stop: Stop, role: str, last: str, people: Iterable[Human]) -> bool:
        here = [each.name for each in people if each.is_at_work(self.now)]
        if not here:
            return False
        stop.done = ROLES.index(last) + 1
        know = stop.concerned if role == "scrum master" else []
        self.climbed.append((self.now, stop.number, role))
        stop.untold += [("escalated", each) for each in here if each not in know]
        return True

    # What people do.
    def happens(self, stop: Stop, what: str, by: str, tell: Iterable[str]) -> None:
        stop.untold += [(what, each) for each in dict.fromkeys(tell) if each and each != by]
        self.goes_on(stop)

    def raised(self, number: int, by: str, owner: str) -> None:
        stop = self.stops[number] = Stop(number, by, owner, by, self.now)
        self.happens(stop, "raised", by, [owner])

    def pauses(self, stop: Stop, what: str, by: str, until: datetime) -> None:
        before = stop.owner
        if what == "acknowledged":
            stop.owner = by
        stop.since = stop.quiet = until
        stop.done, stop.resumed, stop.gone_by = min(stop.done, 1), True, timedelta(0)
        self.happens(stop, what, by, [*stop.concerned, before])

    def news(self, stop: Stop) -> None:
        stop.since, stop.resumed, stop.gone_by = self.now, False, timedelta(0)
        stop.done = min(stop.done, 1)

    def reassigned(self, stop: Stop, by: str, owner: str) -> None:
        before, stop.owner, stop.quiet = stop.owner, owner, None
        self.news(stop)
        self.happens(stop, "reassigned", by, [before, *stop.concerned])

    def commented(self, stop: Stop, by: str) -> None:
        if by == stop.owner and not (stop.quiet and stop.quiet > self.now):
            self.news(stop)
        self.happens(stop, "commented", by, stop.concerned)

    def joined(self, stop: Stop, by: str) -> None:
        if by != stop.blocked and by not in stop.watchers:
            stop.watchers.append(by)
            self.happens(stop, "joined", by, [stop.owner, stop.raised])

    def resolved(self, stop: Stop, by: str) -> None:
        stop.is_open, stop.untold, stop.quiet = False, [], None
        self.happens(stop, "resolved", by, stop.concerned)

    def reopened(self, stop: Stop, by: str) -> None:
        stop.is_open, stop.done = True, 0
        self.news(stop)
        self.happens(stop, "reopened", by, stop.concerned)
