"""What a person can do and see, the same words on every platform."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import httpx
from sqlmodel import SQLModel
from starlette.applications import Starlette

from bot import loading
from bot.delivery import Deliveries
from bot.dispatch import Dispatch
from bot.playground.clock import MovableClock
from bot.playground.hub import Hub
from bot.playground.listen import Playground
from bot.playground.send import PlaygroundPlatform
from bot.port import Home, Platform
from bot.settings import Settings
from bot.slack.app import Slack
from handlers.routing import Router
from storage import playground, workspaces
from storage.session import Database
from tests.fakes.slack import Answer, FakeSlack, Message, View, serving
from tests.platforms.contract_bot import contract_bot
from tests.unhurried import PATIENCE

PNG = b"\x89PNG"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class Seen:
    """A message as one person sees it."""

    text: str
    private: bool
    edited: bool
    thread: list[str]
    buttons: list[str]
    handle: Any
    """The platform's own, for the surface."""
    pictures: list[str] = field(default_factory=list)
    """What is read out for each picture that is drawn."""


@dataclass
class Done:
    """What came back at once: private words, a form, words at its fields."""

    private: list[str] = field(default_factory=list)
    form: Any = None
    labels: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Surface(Protocol):
    """People are `ada` and `ben`; they and the bot share the channel."""

    name: str
    platform: Platform
    home: Home
    told: list[object]
    channel: str

    def person(self, name: str) -> str: ...
    async def command(self, who: str, text: str) -> Done: ...
    async def press(self, who: str, message: Seen, label: str) -> Done: ...
    async def submit(self, who: str, form: Any, answers: dict[str, str]) -> Done: ...
    async def say(self, who: str, text: str, under: Seen | None = None) -> None: ...
    async def mention(self, who: str, text: str, under: Seen) -> None:
        """In a thread of the channel, with the bot's name before it."""

    async def open_home(self, who: str) -> list[str]: ...
    async def channel_as(self, who: str) -> list[Seen]: ...
    async def direct_as(self, who: str) -> list[Seen]: ...
    async def archive(self) -> None: ...
    async def delivered(self) -> None: ...


@dataclass
class Base:
    platform: Platform
    home: Home
    told: list[object]
    channel: str
    deliveries: Deliveries

    async def delivered(self) -> None:
        while not await self.deliveries.idle():
            await self.deliveries.work_done()


@dataclass
class OnSlack(Base):
    fake: FakeSlack
    slack: Slack
    dispatch: Dispatch
    name: str = "slack"

    def person(self, name: str) -> str:
        return self.fake.person(name).id

    async def command(self, who: str, text: str) -> Done:
        before = self._private(who)
        answer = await self.fake.command(who, self.channel, text)
        return await self._done(who, before, answer)

    async def press(self, who: str, message: Seen, label: str) -> Done:
        before = self._private(who)
        answer = await self.fake.press(who, message.handle, label)
        return await self._done(who, before, answer)

    async def submit(self, who: str, form: View, answers: dict[str, str]) -> Done:
        before = self._private(who)
        answer = await self.fake.submit(who, form, dict(answers))
        done = await self._done(who, before, answer)
        return replace(done, errors=list(answer.errors.values()))

    async def say(self, who: str, text: str, under: Seen | None = None) -> None:
        dm = self.fake.bot_dm(self.fake.person(who))
        thread = under.handle.ts if under else None
        await self.fake.say(who, dm, text, thread_ts=thread)
        await self.slack.settle()
        await self.delivered()

    async def mention(self, who: str, text: str, under: Seen) -> None:
        await self.fake.mention(who, self.channel, text, under.handle.ts)
        await self.slack.settle()
        await self.delivered()

    async def open_home(self, who: str) -> list[str]:
        await self.fake.open_home(who)
        await self.slack.settle()
        view = self.fake.home_of(who)
        assert view is not None
        return self.fake.buttons(view)

    async def channel_as(self, who: str) -> list[Seen]:
        return self._seen(who, self.channel)

    async def direct_as(self, who: str) -> list[Seen]:
        return self._seen(who, self.fake.bot_dm(self.fake.person(who)).id)

    async def archive(self) -> None:
        await self.fake.archive(self.channel)
        await self.slack.settle()

    def _seen(self, who: str, channel: str) -> list[Seen]:
        return [
            Seen(
                self._words(message),
                bool(message.only_for),
                bool(message.edited),
                [self.fake.text_of(reply) for reply in self.fake.thread(message)],
                self.fake.buttons(message),
                message,
                [block["alt_text"] for block in message.blocks if self._is_drawn(block)],
            )
            for message in self.fake.seen_by(who, channel)
        ]

    def _is_drawn(self, block: dict[str, Any]) -> bool:
        if block["type"] != "image":
            return False
        file = self.fake.workspace.files[block["slack_file"]["id"]]
        return bytes(file["content"]).startswith(PNG)

    def _words(self, message: Message) -> str:
        """Without what stands on the buttons."""
        buttons = set(self.fake.buttons(message))
        lines = self.fake.text_of(message).split("\n")
        return "\n".join(line for line in lines if line not in buttons)

    def _private(self, who: str) -> list[Message]:
        seen = self.fake.seen_by(who, self.channel)
        return [message for message in seen if message.only_for]

    async def _done(self, who: str, before: list[Message], answer: Answer) -> Done:
        """What has come by the end: an answer that takes longer than Slack waits comes after."""
        assert answer.failed is None, answer.failed
        await self.slack.settle()
        await self.delivered()
        known = {message.ts for message in before}
        messages = [message for message in self._private(who) if message.ts not in known]
        view = self.fake.view_of(who)
        labels = []
        if view is not None:
            labels = [block["label"]["text"] for block in view.blocks if block["type"] == "input"]
        return Done([self.fake.text_of(message) for message in messages], view, labels)


