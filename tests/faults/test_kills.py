"""A process killed at any moment and started again delivers all.

`make faults` kills often and prints the figures; FAULT_KILLS says how often (2 by default).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from storage.session import Database
from tests.fakes.slack import FakeSlack
from tests.faults.bot_process import PATIENCE, BotProcess, until
from tests.faults.crowd import Crowd
from tests.faults.figures import TABLE, Figures, count
from tests.faults.world import World

pytestmark = pytest.mark.asyncio

KILLS = int(os.environ.get("FAULT_KILLS", "2"))
KILLS_A_RUN = 1 if KILLS <= 6 else 6
KINDS = ("sqlite", "postgres", "postgres x2")
RUNS = [
    (KINDS[number % (2 if KILLS <= 6 else 3)], number)
    for number in range(max(1, KILLS // KILLS_A_RUN))
]


@dataclass
class Killing:
    """A world, its bots, and what was on the wire whenever one was killed."""

    world: World
    crowd: Crowd
    bots: list[BotProcess]
    kills: int = 0
    on_the_wire: set[str] = field(default_factory=set)

    @property
    def slack(self) -> FakeSlack:
        return self.world.slack

    async def start(self, bot: BotProcess) -> None:
        """Started, and the one that people's presses go to."""
        bot.start()
        await bot.ready()
        self.slack.app_url = f"{bot.url}/slack/events"

    async def start_all(self) -> None:
        for bot in self.bots:
            if not bot.is_running:
                await self.start(bot)

    def kill(self, bot: BotProcess) -> None:
        bot.kill()
        self.note_kill(bot)

    def note_kill(self, bot: BotProcess) -> None:
        self.kills += 1
        self.on_the_wire |= self.world.on_the_wire()
        living = next((each for each in self.bots if each is not bot and each.is_running), bot)
        self.slack.app_url = f"{living.url}/slack/events"
        self.world.bury()

    async def drained(self) -> Figures:
        async with asyncio.timeout(PATIENCE):
            await self.crowd.done()
        await until(self.world.is_drained, "all is delivered", poll=0.1)
        return count(self.world, self.crowd, self.kills, self.on_the_wire)


@contextlib.asynccontextmanager
async def killing(url: str, processes: int = 1) -> AsyncIterator[Killing]:
    async with FakeSlack.running() as slack:
        world = World(slack, Database(url))
        world.install()
        bots = [BotProcess(slack, url) for _ in range(processes)]
        crowd = Crowd(world)
        try:
            yield Killing(world, crowd, bots)
        except BaseException as failure:
            for bot in bots:
                failure.add_note(f"What {bot.url} said last:\n{bot.last_words()}")
            failure.add_note(f"Still without an answer: {crowd.waiting()}")
            raise
        finally:
            crowd.give_up()
            await asyncio.gather(*crowd.work, return_exceptions=True)
            for bot in bots:
                bot.close()
            world.database.close()


def assert_nothing_lost_and_nothing_doubled_in_secret(figures: Figures) -> None:
    assert figures.prompts_lost == 0
    assert figures.messages_lost == 0
    assert figures.answers_lost == 0
    assert figures.ran_twice == 0
    assert figures.uncounted == 0
    assert figures.unexplained == 0


@pytest.mark.parametrize(("kind", "seed"), RUNS)
async def test_killed_at_random_moments(
    request: pytest.FixtureRequest, kind: str, seed: int
) -> None:
    chance = random.Random(seed)
    url = request.getfixturevalue(f"{kind.split()[0]}_url")
    async with killing(url, processes=2 if kind.endswith("x2") else 1) as run:
        for _ in range(KILLS_A_RUN):
            if len(run.bots) > 1:
                # Both are there when the work comes, or the quicker one would do it all.
                await run.start_all()
            work = run.world.add_work(asked=10, answered=2)
            before = run.world.posts()
            await run.start_all()
            run.crowd.begin(work, answering=4, skipping=1)
            await _some_moment(run, chance, before)
            run.kill(chance.choice(run.bots))
        await run.start_all()
        figures = await run.drained()
    TABLE.rows.append((kind, figures))
    assert_nothing_lost_and_nothing_doubled_in_secret(figures)


