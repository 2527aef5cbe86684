"""The calls that read."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from bot import charts
from bot.dispatch import Dispatch
from bot.playground import parse, render
from bot.playground.clock import MovableClock
from bot.playground.problems import Problem
from bot.playground.render import JSON
from bot.playground.world import HOME, Viewer, World, seen_message
from handlers.cards import Card, plain
from handlers.routing import Router
from storage import playground


class Sights:
    def __init__(
        self, world: World, router: Router, dispatch: Dispatch, clock: MovableClock
    ) -> None:
        self._world = world
        self._router = router
        self._dispatch = dispatch
        self._clock = clock

    async def people(self, request: Request) -> list[JSON]:
        return await people(self._world)

    async def places(self, request: Request) -> list[JSON]:
        return places(await self._viewer(request))

    async def messages(self, request: Request) -> list[JSON]:
        viewer = await self._viewer(request)
        query = request.query_params
        place = viewer.place(_given(request, "place"))
        if place.kind == "home":
            return [await home_of(viewer, self._dispatch, self._clock)]
        limit, before = parse.page_of(query.get("limit"), query.get("before"))
        found = await self._world.run(playground.latest, place.id, viewer.ref, limit, before)
        return [render.message(first, viewer, thread) for first, thread in found]

    async def home(self, request: Request) -> JSON:
        return await home_of(await self._viewer(request), self._dispatch, self._clock)

    async def commands(self, request: Request) -> list[JSON]:
        return [
            {
                "command": f"/{command.name}",
                "verb": command.verb,
                "usage": command.usage,
                "hint": command.hint,
                "example": command.example,
                "opens_form": command.opens_form,
            }
            for command in self._router.commands
        ]

    async def shortcuts(self, request: Request) -> list[JSON]:
        return [
            {
                "name": shortcut.name,
                "title": shortcut.title,
                "hint": shortcut.hint,
                "on": shortcut.on,
                "opens_form": shortcut.opens_form,
            }
            for shortcut in self._router.shortcuts
        ]

    async def chart(self, request: Request) -> bytes:
        """PNG. For whoever may see the message, and as long as the chart stands in it."""
        viewer, ref = await self._viewer(request), _given(request, "message")
        if ref == HOME:
            card = await home_card(viewer, self._dispatch)
        else:
            card = render.card_of(await self._world.run(seen_message, viewer, ref))
        shown = render.chart(card, _given(request, "chart"))
        if shown is None:
            raise Problem(404, "There is no such chart on the message (any more).")
        return await asyncio.to_thread(charts.png, shown)

    async def _viewer(self, request: Request) -> Viewer:
        return await self._world.viewer(_given(request, "as"))


async def people(world: World) -> list[JSON]:
    return [
        {"id": person.ref, "name": person.name, "role": person.role, "zone": person.zone}
        for person in await world.run(playground.people)
        if not person.is_gone
    ]


def places(viewer: Viewer) -> list[JSON]:
    return [
        {"id": place.id, "name": place.name, "kind": place.kind} for place in viewer.places.values()
    ]


async def home_card(viewer: Viewer, dispatch: Dispatch) -> Card:
    outcome = await dispatch.handle(parse.home_opened(viewer))
    if outcome.home is not None:
        return outcome.home
    return outcome.whispers[0] if outcome.whispers else Card("Home", (plain("Nothing here yet."),))


async def home_of(viewer: Viewer, dispatch: Dispatch, clock: MovableClock) -> JSON:
    return render.home(await home_card(viewer, dispatch), viewer, clock.now())


def _given(request: Request, name: str) -> str:
    value = request.query_params.get(name, "")
    if not value:
        raise Problem(422, f"“{name}” is missing.")
    return value
