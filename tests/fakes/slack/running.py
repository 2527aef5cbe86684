"""Starting and stopping, on a free loopback port."""

import asyncio
import contextlib
import inspect
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

import aiohttp
import uvicorn

from .control import routes
from .reading import Reading
from .server import build

KEPT = 60
"""Seconds that a connection stays open: on a busy machine it was shut just when it was used again."""


@contextlib.asynccontextmanager
async def serving(app: Any, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[int]:
    """Any ASGI app on a port of its own, in this event loop; gives the port."""
    # Named as TCP, or asyncio leaves Nagle's algorithm on and each answer waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="auto", timeout_keep_alive=KEPT
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    # Not `serve()` and `shutdown()`: they take over signals and sleep in tenths of a second.
    await server.startup(sockets=[listener])
    try:
        yield int(listener.getsockname()[1])
    finally:
        await _stop(server)


async def _stop(server: uvicorn.Server) -> None:
    for listening in server.servers:
        listening.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    if tasks := list(server.server_state.tasks):
        _, hanging = await asyncio.wait(tasks, timeout=1)
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
    await server.lifespan.shutdown()


class FakeSlack(Reading):
    """A Slack to run a bot against: it speaks Slack's wire and keeps to Slack's rules.

    Give the bot `api_url` as SLACK_API_URL, and set `app_url` to where it listens
    (`…/slack/events`), or let it connect by Socket Mode.
    """

    @classmethod
    @contextlib.asynccontextmanager
    async def running(
        cls, *, workspace: str | None = "Acme", control: bool = False, **settings: Any
    ) -> AsyncIterator[Self]:
        """In this event loop. `settings` are the fields of `State`: clock, app_url, limits_on, port …"""
        slack = cls(**settings)
        if workspace is not None:
            slack.add_workspace(workspace)
        async with serving(
            build(slack, routes(slack) if control else []), slack.host, slack.port
        ) as port:
            slack.port = port
            slack.session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
            try:
                yield slack
            finally:
                slack.closing.set()
                await slack.settled()
                await slack.session.close()

    @classmethod
    @contextlib.contextmanager
    def in_thread(cls, **settings: Any) -> Iterator["InThread"]:
        """In a loop and thread of its own, for synchronous tests and other processes."""
        ready = threading.Event()
        box: dict[str, Any] = {}

        async def live() -> None:
            done = asyncio.Event()
            async with cls.running(**settings) as slack:
                box.update(slack=slack, loop=asyncio.get_running_loop(), done=done)
                ready.set()
                await done.wait()

        def work() -> None:
            try:
                asyncio.run(live())
            except BaseException as error:
                box["error"] = error
                raise
            finally:
                ready.set()

        thread = threading.Thread(target=work, name="fake-slack", daemon=True)
        thread.start()
        ready.wait()
        if "error" in box:
            raise RuntimeError("the fake did not start") from box["error"]
        try:
            yield InThread(box["slack"], box["loop"])
        finally:
            box["loop"].call_soon_threadsafe(box["done"].set)
            thread.join()


class InThread:
    """The same verbs without `await`; everything happens in the fake's own thread."""

    def __init__(self, slack: FakeSlack, loop: asyncio.AbstractEventLoop) -> None:
        vars(self).update(slack=slack, loop=loop)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.slack, name)
        if not callable(found) or name == "clock":
            return found

        def call(*args: Any, **named: Any) -> Any:
            async def run() -> Any:
                result = found(*args, **named)
                return await result if inspect.isawaitable(result) else result

            return asyncio.run_coroutine_threadsafe(run(), self.loop).result()

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.slack, name, value)
