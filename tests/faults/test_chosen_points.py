"""Killed at the moments that matter most, each chosen: what may be there twice, and what may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.faults.bot_process import BotProcess, until
from tests.faults.conftest import Note
from tests.faults.killing import assert_all_is_well, killing
from tests.faults.nursery import Nursery
from tests.faults.plan import SQLITE


@dataclass
class DyingOn:
    """Kills the bot when a certain call reaches Slack."""

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


@pytest.mark.long
async def test_killed_at_chosen_points(sqlite_url: str, nursery: Nursery, note: Note) -> None:
    async with killing(sqlite_url, nursery) as run:
        [bot] = run.bots

        # Before Slack has taken the message: nothing may be there twice.
        run.world.add_asked(1)
        dying = DyingOn(bot, to_a_person)
        run.slack.fault("chat.postMessage", status="reset", where=dying)
        await run.start_all()
        await until(lambda: dying.struck, "the first message reaches Slack")
        run.note_kill(bot)
        await run.start_all()
        before = await run.drained()
        assert before.doubled_by_kill == before.doubled_by_cut == 0

        # After Slack has taken it, before we knew: that one may be there twice, and is counted.
        run.world.add_asked(1)
        dying = DyingOn(bot, to_a_person)
        run.slack.fault("chat.postMessage", status="accept-then-reset", where=dying)
        await until(lambda: dying.struck, "the next message reaches Slack")
        run.note_kill(bot)
        await run.start_all()
        after = await run.drained()
        assert after.doubled_by_kill + after.doubled_by_cut == 1

        # Right after the answer to a command: what it has changed is shown after the restart.
        work = run.world.add_asked(1)
        [skipping] = work.people
        dm = run.slack.bot_dm(skipping)
        await until(lambda: bool(run.slack.seen_by(skipping, dm)), "they are asked")
        await until(run.world.is_drained, "all is delivered")
        run.route()
        answer = await run.slack.command(skipping, work.place, "/standup", "skip")
        run.kill(bot)
        assert answer.ok and "skipping" in str(answer.messages[0].blocks)
        run.crowd.told_skipped.add(skipping.id)
        await run.start_all()
        await until(lambda: "skipping" in str(dm.messages[0].blocks), "the prompt says so")
        figures = await run.drained(3)
    note(SQLITE, "chosen points", figures)
    assert_all_is_well(figures)
    assert (figures.doubled_by_kill + figures.doubled_by_cut, figures.kills) == (1, 3)
