"""The one place that builds things from settings."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from bot import loading, sentences, traces
from bot.beat import Beat
from bot.calendars.reading import Calendars
from bot.delivery import Deliveries
from bot.dispatch import Dispatch
from bot.engine import Engine
from bot.metrics import Metrics
from bot.playground.clock import MovableClock
from bot.playground.hub import Hub
from bot.playground.listen import Playground
from bot.playground.send import PlaygroundPlatform
from bot.port import Platform
from bot.retention import Retention
from bot.safety import check, check_role
from bot.seal import Seal, keys_of
from bot.settings import Role, Settings
from bot.slack.app import Slack
from bot.watching import Watch
from bot.web.health import Leaving, health, landing
from bot.web.hooks import hooks
from bot.web.icon import icon
from bot.web.legal import legal
from bot.web.links import links
from bot.web.metrics import figures
from bot.webhooks.calling import Webhooks
from bot.wording import asking
from bot.wording import client as wording
from handlers.registry import everything
from handlers.routing import Router
from scheduler.jobs import Jobs
from storage import migrate, processes
from storage.session import Database

if TYPE_CHECKING:
    from bot.msteams.app import Teams

log = structlog.get_logger()

TICK = timedelta(seconds=1)
HEARTBEAT = timedelta(seconds=5)
TRIM = timedelta(hours=1)
CALENDARS = timedelta(seconds=15)
WEBHOOKS = timedelta(seconds=2)
BUSY = ("/slack/events", "/api/messages")
DEAD_AFTER = timedelta(seconds=20)
"""A process that was not heard of for so long is taken for dead."""


class Drumbeat:
    """One process: the web app, the clock's jobs, the engine and the ledger."""

    def __init__(
        self, settings: Settings, router: Router | None = None, role: Role = "all"
    ) -> None:
        """Raises Unsafe where the settings leave something open, and Taken where another process
        has the SQLite file."""
        check(settings)
        check_role(settings, role)
        self.settings = settings
        self.hears = role != "worker"
        """People and platforms come in here."""
        self.works = role != "web"
        """The clock, the engine and the ledger run here."""
        self.leaving = Leaving()
        self.watch = Watch(Metrics(role), traces.to(settings.otlp_endpoint))
        self.process = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self.database = Database(settings.database_url)
        model = wording.to(settings)
        self.sentences = sentences.model(settings)
        self.router = router or everything(settings.address, has_model=model is not None)
        self.platforms: dict[str, Platform] = {}
        fixed = settings.has_platform
        clock = MovableClock(self.database, fixed=fixed) if settings.has_playground else None
        self.now: Callable[[], datetime] = clock.now if clock else real_now
        seal = Seal(keys_of(settings))
        self.dispatch = Dispatch(
            self.database,
            self.router,
            self.platforms,
            self.now,
            self._wake,
            self.watch,
            seal if seal.can_close else None,
            self.sentences,
        )
        self.deliveries = Deliveries(
            self.database,
            self.platforms,
            self.process,
            self.now,
            self.dispatch.handle,
            watch=self.watch,
        )
        self.engine = Engine(self.database, self.process, self.dispatch.handle_due)
        self.beat = Beat(
            self.database, self.router, self.engine, self.deliveries, self.now, self.watch
        )
        # On one's own machine there is nothing to protect from the addresses that people give.
        is_lenient = settings.env == "development" and not settings.has_platform
        self.calendars = Calendars(
            self.database,
            seal,
            self.dispatch.handle,
            self.now,
            is_lenient=is_lenient,
        )
        self.webhooks = Webhooks(
            self.database,
            seal,
            self.dispatch.handle,
            self.now,
            real_now,
            is_lenient=is_lenient,
        )
        kept = timedelta(days=settings.keep_deliveries_days)
        self.retention = Retention(self.database, self.engine, kept, self.now, real_now)
        self.jobs = Jobs(
            {
                "tick": (TICK, self._tick),
                "heartbeat": (HEARTBEAT, self._heartbeat),
                "take over": (HEARTBEAT, self._take_over),
                "trim": (TRIM, self.retention.trim),
                "calendars": (CALENDARS, self.calendars.read),
                "webhooks": (WEBHOOKS, self.webhooks.call),
                **asking.jobs(self.database, model, self.dispatch.handle, self.now),
            }
        )
        self.routes: list[BaseRoute] = [
            *health(self.database, self.leaving),
            *figures(self.watch.metrics, self.database, self.now),
        ]
        self._parts: list[Slack | Teams | Playground] = []
        self._clock = clock
        if self.hears:
            self.routes += [*icon(), *legal(settings)]
            self.routes += links(self.database, settings.address, self.now, self.dispatch.handle)
            self.routes += hooks(self.database, seal, self.dispatch.handle, real_now)
        self._loading: asyncio.Task[None] | None = None
        """What the first question of the day would wait for."""
        if clock is not None:
            self._add_playground(clock)
        elif self.hears:
            self.routes.append(Route("/", landing))
        if settings.has_slack:
            self._add_slack()
        if settings.has_teams:
            self._add_teams()
        # What everything comes in by is looked through first.
        self.routes.sort(key=lambda route: getattr(route, "path", "") not in BUSY)
        self.web = Starlette(routes=self.routes, lifespan=self._lifespan)
        # Last: whoever is refused above must not keep the file.
        self.database.take()

    def _add_playground(self, clock: MovableClock) -> None:
        platform = PlaygroundPlatform(self.database, Hub(), self.now)
        self.platforms[platform.name] = platform
        playground = Playground(
            self.database, self.router, self.dispatch, platform, clock, self.beat
        )
        self.routes += playground.routes
        self._parts.append(playground)

    def _add_slack(self) -> None:
        limited = partial(self.watch.metrics.limited, "slack")
        slack = Slack(self.settings, self.database, self.now, limited=limited)
        self.platforms[slack.platform.name] = slack.platform
        if self.hears:
            self.routes += slack.listen(self.dispatch, self.router)
        self._parts.append(slack)

    def _add_teams(self) -> None:
        # Only now: Microsoft's SDK takes a second, and 60 MB.
        from bot.msteams.app import Teams

        limited = partial(self.watch.metrics.limited, "msteams")
        teams = Teams(self.settings, self.database, self.now, limited=limited)
        self.platforms[teams.platform.name] = teams.platform
        if self.hears:
            self.routes += teams.listen(self.dispatch, self.router)
        self._parts.append(teams)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _web: Starlette) -> AsyncIterator[None]:
        await self.start()
        try:
            yield
        finally:
            await self.stop()

    async def start(self) -> None:
        await self.database.run(migrate.upgrade, self.database)
        if self._clock is not None:
            await self._clock.load()
        if self.works:
            await self.engine.start()
        for part in self._parts:
            await part.start()
        if self.works:
            await self._heartbeat()
            await self._take_over()
            await self.deliveries.start()
            self.jobs.start()
        self._loading = asyncio.create_task(asyncio.to_thread(loading.load, self.sentences))

    async def loaded(self) -> None:
        """Until what takes long to be ready is."""
        if self._loading is not None:
            await self._loading

    def leave(self) -> bool:
        """Nobody should come here any more. True: there may be others who take them."""
        self.leaving.has_begun = True
        return self.hears and not self.database.is_sqlite

    async def stop(self) -> None:
        """Takes nothing new on, finishes what is in flight, and leaves the rest to be taken up."""
        if self.works:
            await self.jobs.stop()
            await asyncio.gather(self.engine.stop(), self.deliveries.stop())
        await self.loaded()
        # Only now: what is on the wire needs the platforms.
        for part in reversed(self._parts):
            await part.stop()
        if self.works:
            await self.database.run(self._say_goodbye)
        self.database.close()
        await self.watch.traces.stop()

    def _wake(self) -> None:
        self.deliveries.wake()

    async def _tick(self) -> None:
        # While somebody moves the playground's clock, moments come in their order.
        if self._clock is None or not self._clock.moving.locked():
            await self.beat.tick()

    async def _heartbeat(self) -> None:
        def note() -> None:
            with self.database.everywhere() as session:
                processes.beat(session, self.process, processes.now(session))

        await self.database.run(note)

    async def _take_over(self) -> None:
        self.deliveries.share(len(await self._living()))
        await self.engine.take_over(self._living)
        await self.deliveries.take_over(self._living)

    async def _living(self) -> list[str]:
        return await self.database.run(self._alive)

    def _alive(self) -> list[str]:
        if self.database.is_sqlite:
            # One process has the file, and that is this one.
            return [self.process]
        with self.database.everywhere() as session:
            living = processes.living(session, processes.now(session) - DEAD_AFTER)
        # Whoever asks is alive, even where its own heartbeat is late.
        return [self.process, *(process for process in living if process != self.process)]

    def _say_goodbye(self) -> None:
        with self.database.everywhere() as session:
            processes.gone(session, self.process)


def real_now() -> datetime:
    return datetime.now(UTC)