@dataclass
class InPlayground(Base):
    database: Database
    http: httpx.AsyncClient
    dispatch: Dispatch
    name: str = "playground"

    def person(self, name: str) -> str:
        return name

    async def command(self, who: str, text: str) -> Done:
        return await self._call("command", who, place=self.channel, text=text)

    async def press(self, who: str, message: Seen, label: str) -> Done:
        [button] = [each for each in message.handle["buttons"] if each["label"] == label]
        return await self._call("press", who, message=message.handle["id"], button=button["id"])

    async def submit(self, who: str, form: Any, answers: dict[str, str]) -> Done:
        ids = {each["label"]: each["id"] for each in form["fields"]}
        filled = {ids[label]: words for label, words in answers.items()}
        return await self._call("submit", who, form=form["id"], answers=filled)

    async def say(self, who: str, text: str, under: Seen | None = None) -> None:
        thread = {"thread": under.handle["id"]} if under else {}
        await self._call("say", who, place=f"dm-{who}", text=text, **thread)

    async def mention(self, who: str, text: str, under: Seen) -> None:
        thread = under.handle["id"]
        await self._call("say", who, place=self.channel, text=f"@Drumbeat {text}", thread=thread)

    async def react(self, who: str, message: Seen, sign: str, *, is_there: bool) -> None:
        ref = message.handle["id"]
        await self._call("react", who, message=ref, sign=sign, is_there=is_there)

    async def open_home(self, who: str) -> list[str]:
        pane = await self.http.get("/playground/api/home", params={"as": who})
        return [button["label"] for button in pane.json()["buttons"]]

    async def channel_as(self, who: str) -> list[Seen]:
        return await self._seen(who, self.channel)

    async def direct_as(self, who: str) -> list[Seen]:
        return await self._seen(who, f"dm-{who}")

    async def archive(self) -> None:
        def close() -> None:
            with self.database.workspace(self.home.id) as session:
                place = playground.place(session, self.channel)
                assert place is not None
                place.is_archived = True
                session.add(place)

        await self.database.run(close)

    async def _seen(self, who: str, place: str) -> list[Seen]:
        answer = await self.http.get("/playground/api/messages", params={"as": who, "place": place})
        return [
            Seen(
                message["text"],
                message["private"],
                message["edited"],
                [reply["text"] for reply in message["thread"]],
                [button["label"] for button in message["buttons"]],
                message,
                [image["alt"] for image in message["images"] if await self._is_drawn(image)],
            )
            for message in answer.json()
        ]

    async def _is_drawn(self, image: dict[str, str]) -> bool:
        answer = await self.http.get(image["url"])
        return answer.headers["content-type"] == "image/png" and answer.content.startswith(PNG)

    async def _call(self, name: str, who: str, **body: Any) -> Done:
        answer = await self.http.post(f"/playground/api/{name}", json={"as": who, **body})
        assert answer.status_code == 200, answer.text
        found = answer.json()
        await self.delivered()
        form = found.get("form")
        labels = [each["label"] for each in form["fields"]] if form else []
        private = [message["text"] for message in found.get("messages", []) if message["private"]]
        return Done(private, form, labels, list(found.get("errors", {}).values()))


