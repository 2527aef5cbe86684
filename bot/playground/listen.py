"""The playground's routes: a call goes to the bot, and its answer is what one person sees."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.dispatch import Dispatch
from bot.playground import calls, demo
from bot.playground.clock import Beat, MovableClock
from bot.playground.doings import Doings
from bot.playground.guard import Guard
from bot.playground.hub import Ear
from bot.playground.problems import Problem
from bot.playground.render import CHART
from bot.playground.send import PlaygroundPlatform
from bot.playground.sights import Sights
from bot.playground.times import Times
from bot.playground.world import World
from handlers.routing import Router
from storage.session import Database

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"


class Playground:
    def __init__(
        self,
        database: Database,
        router: Router,
        dispatch: Dispatch,
        platform: PlaygroundPlatform,
        clock: MovableClock,
        beat: Beat,
        static: Path = STATIC,
    ) -> None:
        self._database = database
        self._dispatch = dispatch
        self._hub = platform.hub
        self._clock = clock
        self._static = static
        self._world = World(database)
        self._sights = sights = Sights(self._world, router, dispatch, clock)
        doings = Doings(self._world, router, dispatch, platform.hub, clock, beat)
        times = Times(self._world, dispatch, platform.hub, clock, beat)
        self._answers: dict[str, Callable[[Request], Awaitable[Any]]] = {
            "people": sights.people,
            "places": sights.places,
            "messages": sights.messages,
            "home": sights.home,
            "commands": sights.commands,
            "shortcuts": sights.shortcuts,
            "say": doings.say,
            "command": doings.command,
            "press": doings.press,
            "shortcut": doings.shortcut,
            "react": doings.react,
            "submit": doings.submit,
            "clock": times.clock,
            "move": times.move,
            "reset": times.reset,
        }

    @property
    def routes(self) -> list[BaseRoute]:
        guard = [Middleware(Guard)]
        return [
            *(
                Route(
                    call.path,
                    _as_json(self._answers[call.name]),
                    methods=[call.method],
                    middleware=guard,
                )
                for call in calls.CALLS
            ),
            WebSocketRoute(f"{calls.API}/live", self._live, middleware=guard),
            Route(calls.OPENAPI, _as_json(_openapi), methods=["GET"], middleware=guard),
            Route(f"{calls.API}/{{rest:path}}", _as_json(_no_such_call), methods=ANY,
                  middleware=guard),
            Route(CHART, _answering(self._chart), methods=["GET"], middleware=guard),
            Route("/", self._page, methods=["GET"], middleware=guard),
            Route("/playground", self._page, methods=["GET"], middleware=guard),
            Mount("/playground/static", StaticFiles(directory=self._static, check_dir=False),
                  middleware=guard),
        ]  # fmt: skip

    async def start(self) -> None:
        """Before anything reads the clock."""
        await self._clock.load()
        await demo.seed(self._database, self._dispatch, self._clock.now())

    async def stop(self) -> None:
        self._hub.close()

    async def _page(self, request: Request) -> Response:
        return FileResponse(self._static / "index.html")

    async def _chart(self, request: Request) -> Response:
        return Response(await self._sights.chart(request), media_type="image/png")

    async def _live(self, socket: WebSocket) -> None:
        try:
            viewer = await self._world.viewer(socket.query_params.get("as", ""))
        except Problem as problem:
            await socket.close(1008, problem.words)
            return
        await socket.accept()
        with self._hub.listening(viewer.ref) as ear:
            gone = asyncio.create_task(_until_gone(socket, ear))
            try:
                await self._say(socket, (), home=False)
                while (news := await ear.news()) is not None:
                    await self._say(socket, news.places, news.home)
                if not gone.done():
                    await socket.close(1001)
            except WebSocketDisconnect:
                pass
            finally:
                gone.cancel()

    async def _say(self, socket: WebSocket, changed: tuple[str, ...], home: bool) -> None:
        now = self._clock.now().isoformat()
        await socket.send_json({"changed": list(changed), "home": home, "clock": now})


ANY = ["GET", "POST", "PUT", "PATCH", "DELETE"]


Endpoint = Callable[[Request], Awaitable[Response]]


def _as_json(answer: Callable[[Request], Awaitable[Any]]) -> Endpoint:
    async def found(request: Request) -> Response:
        return JSONResponse(await answer(request))

    return _answering(found)


def _answering(answer: Endpoint) -> Endpoint:
    """Whatever goes wrong is said in words."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except Problem as problem:
            return JSONResponse({"error": problem.words}, problem.status)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:
            log.exception("playground call failed", path=request.url.path)
            words = "Sorry, something went wrong on this side. Please try again."
            return JSONResponse({"error": words}, 503)

    return endpoint


async def _openapi(request: Request) -> dict[str, Any]:
    return calls.openapi()


async def _no_such_call(request: Request) -> None:
    if any(call.path == request.url.path for call in calls.CALLS):
        raise Problem(405, f"{request.method} does nothing here. See {calls.OPENAPI}.")
    raise Problem(404, f"There is no such call. See {calls.OPENAPI}.")


async def _until_gone(socket: WebSocket, ear: Ear) -> None:
    """The page has nothing to say; when it leaves, its ear closes."""
    try:
        while True:
            await socket.receive_bytes()
    except (WebSocketDisconnect, KeyError):
        ear.end()