async def _some_moment(run: Killing, chance: random.Random, before: int) -> None:
    """Somewhere among the first posts, answers and edits; or before anything has begun."""
    what = chance.random()
    if what < 0.15:
        return
    if what < 0.7:
        wanted = before + chance.randint(1, 13)
        await until(lambda: run.world.posts() >= wanted, "some are posted", poll=0.001)
    else:
        wanted = len(run.crowd.told_saved) + chance.randint(1, 3)
        await until(lambda: run.crowd.has_saved(wanted), "some answered", poll=0.001)
    await asyncio.sleep(chance.random() * 0.03)


@dataclass
class DyingOn:
    """Kills the bot when a certain call reaches Slack."""

    run: Killing
    bot: BotProcess
    is_it: Callable[[dict[str, object]], bool]
    struck: bool = False

    def __call__(self, args: dict[str, object]) -> bool:
        if self.struck or not self.is_it(args):
            return False
        self.struck = True
        self.bot.kill()
        return True


def to_a_person(args: dict[str, object]) -> bool:
    return str(args.get("channel", "")).startswith("U")


async def test_killed_at_chosen_points(sqlite_url: str) -> None:
    async with killing(sqlite_url) as run:
        [bot] = run.bots

        # Before Slack has taken the message: nothing may be there twice.
        run.world.add_work(asked=1, answered=0)
        dying = DyingOn(run, bot, to_a_person)
        run.slack.fault("chat.postMessage", status="reset", where=dying)
        await run.start(bot)
        await until(lambda: dying.struck, "the first message reaches Slack")
        run.note_kill(bot)
        await run.start(bot)
        before = await run.drained()
        assert before.doubled == 0

        # After Slack has taken it, before we knew: that one may be there twice, and is counted.
        run.world.add_work(asked=1, answered=0)
        dying = DyingOn(run, bot, to_a_person)
        run.slack.fault("chat.postMessage", status="accept-then-reset", where=dying)
        await until(lambda: dying.struck, "the next message reaches Slack")
        run.note_kill(bot)
        await run.start(bot)
        after = await run.drained()
        assert after.doubled == 1

        # Right after the answer to a command: what it has changed is shown after the restart.
        work = run.world.add_work(asked=1, answered=0)
        [skipping] = work.people
        dm = run.slack.bot_dm(skipping)
        await until(lambda: bool(run.slack.seen_by(skipping, dm)), "they are asked")
        await until(run.world.is_drained, "all is delivered")
        answer = await run.slack.command(skipping, work.place, "/standup", "skip")
        run.kill(bot)
        assert answer.ok and "skipping" in str(answer.messages[0].blocks)
        run.crowd.told_skipped.add(skipping.id)
        await run.start(bot)
        await until(lambda: "skipping" in str(dm.messages[0].blocks), "the prompt says so")
        figures = await run.drained()
    TABLE.rows.append(("chosen points", figures))
    assert_nothing_lost_and_nothing_doubled_in_secret(figures)
    assert (figures.doubled, figures.kills) == (1, 3)


async def test_told_to_stop_it_finishes_what_is_on_the_wire(sqlite_url: str) -> None:
    async with killing(sqlite_url) as run:
        [bot] = run.bots
        run.world.add_work(asked=8, answered=2)
        await run.start(bot)
        await until(lambda: run.world.posts() >= 3, "some are posted", poll=0.001)
        assert await bot.terminate(within=10) == 0, bot.log.read_text()
        states = {row.state for row in run.world.rows()}
        assert states <= {"sent", "waiting"}
        await run.start(bot)

        # One file, one process: the second says so and leaves.
        second = BotProcess(run.slack, sqlite_url)
        second.start()
        assert second.process
        status = await asyncio.to_thread(second.process.wait, PATIENCE)
        assert status == 2
        assert "Another Drumbeat is running" in second.log.read_text()
        second.close()

        figures = await run.drained()
    assert_nothing_lost_and_nothing_doubled_in_secret(figures)
    assert figures.doubled == 0
