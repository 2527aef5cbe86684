"""A small town to test in: the playground with a bot of a few commands, over real HTTP messages,
with a real database."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import SQLModel
from starlette.applications import Starlette

from bot.dispatch import Dispatch
from bot.playground.clock import MovableClock
from bot.playground.hub import Hub
from bot.playground.listen import Playground
from bot.playground.send import PlaygroundPlatform
from bot.playground.world import PLATFORM, WORKSPACE
from bot.port import Home
from handlers import plainly
from handlers.replies import Place
from handlers.routing import Router
from storage import ledger, notes, workspaces
from storage.session import Database
from tests.platforms.playground_bot import small_bot

API = "/playground/api/"
START = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""A Monday."""


@dataclass
class Plan:
    """A beat made of plain moments; its work is a word in a list, and the ledger is drained."""

    town: Town
    moments: list[tuple[datetime, str]] = field(default_factory=list)
    done: list[tuple[datetime, str]] = field(default_factory=list)
    stuck: bool = False

    async def next(self) -> tuple[datetime, str] | None:
        return min(self.moments, default=None)

    async def tick(self) -> None:
        now = self.town.clock.now()
        for moment in [each for each in self.moments if each[0] <= now and not self.stuck]:
            self.moments.remove(moment)
            self.done.append((now, moment[1]))

    async def hurry(self, on: bool) -> None:
        pass

    async def settled(self) -> None:
        while await self.town.deliver():
            pass


class Town:
    def __init__(self, database: Database, real: Callable[[], datetime], router: Router) -> None:
        self.database = database
        self.clock = MovableClock(database, real)
        self.hub = Hub()
        self.platform = PlaygroundPlatform(database, self.hub, self.clock.now)
        self.plan = Plan(self)
        self.dispatch = Dispatch(
            database, router, {PLATFORM: self.platform}, self.clock.now, lambda: None
        )
        self.playground = Playground(
            database, router, self.dispatch, self.platform, self.clock, self.plan
        )
        self.app = Starlette(routes=self.playground.routes)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://127.0.0.1:3000"
        )

    async def get(self, call: str, **query: str) -> Any:
        answer = await self.http.get(API + call, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, call: str, *, status: int = 200, **body: Any) -> Any:
        answer = await self.http.post(API + call, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def messages(self, who: str, place: str = "harbor") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.get("messages", place=place, **{"as": who})
        return found

    async def texts(self, who: str, place: str = "harbor") -> list[str]:
        return [message["text"] for message in await self.messages(who, place)]

    async def do(self, call: str, who: str, *, status: int = 200, **body: Any) -> Any:
        """A call by a person."""
        return await self.post(call, status=status, **(body | {"as": who}))

    async def command(self, who: str, text: str, place: str = "harbor") -> Any:
        return await self.do("command", who, text=text, place=place)

    async def form(self, who: str = "ada") -> dict[str, Any]:
        form: dict[str, Any] = (await self.command(who, "/survey"))["form"]
        return form

    async def submit(self, who: str, form: str, **answers: Any) -> Any:
        return await self.do("submit", who, form=form, answers=answers)

    async def home(self) -> Home:
        def read() -> Home:
            with self.database.everywhere() as session:
                workspace = workspaces.called(session, PLATFORM, WORKSPACE)
                assert workspace is not None
                return Home(workspace.key, workspace.ref)

        return await self.database.run(read)

    async def deliver(self) -> int:
        """One round of the ledger, as the bot's own deliverer does it."""

        def claim() -> list[tuple[Any, str]]:
            with self.database.everywhere() as session:
                rows = ledger.claim(session, self.clock.now(), "test", 100)
                return [
                    (row, ledger.thread_ref(session, row.workspace_id, row.under)) for row in rows
                ]

        def note(row_id: int, ref: str, revision: int) -> None:
            with self.database.everywhere() as session:
                notes.note_all_sent(session, [notes.Sent(row_id, ref, revision)])

        claimed = await self.database.run(claim)
        for row, thread in claimed:
            home = Home(row.workspace_id, WORKSPACE)
            place = Place(row.place, row.place_kind)
            card = plainly.card_from_text(row.content)
            ref = row.ref
            if ref:
                await self.platform.update(home, place, ref, card)
            else:
                key = row.subject
                ref = await self.platform.post(home, place, card, key=key, thread=thread)
            await self.database.run(note, row.key, ref, row.revision)
        return len(claimed)


@contextlib.asynccontextmanager
async def town(folder: Path, router: Router | None = None) -> AsyncIterator[Town]:
    """Opened again in the same folder, it is the same town after a restart; its real time stands
    still."""
    database = Database(f"sqlite:///{folder / 'town.db'}")
    SQLModel.metadata.create_all(database.engine)
    opened = Town(database, lambda: START, router or small_bot())
    await opened.playground.start()
    try:
        yield opened
    finally:
        await opened.playground.stop()
        await opened.http.aclose()
        database.close()


def later(**by: float) -> datetime:
    return START + timedelta(**by)
