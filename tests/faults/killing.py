"""A world, its bots, and what was on the wire whenever one was killed."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bot.app import real_now
from storage.session import Database
from tests.fakes.slack import FakeSlack
from tests.faults.bot_process import BotProcess, until
from tests.faults.clock import Clock
from tests.faults.crowd import Crowd
from tests.faults.figures import MUST_BE_NONE, Figures, count
from tests.faults.nursery import Nursery
from tests.faults.world import World


@dataclass
class Killing:
    world: World
    bots: list[BotProcess]
    chance: random.Random
    kills: int = 0
    unsure: Counter[str] = field(default_factory=Counter)
    """Of each message, how often it was on the wire when a process was killed."""
    forms_cut: int = 0
    """Forms that were on their way then."""
    stops: list[float] = field(default_factory=list)
    """Seconds that stopping in peace took."""

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.world, self.route)

    @property
    def slack(self) -> FakeSlack:
        return self.world.slack

    def route(self) -> None:
        """To any that lives, as what stands before several processes does."""
        living = [bot for bot in self.bots if bot.is_running]
        bot = self.chance.choice(living or self.bots)
        self.slack.app_url = f"{bot.url}/slack/events"

    async def start(self, *bots: BotProcess) -> None:
        for bot in bots:
            bot.start()
        for bot in bots:
            await bot.ready()

    async def start_all(self) -> None:
        await self.start(*(bot for bot in self.bots if not bot.is_running))

    def kill(self, *bots: BotProcess) -> None:
        self.forms_cut += self.crowd.on_their_way
        for bot in bots:
            bot.kill()
        for bot in bots:
            self.note_kill(bot)

    def note_kill(self, bot: BotProcess) -> None:
        self.kills += 1
        self.note_gone(bot)

    def note_gone(self, bot: BotProcess) -> None:
        """The others may take it for dead, and nobody knows what became of what it was sending."""
        self.unsure.update(self.world.on_the_wire(bot.pid))
        self.world.bury(bot.pid)

    def some(self) -> list[BotProcess]:
        """One of them mostly, now and then all at once."""
        return self.bots if self.chance.random() < 0.2 else [self.chance.choice(self.bots)]

    async def calls(self, many: int) -> None:
        """Until so many more calls have reached Slack."""
        wanted = len(self.slack.calls) + many
        await until(lambda: len(self.slack.calls) >= wanted, "Slack is called", poll=0.001)

    async def moment(self) -> None:
        """Some milliseconds."""
        await asyncio.sleep(self.chance.random() * 0.03)

    async def drained(self, runs: int = 1) -> Figures:
        await until(self.crowd.finished, "everybody's answer is in")
        await until(self.world.is_drained, "all is delivered", poll=0.1)
        return count(self.world, self.crowd, runs, self.kills, self.unsure, self.forms_cut)


@contextlib.asynccontextmanager
async def killing(
    url: str,
    nursery: Nursery | None = None,
    *,
    seed: int = 0,
    processes: int = 1,
    clock: Clock | None = None,
    clocks: Sequence[Clock] = (),
    patience: float | None = None,
) -> AsyncIterator[Killing]:
    """`clock` is everybody's, `clocks` are the processes' own; real time without."""
    signing_clock = clock.time if clock else time.time
    async with FakeSlack.running(signing_clock=signing_clock) as slack:
        world = World(slack, Database(url), clock.now if clock else real_now)
        world.install()
        theirs: Sequence[Clock | None] = clocks or [clock] * processes
        bots = [BotProcess(slack, url, nursery, each, patience) for each in theirs]
        run = Killing(world, bots, random.Random(seed))
        try:
            yield run
        except BaseException as failure:
            for bot in bots:
                failure.add_note(f"What {bot.url} said last:\n{bot.last_words()}")
            failure.add_note(f"Seed {seed}. Without an answer: {run.crowd.waiting()}")
            with contextlib.suppress(SQLAlchemyError):
                failure.add_note(f"Not done: {world.undone()}")
            raise
        finally:
            run.crowd.give_up()
            await asyncio.gather(*run.crowd.work, return_exceptions=True)
            for bot in bots:
                bot.close()
            world.database.close()


def assert_all_is_well(figures: Figures) -> None:
    """Nothing lost, nothing twice that could have been helped, nothing twice in secret."""
    wrong = {name: many for name in MUST_BE_NONE if (many := getattr(figures, name))}
    assert wrong == {}
