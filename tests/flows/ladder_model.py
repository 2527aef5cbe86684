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
AGAIN = "scrum master again"


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
    service: str = ""
    """That it waits for."""
    is_private: bool = False
    watchers: list[str] = field(default_factory=list)
    is_open: bool = True
    done: int = 0
    """Rungs that are done with, of ROLES."""
    resumed: bool = False
    quiet: datetime | None = None
    gone_by: timedelta = timedelta(0)
    untold: list[tuple[str, str, bool]] = field(default_factory=list)
    """What happened, who has not heard of it, and whether it was theirs until then."""


@dataclass
class World:
    humans: dict[str, Human]
    holders: dict[str, list[str]]
    """By role, but for the owner's."""
    team: Human
    """Stands for who is waited for while there is nobody."""
    now: datetime
    services: dict[str, str] = field(default_factory=dict)
    """Whose each is."""
    stand_ins: dict[str, str] = field(default_factory=dict)
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
        waited_for = stop.owner or self.server(stop)
        return self.humans[waited_for] if waited_for else self.team

    def server(self, stop: Stop) -> str:
        """Whose service it waits for. What is private is no service's business."""
        return "" if stop.is_private else self.services.get(stop.service, "")

    def concerned(self, stop: Stop) -> list[str]:
        every = [stop.blocked, *stop.watchers, stop.owner, stop.raised, self.server(stop)]
        return [each for each in every if each]

    def may_see(self, stop: Stop, who: str) -> bool:
        allowed = (*self.concerned(stop), *self.holders["scrum master"])
        return not stop.is_private or who in allowed

    def all_go_on(self) -> None:
        for stop in self.stops.values():
            self.goes_on(stop)

    def goes_on(self, stop: Stop) -> None:
        while stop.is_open and self.climbs(stop):
            pass
        for each in list(stop.untold):
            what, who, was_theirs = each
            if self.humans[who].is_at_work(self.now):
                stop.untold.remove(each)
                if was_theirs or self.may_see(stop, who):
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
            waited_for = self.waited_for(self.on(role, stop), stop)
            if waited_for:
                return self.tells(stop, role, role, waited_for)
            passed.append(role)
        return any(self.tells(stop, role, left[-1], self.on(role, stop)) for role in passed if left)

    def days(self, role: str, stop: Stop) -> timedelta:
        first = next((self.after[each] for each in ROLES[1:] if self.after[each]), 0)
        days = self.after.get(role, 0) - (first if stop.resumed else 0)
        return days * timedelta(hours=8)

    def waited_for(self, people: list[Human], stop: Stop) -> list[Human]:
        """Who of them is not away for long; else who stands in for them."""
        found = [each for each in people if not each.is_missed(self.now)]
        for each in people:
            other = self.stand_ins.get(each.name, "")
            if each not in found and other and not stop.is_private:
                here = self.humans[other]
                if here not in found and not here.is_missed(self.now):
                    found.append(here)
        return found

    def on(self, role: str, stop: Stop) -> list[Human]:
        names = self.holders.get(role, [])
        if role == "owner":
            one = stop.owner or self.server(stop)
            names = [one] if one else self.holders["scrum master"]
        elif stop.is_private:
            names = self.holders["scrum master"]
        return [self.humans[each] for each in names]

    def tells(self, stop: Stop, role: str, last: str, people: Iterable[Human]) -> bool:
        here = [each.name for each in people if each.is_at_work(self.now)]
        if not here:
            return False
        stop.done = ROLES.index(last) + 1
        know = self.concerned(stop) if role == "scrum master" else []
        above = stop.is_private and role in ROLES[2:]
        self.climbed.append((self.now, stop.number, AGAIN if above else role))
        stop.untold += [("escalated", each, False) for each in here if each not in know]
        return True

    # What people do.
    def happens(
        self, stop: Stop, what: str, by: str, tell: Iterable[str], before: str = ""
    ) -> None:
        told = [each for each in dict.fromkeys(tell) if each and each != by]
        stop.untold += [(what, each, each == before) for each in told]
        self.goes_on(stop)

    def raised(self, number: int, by: str, owner: str, service: str) -> None:
        stop = self.stops[number] = Stop(number, by, owner, by, self.now, service)
        self.happens(stop, "raised", by, [owner, self.server(stop)])

    def pauses(self, stop: Stop, what: str, by: str, until: datetime) -> None:
        before = ""
        if what == "acknowledged":
            before, stop.owner = stop.owner, by
        stop.since = stop.quiet = until
        stop.done, stop.resumed, stop.gone_by = min(stop.done, 1), True, timedelta(0)
        self.happens(stop, what, by, [*self.concerned(stop), before], before)

    def news(self, stop: Stop) -> None:
        stop.since, stop.resumed, stop.gone_by = self.now, False, timedelta(0)
        stop.done = min(stop.done, 1)

    def reassigned(self, stop: Stop, by: str, owner: str) -> None:
        before, stop.owner, stop.quiet = stop.owner, owner, None
        self.news(stop)
        self.happens(stop, "reassigned", by, [before, *self.concerned(stop)], before)

    def commented(self, stop: Stop, by: str) -> None:
        if by == stop.owner and not (stop.quiet and stop.quiet > self.now):
            self.news(stop)
        self.happens(stop, "commented", by, self.concerned(stop))

    def joined(self, stop: Stop, by: str) -> None:
        if by != stop.blocked and by not in stop.watchers:
            stop.watchers.append(by)
            self.happens(stop, "joined", by, [stop.owner, stop.raised])

    def resolved(self, stop: Stop, by: str) -> None:
        stop.is_open, stop.untold, stop.quiet = False, [], None
        self.happens(stop, "resolved", by, self.concerned(stop))

    def reopened(self, stop: Stop, by: str) -> None:
        stop.is_open, stop.done = True, 0
        self.news(stop)
        self.happens(stop, "reopened", by, self.concerned(stop))

    def waits_for(self, stop: Stop, by: str, service: str) -> None:
        stop.service = service
        self.recount()
        self.happens(stop, "changed", by, [self.server(stop)])

    def moves(self, stop: Stop, by: str) -> None:
        """It becomes private, or is so no longer."""
        stop.is_private = not stop.is_private
        self.recount()
        if not stop.is_private and not (stop.quiet and stop.quiet > self.now):
            self.news(stop)
        self.happens(stop, "shown", by, [self.server(stop)])

    def serves(self, service: str, by: str, owner: str) -> None:
        is_new, self.services[service] = self.services.get(service) != owner, owner
        self.recount()
        for stop in self.stops.values():
            if stop.is_open and stop.service == service and not stop.is_private and is_new:
                self.happens(stop, "found", by, [owner])