class Delivered:
    """A beat with nothing planned; settled when the ledger is drained."""

    def __init__(self, deliveries: Deliveries) -> None:
        self.deliveries = deliveries

    async def next(self) -> None:
        return None

    async def tick(self) -> None:
        return None

    async def hurry(self, on: bool) -> None:
        return None

    async def settled(self) -> None:
        while not await self.deliveries.idle():
            await self.deliveries.work_done()


@contextlib.asynccontextmanager
async def on_slack(
    folder: Path,
    router: Router | None = None,
    now: Callable[[], datetime] = lambda: NOW,
    patience: float = PATIENCE,
) -> AsyncIterator[OnSlack]:
    async with contextlib.AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeSlack.running())
        people = [fake.add_person("ada", tz="Europe/Berlin"), fake.add_person("ben")]
        channel = fake.add_channel("team-harbor", people)
        database = database_in(folder, stack)
        settings = Settings.model_validate(
            {
                "SLACK_API_URL": fake.api_url,
                "SLACK_BOT_TOKEN": fake.workspace.token,
                "SLACK_SIGNING_SECRET": fake.signing_secret,
            }
        )
        told: list[object] = []
        router = router or contract_bot(told)
        slack = Slack(settings, database, now, patience)
        # The fake takes what comes; the pace is tested elsewhere.
        slack.platform.pace = None
        platforms: dict[str, Platform] = {"slack": slack.platform}
        woken = asyncio.Event()
        dispatch = Dispatch(database, router, platforms, now, woken.set)
        deliveries = Deliveries(database, platforms, "test", now, dispatch.handle)
        port = await stack.enter_async_context(
            serving(Starlette(routes=slack.listen(dispatch, router)))
        )
        fake.app_url = f"http://127.0.0.1:{port}/slack/events"
        await slack.start()
        stack.push_async_callback(slack.stop)
        await deliveries.start()
        stack.push_async_callback(deliveries.stop)
        home = await database.run(home_of, database, "slack", fake.workspace.id)
        yield OnSlack(slack.platform, home, told, channel.id, deliveries, fake, slack, dispatch)


@contextlib.asynccontextmanager
async def in_playground(
    folder: Path,
    router: Router | None = None,
    now: Callable[[], datetime] = lambda: NOW,
) -> AsyncIterator[InPlayground]:
    async with contextlib.AsyncExitStack() as stack:
        database = database_in(folder, stack)
        clock = MovableClock(database, now)
        platform = PlaygroundPlatform(database, Hub(), clock.now)
        platforms: dict[str, Platform] = {"playground": platform}
        told: list[object] = []
        router = router or contract_bot(told)
        dispatch = Dispatch(database, router, platforms, clock.now, lambda: None)
        deliveries = Deliveries(database, platforms, "test", clock.now, dispatch.handle)
        page = Playground(database, router, dispatch, platform, clock, Delivered(deliveries))
        await page.start()
        stack.push_async_callback(page.stop)
        await deliveries.start()
        stack.push_async_callback(deliveries.stop)
        http = await stack.enter_async_context(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(Starlette(routes=page.routes)),
                base_url="http://127.0.0.1:3000",
            )
        )
        home = await database.run(home_of, database, "playground", "demo")
        yield InPlayground(platform, home, told, "harbor", deliveries, database, http, dispatch)


def database_in(folder: Path, stack: contextlib.AsyncExitStack) -> Database:
    # As a server does when it starts: the first to say a day waits a second for its languages, and
    # on a busy machine longer than Slack.
    loading.load()
    database = Database(f"sqlite:///{folder / 'contract.db'}")
    stack.callback(database.close)
    SQLModel.metadata.create_all(database.engine)
    return database


def home_of(database: Database, platform: str, ref: str) -> Home:
    with database.everywhere() as session:
        workspace = workspaces.called(session, platform, ref)
        assert workspace is not None
        return Home(workspace.key, ref)
