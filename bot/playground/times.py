"""The calls that move time, or begin again."""

from __future__ import annotations

from starlette.requests import Request

from bot.dispatch import Dispatch
from bot.playground import demo, parse, sights
from bot.playground.clock import SETTLING, Beat, MovableClock, Stuck
from bot.playground.guard import body_of
from bot.playground.hub import Hub
from bot.playground.parse import Body
from bot.playground.problems import Problem
from bot.playground.render import JSON
from bot.playground.world import World, settle
from storage import playground


class Times:
    def __init__(
        self, world: World, dispatch: Dispatch, hub: Hub, clock: MovableClock, beat: Beat
    ) -> None:
        self._world = world
        self._dispatch = dispatch
        self._hub = hub
        self._clock = clock
        self._beat = beat

    async def clock(self, request: Request) -> JSON:
        return await self._clock_at(self._clock.now().isoformat())

    async def move(self, request: Request) -> JSON:
        body = Body.of(await body_of(request))
        if self._clock.fixed:
            raise Problem(409, "Another platform is connected: its people live by the real time.")
        now = self._clock.now()
        to = body.target(now)
        if to is None:
            coming = await self._beat.next()
            if coming is None:
                return await self._clock_at(now.isoformat())
            to = max(coming[0], now)
            parse.check_distance(to, now)
        try:
            arrived = await self._clock.move(to, self._beat)
        except Stuck as stuck:
            raise Problem(503, f"This does not get done: {stuck}.") from None
        finally:
            self._hub.tell_everybody()
        return await self._clock_at(arrived.isoformat())

    async def reset(self, request: Request) -> JSON:
        database = self._world.database
        async with self._clock.moving:
            await settle(self._beat.settled, SETTLING.total_seconds())
            await self._clock.to_real_time()
            await database.run(demo.wipe, database)
            await demo.seed(database, self._dispatch, self._clock.now())
            await settle(self._beat.settled, SETTLING.total_seconds())
        places = await self._world.run(playground.places)
        for place in places:
            self._hub.tell(place.members, place.ref)
        return {
            "now": self._clock.now().isoformat(),
            "people": await sights.people(self._world),
            "places": [
                {"id": place.ref, "name": place.name, "kind": place.kind}
                for place in places
                if place.kind == "channel"
            ],
        }

    async def _clock_at(self, now: str) -> JSON:
        coming = await self._beat.next()
        following = coming and {"at": coming[0].isoformat(), "title": coming[1]}
        return {"now": now, "next": following}
