"""The whole of Drumbeat in this process, with a fake Slack on the wire and a clock set by hand."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import structlog

from bot import app, logs
from bot.settings import Settings
from handlers.events import Commanded
from handlers.registry import everything
from handlers.routing import Desk, Replies, Router
from tests.fakes.slack import Answer, Channel, FakeSlack, Person, View, serving
from tests.unhurried import PATIENCE

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
BERLIN = "Europe/Berlin"


@dataclass
class House:
    slack: FakeSlack
    bot: app.Drumbeat
    web: httpx.AsyncClient
    clock: list[datetime]
    crowd: list[Person] = field(default_factory=list)
    team: Channel | None = None

    @property
    def now(self) -> datetime:
        return self.clock[0]

    async def settled(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.slack.settled()
            await self.bot.beat.settled()

    async def until(self, moment: datetime) -> None:
        """The clock runs to that moment, and what falls due on the way happens at its time."""
        while (coming := await self.bot.beat.next()) and coming[0] <= moment:
            self.clock[0] = max(self.now, coming[0])
            await self.bot.beat.tick()
            await self.settled()
        self.clock[0] = moment
        await self.settled()

    async def moves_in(self, *names: str) -> None:
        """A team with a stand-up at nine in Berlin."""
        self.crowd = [self.slack.add_person(name, tz=BERLIN) for name in names]
        self.team = self.slack.add_channel("core", self.crowd)
        view = opened(await self.slack.command(self.crowd[0], self.team, "/standup setup"))
        answer = await self.slack.submit(self.crowd[0], view)
        assert answer.ok, answer.errors
        await self.settled()

    async def answers(self, who: Person, **given: str) -> Answer:
        """By form, field by field."""
        assert self.team
        view = opened(await self.slack.command(who, self.team, "/standup"))
        answer = await self.slack.submit(who, view, given)
        await self.settled()
        return answer

    async def figures(self) -> dict[str, float]:
        """What `/metrics` says, by name and labels."""
        answer = await self.web.get("/metrics")
        assert answer.status_code == 200
        lines = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def opened(answer: Answer) -> View:
    assert answer.view is not None, answer
    return answer.view


def with_a_bad_command() -> Router:
    router = Router()

    @router.command("fail", usage="<words>", hint="goes wrong")
    def fail(desk: Desk, event: Commanded) -> Replies:
        structlog.get_logger().warning("about to fail")
        what = {"said": event.words}
        raise ValueError(f"cannot do {what['said']}")

    return Router.of(everything(), router)


@contextlib.asynccontextmanager
async def house(
    url: str, patch: pytest.MonkeyPatch, role: Any = "all", **settings: str
) -> AsyncIterator[House]:
    clock = [MONDAY]
    patch.setattr(app, "real_now", lambda: clock[0])
    async with FakeSlack.running() as slack:
        given = {
            "DRUMBEAT_DATABASE_URL": url,
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.workspace.token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            **settings,
        }
        bot = app.Drumbeat(Settings.model_validate(given), with_a_bad_command(), role)
        bot.platforms["slack"].pace = None
        async with (
            serving(bot.web) as port,
            httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE
            ) as web,
        ):
            slack.app_url = f"http://127.0.0.1:{port}/slack/events"
            yield House(slack, bot, web, clock)


@contextlib.contextmanager
def log_kept(level: str) -> Iterator[io.StringIO]:
    """What is logged meanwhile, by us and by all others."""
    names = [None, "dbos"]
    before = [
        (logger, list(logger.handlers), logger.level, logger.propagate)
        for logger in map(logging.getLogger, names)
    ]
    kept = io.StringIO()
    logs.set_up(level, kept)
    try:
        yield kept
    finally:
        structlog.reset_defaults()
        for logger, handlers, was, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(was)


def lines(kept: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kept.getvalue().splitlines()]
