"""A quarter, moment by moment."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.soak.agenda import Agenda
from tests.soak.checking import Checker
from tests.soak.comings import Comings
from tests.soak.doings import Doings
from tests.soak.house import House
from tests.soak.records import Records
from tests.soak.sizes import Sizes
from tests.soak.world import CADENCES, Cadences, World, drawn

BEGINS = datetime(2026, 9, 27, 6, tzinfo=UTC)
"""A Sunday: everything is set up, and in Auckland it is Monday within hours."""
UNINSTALLS = 21
"""Every so many days a workspace has enough of us, for some days."""


class Broken(AssertionError):
    """Something is not as it should be."""


@dataclass(frozen=True)
class Plan:
    teams: int = 2000
    days: int = 91
    seed: int = 1
    per_site: int = 50
    begins: datetime = BEGINS
    often: float = 1.0
    """How much more often than usual people come and go."""
    uninstalls: int = UNINSTALLS
    faults: bool = True
    cadences: Cadences = CADENCES
    sized: int = 1
    """Every so many days it is looked how big everything is."""


@dataclass
class Lived:
    """One day, in figures. What is counted is counted since the beginning."""

    number: int
    day: datetime
    cpu: float
    seconds: float
    moments: int
    events: int
    asked: int
    answered: int
    digests: int
    deliveries: int
    sizes: Sizes


@dataclass
class Soak:
    plan: Plan
    url: str
    lived: list[Lived] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world: World = drawn(
            self.plan.seed, self.plan.teams, self.plan.per_site, self.plan.cadences
        )
        self.records = Records(self.url)
        self.house = House(self.url, self.world, self.plan.begins, self.records, self.plan.faults)
        self.agenda = Agenda()
        self.doings = Doings(self.house, self.agenda)
        self.comings = Comings(self.doings, self.plan.often)
        self._again: datetime | None = None
        self.checker = Checker(self.house, self.doings)

    async def start(self) -> None:
        self._begun = time.monotonic(), time.process_time()
        await self.house.start()
        for site in self.world.sites:
            await self.house.installs(site)
        for crew in self.world.crews:
            await self.doings.sets_up(crew)
        await self.house.settles()
        there = self.records.standups()
        for crew in self.world.crews:
            crew.standup, _ = there[crew.place]
            self.doings.expected.begins(crew)

    async def stop(self) -> None:
        self.records.close()
        await self.house.stop()

    async def days(self) -> AsyncIterator[Lived]:
        """Each day once it is lived and found right; the first is what is left of the one it is set
        up on. Raises Broken."""
        midnight = self.plan.begins.replace(hour=0)
        for number in range(self.plan.days + 1):
            uninstalls = number % self.plan.uninstalls == self.plan.uninstalls // 2
            if number:
                self.comings.of_day(number, midnight, uninstalls)
            midnight += timedelta(days=1)
            await self.until(midnight)
            await self.house.midnight()
            self.check()
            self.lived.append(self._figures(number, midnight - timedelta(days=1)))
            yield self.lived[-1]

    def check(self) -> None:
        if wrong := self.checker.after_a_day():
            many = f" (and {len(wrong) - 20} more)" if len(wrong) > 20 else ""
            raise Broken(f"by {self.house.now}:\n" + "\n".join(wrong[:20]) + many)

    async def until(self, end: datetime) -> None:
        """The clock goes from moment to moment; what falls due or is done happens at its time."""
        while (at := await self._next()) and at < end:
            await self._is(max(at, self.house.now))
        await self._is(end)
        # What the platform refused at the last moment is tried again within seconds.
        while again := self._tried_again():
            await self._is(again)

    async def _next(self) -> datetime | None:
        coming = (await self.house.coming(), self.agenda.next(), self._tried_again())
        return min((at for at in coming if at), default=None)

    def _tried_again(self) -> datetime | None:
        """When the next message is tried again that the platform made difficulties about."""
        now = self.house.now
        if self.house.wire.difficulty() or (self._again and self._again <= now):
            self._again = self.records.tried_again_at(now)
        return self._again

    async def _is(self, now: datetime) -> None:
        self.house.now = now
        # First by the test's own rules, then for the product.
        self.doings.expected.until(now)
        await self.agenda.until(now)
        await self.house.settles()

    def _figures(self, number: int, day: datetime) -> Lived:
        expected, counts = self.doings.expected, self.house.wire.counts
        looks = number % self.plan.sized == 0 or number == self.plan.days
        sizes = Sizes.of(self.house) if looks else self.lived[-1].sizes
        begun, cpu = self._begun
        return Lived(
            number,
            day,
            time.process_time() - cpu,
            time.monotonic() - begun,
            self.house.moments,
            self.house.events,
            expected.prompts,
            expected.entries,
            counts.by_kind["digest"],
            counts.posts + counts.edits,
            sizes,
        )
