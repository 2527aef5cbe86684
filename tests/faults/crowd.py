"""People who answer while the bot dies and comes back, and try again as people do."""

from __future__ import annotations

import asyncio
import contextlib

from tests.fakes.slack import Answer, FakeSlack, Message, Person
from tests.faults.world import Asked, World

AGAIN = 0.05
"""Seconds until somebody whose press had no effect presses again."""


class Crowd:
    def __init__(self, world: World) -> None:
        self.world = world
        self.told_saved: set[str] = set()
        """Persons to whom the bot has said that their answer is in."""
        self.told_skipped: set[str] = set()
        self.work: list[asyncio.Task[None]] = []

    def begin(self, asked: Asked, answering: int, skipping: int) -> None:
        people = asked.people
        for person in people[:answering]:
            self.work.append(asyncio.create_task(self._answer(person)))
        for person in people[answering : answering + skipping]:
            self.work.append(asyncio.create_task(self._skip(person, asked)))

    def has_saved(self, many: int) -> bool:
        """Raises what went wrong with somebody."""
        for task in self.work:
            if task.done():
                task.result()
        return len(self.told_saved) >= many

    async def done(self) -> None:
        await asyncio.gather(*self.work)

    def give_up(self) -> None:
        for task in self.work:
            task.cancel()

    @property
    def slack(self) -> FakeSlack:
        return self.world.slack

    def waiting(self) -> dict[str, str]:
        """What those who have not finished have before them."""
        found = {}
        for asked in self.world.asked:
            for person in asked.people:
                if person.id not in self.told_saved | self.told_skipped:
                    view = self.slack.view_of(person)
                    title = view.body["title"]["text"] if view else "no form"
                    seen = self.slack.seen_by(person, self.slack.bot_dm(person))
                    found[person.name] = f"{len(seen)} messages, {title}"
        return found

    async def _answer(self, person: Person) -> None:
        prompt = await self._prompt(person)
        while person.id not in self.told_saved:
            view = self.slack.view_of(person)
            if view is None or not any(block["type"] == "input" for block in view.blocks):
                with contextlib.suppress(LookupError):
                    await self.slack.press(person, prompt, "Answer")
                await asyncio.sleep(AGAIN)
                continue
            words = {"q1": f"{person.name} did it", "q2": "more"}
            sent = await self.slack.submit(person, view, words)
            if _is_saved(sent):
                self.told_saved.add(person.id)
            await asyncio.sleep(AGAIN)

    async def _skip(self, person: Person, asked: Asked) -> None:
        await self._prompt(person)
        while person.id not in self.told_skipped:
            answer = await self.slack.command(person, asked.place, "/standup", "skip")
            if answer.ok and answer.messages and "skipping" in str(answer.messages[0].blocks):
                self.told_skipped.add(person.id)
            await asyncio.sleep(AGAIN)

    async def _prompt(self, person: Person) -> Message:
        while True:
            if seen := self.slack.seen_by(person, self.slack.bot_dm(person)):
                return seen[0]
            await asyncio.sleep(AGAIN)


def _is_saved(sent: Answer) -> bool:
    """Not while it still says that it is saving."""
    return sent.ok and sent.response_action == "clear"
