"""People come and go, channels close, workspaces have enough and come back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from handlers.events import (
    FromPlatform,
    Joined,
    Left,
    Origin,
    PersonChanged,
    PlaceChanged,
    Uninstalled,
)
from tests.soak.doings import Doings
from tests.soak.world import ZONES, Crew, Member, Site

A_DAY = timedelta(days=1)
LEAVES, GONE, MOVES, NEW, ARCHIVED = 0.006, 0.004, 0.005, 0.001, 0.0015
"""How likely it is in a team on one day."""


class Comings:
    def __init__(self, doings: Doings, often: float = 1.0) -> None:
        """`often` multiplies how likely each is, for a small world."""
        self.doings = doings
        self.house = doings.house
        self.world = doings.house.world
        self.often = often

    def of_day(self, number: int, midnight: datetime, uninstalls: bool) -> None:
        """Draws what happens in the coming day."""
        rng = Random(f"{self.world.seed}:day:{number}")
        for crew in self.world.crews:
            for chance, happens in (
                (LEAVES, self._leaves),
                (GONE, self._is_gone),
                (MOVES, self._moves),
                (NEW, self._comes),
                (ARCHIVED, self._archives),
            ):
                if rng.random() < chance * self.often:
                    draws = Random(f"{self.world.seed}:{crew.token}:{number}:{chance}")
                    at = midnight + draws.random() * A_DAY
                    self._add(at, crew, partial(happens, crew, draws))
        if uninstalls:
            site = rng.choice(self.world.sites)
            at = midnight + rng.random() * A_DAY
            self.doings.agenda.add(at, site.ref, partial(self._uninstalls, site, rng), alone=True)

    def _add(self, at: datetime, crew: Crew, doing: Callable[[], Awaitable[None]]) -> None:
        """Nobody is told of anything while the workspace has us no more: it happens after."""

        async def do() -> None:
            if crew.site.installed:
                await doing()
            else:
                self._add(self.house.now + A_DAY, crew, doing)

        self.doings.agenda.add(at, crew.place, do, alone=True)

    # People.
    async def _leaves(self, crew: Crew, rng: Random) -> None:
        if member := _somebody(crew, rng):
            member.away, member.present = True, False
            await self._tells(Left(self._there(member), False, self.doings.key()))
            self._later(member, rng, 2, 9, self._is_back)

    async def _is_back(self, member: Member) -> None:
        member.away, member.present = False, True
        await self._tells(Joined(self._there(member), False, self.doings.key()))
        self.doings.expected.is_in(member)

    async def _is_gone(self, crew: Crew, rng: Random) -> None:
        if member := _somebody(crew, rng):
            member.away = member.gone = True
            await self._changed(member)
            self._later(member, rng, 1, 12, self._is_here_again)

    async def _is_here_again(self, member: Member) -> None:
        member.away = member.gone = False
        await self._changed(member)
        self._counts(member)

    async def _moves(self, crew: Crew, rng: Random) -> None:
        if member := _somebody(crew, rng):
            home, member.away, member.zone = member.zone, True, rng.choice(ZONES)
            await self._changed(member)
            self._counts(member)
            self._later(member, rng, 2, 6, partial(self._moves_home, home))

    async def _moves_home(self, home: str, member: Member) -> None:
        member.away, member.zone = False, home
        await self._changed(member)
        self._counts(member)

    async def _comes(self, crew: Crew, rng: Random) -> None:
        member = self.world.newcomer(crew, rng.choice((crew.zone, rng.choice(ZONES))))
        await self._tells(Joined(self._there(member), False, self.doings.key()))
        self.doings.expected.is_in(member)

    def _counts(self, member: Member) -> None:
        """Where the platform tells that somebody has changed, they are asked today as well."""
        self.doings.expected.is_in(member)
        self.doings.expected.catches_up(member)

    async def _changed(self, member: Member) -> None:
        origin = self.doings.origin(member, "")
        await self._tells(PersonChanged(origin, member.facts(), self.doings.key()))

    def _later(
        self,
        member: Member,
        rng: Random,
        least: int,
        most: int,
        doing: Callable[[Member], Awaitable[None]],
    ) -> None:
        at = self.house.now + rng.uniform(least, most) * A_DAY
        self._add(at, member.crew, partial(doing, member))

    # Channels and workspaces.
    async def _archives(self, crew: Crew, rng: Random) -> None:
        if crew.is_archived:
            return
        crew.is_archived = True
        await self._tells(PlaceChanged(_place(self, crew), "archived", self.doings.key()))
        self.doings.expected.paused(crew)
        at = self.house.now + rng.uniform(0.1, 2.5) * A_DAY
        self._add(at, crew, partial(self._restores, crew))

    async def _restores(self, crew: Crew) -> None:
        crew.is_archived = False
        await self._tells(PlaceChanged(_place(self, crew), "restored", self.doings.key()))
        self.doings.expected.resumed(crew)

    async def _uninstalls(self, site: Site, rng: Random) -> None:
        if not site.installed:
            return
        await self._tells(Uninstalled(_nowhere(self, site), self.doings.key()))
        self.doings.expected.uninstalled(site)
        site.installed = False
        at = self.house.now + rng.uniform(1.5, 5) * A_DAY
        self.doings.agenda.add(at, site.ref, partial(self.house.installs, site), alone=True)

    # Telling Drumbeat.
    async def _tells(self, event: FromPlatform) -> None:
        outcome = await self.house.happens(event)
        if outcome.refused or outcome.repeated:
            self.doings.wrong.append(f"{event} is answered {outcome}")

    def _there(self, member: Member) -> Origin:
        return self.doings.origin(member, member.crew.place)


def _somebody(crew: Crew, rng: Random) -> Member | None:
    """Who leads stays, so that every team has somebody."""
    there = [each for each in crew.members if not each.leads and not each.away]
    return rng.choice(there) if there else None


def _place(comings: Comings, crew: Crew) -> Origin:
    return Origin(comings.house.wire.name, crew.site.ref, "", crew.place)


def _nowhere(comings: Comings, site: Site) -> Origin:
    return Origin(comings.house.wire.name, site.ref, "", "", "nowhere")
