"""Starting and stopping, on a free loopback port."""

import asyncio
import contextlib
import inspect
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

import aiohttp

from ..slack.running import serving
from .reading import Reading
from .server import build


class FakeTeams(Reading):
    """A Teams to run a bot against: it speaks the channel's wire and keeps to its rules.

    Give the bot `app_id`, `app_password`, `tenant.id`, `openid_url` and `login_url`, let it trust
    `host`, and set `app_url` to where it listens (`…/api/messages`).
    """

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, *, tenant: str | None = "Acme", **settings: Any) -> AsyncIterator[Self]:
        """In this event loop. `settings` are the fields of `Config`: clock, app_url, limits_on, port …"""
        teams = cls(**settings)
        if tenant is not None:
            teams.add_tenant(tenant)
        async with serving(build(teams), teams.host, teams.port) as port:
            teams.port = port
            teams.session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
            try:
                yield teams
            finally:
                teams.closing.set()
                await teams.session.close()

    @classmethod
    @contextlib.contextmanager
    def in_thread(cls, **settings: Any) -> Iterator["InThread"]:
        """In a loop and thread of its own, for synchronous tests and other processes."""
        ready = threading.Event()
        box: dict[str, Any] = {}

        async def live() -> None:
            done = asyncio.Event()
            async with cls.running(**settings) as teams:
                box.update(teams=teams, loop=asyncio.get_running_loop(), done=done)
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

        thread = threading.Thread(target=work, name="fake-teams", daemon=True)
        thread.start()
        ready.wait()
        if "error" in box:
            raise RuntimeError("the fake did not start") from box["error"]
        try:
            yield InThread(box["teams"], box["loop"])
        finally:
            box["loop"].call_soon_threadsafe(box["done"].set)
            thread.join()


class InThread:
    """The same verbs without `await`; everything happens in the fake's own thread."""

    def __init__(self, teams: FakeTeams, loop: asyncio.AbstractEventLoop) -> None:
        vars(self).update(teams=teams, loop=loop)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.teams, name)
        if not callable(found) or name in ("clock", "signing_clock"):
            return found

        def call(*args: Any, **named: Any) -> Any:
            async def run() -> Any:
                result = found(*args, **named)
                return await result if inspect.isawaitable(result) else result

            return asyncio.run_coroutine_threadsafe(run(), self.loop).result()

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.teams, name, value)
