"""People who answer while the bot dies and comes back, and try again as people do."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable

from tests.fakes.slack import Answer, FakeSlack, Message, Person, View
from tests.faults.world import Asked, World

AGAIN = 0.05
"""Seconds until somebody whose press had no effect presses again."""


class Crowd:
    def __init__(self, world: World, route: Callable[[], None]) -> None:
        """`route` sends the next gesture to one of the bots that live."""
        self.world = world
        self.route = route
        self.sent = 0
        """Forms handed over so far, whatever came of them."""
        self.told_saved: set[str] = set()
        """Persons to whom the bot has said that their answer is in."""
        self.told_skipped: set[str] = set()
        self.on_their_way = 0
        """Of them, those that wait for an answer now."""
        self.said = ""
        """What the answers to forms have told people, one after the other."""
        self.work: list[asyncio.Task[None]] = []

    def begin(self, asked: Asked, answering: int, skipping: int) -> None:
        people = asked.people
        for person in people[:answering]:
            self.begin_answer(person)
        for person in people[answering : answering + skipping]:
            self.work.append(asyncio.create_task(self._skip(person, asked)))

    def begin_answer(self, person: Person) -> None:
        self.work.append(asyncio.create_task(self._answer(person)))

    def finished(self) -> bool:
        """Everybody has been told that what they did is in. Raises what went wrong with somebody."""
        for task in self.work:
            if task.done():
                task.result()
        return all(task.done() for task in self.work)

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

    async def open_form(self, person: Person) -> View:
        """Until it is there and can be filled in."""
        prompt = await self._prompt(person)
        while True:
            view = self.slack.view_of(person)
            if view and any(block["type"] == "input" for block in view.blocks):
                return view
            self.route()
            with contextlib.suppress(LookupError):
                await self.slack.press(person, prompt, "Answer")
            await asyncio.sleep(AGAIN)

    async def _answer(self, person: Person) -> None:
        while person.id not in self.told_saved:
            view = await self.open_form(person)
            words = {"q1": f"{person.name} did it", "q2": "more"}
            self.route()
            self.sent += 1
            self.on_their_way += 1
            sent = await self.slack.submit(person, view, words)
            self.on_their_way -= 1
            self.said += _words(sent)
            if _is_saved(sent):
                self.told_saved.add(person.id)
            await asyncio.sleep(AGAIN)

    async def _skip(self, person: Person, asked: Asked) -> None:
        await self._prompt(person)
        while person.id not in self.told_skipped:
            self.route()
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


def _words(sent: Answer) -> str:
    return json.dumps(sent.body) if sent.failed is None else ""
