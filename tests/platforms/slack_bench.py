"""A whole Slack side against a fake Slack: real HTTP, a real database, a tiny router."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet
from sqlmodel import SQLModel
from starlette.applications import Starlette

from bot.dispatch import Dispatch
from bot.settings import Settings
from bot.slack.app import Slack
from handlers.cards import Button, Buttons, Card, Form, TextField, plain
from handlers.errors import Invalid, Refusal
from handlers.events import (
    Commanded,
    Event,
    FormSent,
    PersonChanged,
    PlaceChanged,
    Pressed,
    Said,
    Shortcut,
    Uninstalled,
)
from handlers.replies import Refresh, Reply, Show, Whisper
from handlers.routing import Desk, Router
from storage import people, workspaces
from storage.session import Database
from tests.fakes.slack import FakeSlack, serving
from tests.unhurried import PATIENCE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = Fernet.generate_key().decode()


@dataclass
class Bench:
    slack: Slack
    fake: FakeSlack
    database: Database
    dispatch: Dispatch
    url: str
    told: list[Event] = field(default_factory=list)
    now: datetime = NOW


@contextlib.asynccontextmanager
async def bench(
    path: Path,
    *,
    socket: bool = False,
    oauth: bool = False,
    patience: float = PATIENCE,
    more: Callable[[Router], None] = lambda router: None,
) -> AsyncIterator[Bench]:
    """`more` is what the bot does besides."""
    async with contextlib.AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeSlack.running())
        database = Database(f"sqlite:///{path / 'bench.db'}")
        stack.callback(database.close)
        SQLModel.metadata.create_all(database.engine)
        told: list[Event] = []
        router = tiny_router(told)
        more(router)
        made: list[Bench] = []

        def now() -> datetime:
            return made[0].now if made else NOW

        slack = Slack(settings(fake, socket, oauth), database, now, patience)
        dispatch = Dispatch(database, router, {"slack": slack.platform}, now, wake=lambda: None)
        routes = slack.listen(dispatch, router)
        await slack.start()
        stack.push_async_callback(slack.stop)
        port = await stack.enter_async_context(serving(Starlette(routes=routes)))
        url = f"http://127.0.0.1:{port}"
        if not socket:
            fake.app_url = f"{url}/slack/events"
        made.append(Bench(slack, fake, database, dispatch, url, told))
        yield made[0]


def settings(fake: FakeSlack, socket: bool, oauth: bool) -> Settings:
    given = {
        "SLACK_API_URL": fake.api_url,
        "SLACK_BOT_TOKEN": "" if oauth else fake.workspace.token,
        "SLACK_SIGNING_SECRET": "" if socket else fake.signing_secret,
        "SLACK_APP_TOKEN": fake.app_token if socket else "",
        "SLACK_CLIENT_ID": fake.client_id if oauth else "",
        "SLACK_CLIENT_SECRET": fake.client_secret if oauth else "",
        "DRUMBEAT_SECRET_KEYS": KEY if oauth else "",
    }
    return Settings.model_validate(given)


def tiny_router(told: list[Event]) -> Router:
    """Says what it was told, and keeps it in `told`."""
    router = Router()

    @router.on(PersonChanged)
    def learn(desk: Desk, event: PersonChanged) -> Sequence[Reply]:
        facts = event.facts
        people.learn(desk.session, facts.ref, now=desk.now, name=facts.name, zone=facts.zone)
        if event.seen_key:
            told.append(event)
        return []

    @router.on(Uninstalled)
    def leave(desk: Desk, event: Uninstalled) -> Sequence[Reply]:
        workspaces.uninstall(desk.session, desk.workspace_id, desk.now)
        told.append(event)
        return []

    @router.on(PlaceChanged)
    def place(desk: Desk, event: PlaceChanged) -> Sequence[Reply]:
        told.append(event)
        return []

    @router.command("beat", hint="says hello", usage="[words]")
    def hello(desk: Desk, event: Commanded) -> Sequence[Reply]:
        told.append(event)
        if event.words == "no":
            raise Refusal("You cannot have <this> *now*.")
        if event.words == "crash":
            raise RuntimeError("on purpose")
        return [Whisper(card(f"Hello {desk.person.name}, you said {event.words}"))]

    @router.command("beat", "form", hint="opens a form", opens_form=True)
    def open_by_command(desk: Desk, event: Commanded) -> Sequence[Reply]:
        told.append(event)
        return [Show(form())]

    @router.command("beat", "refuse", hint="refuses a form", opens_form=True)
    def refuse(desk: Desk, event: Commanded) -> Sequence[Reply]:
        raise Refusal("Not before Monday.")

    @router.button("beat.open", opens_form=True)
    def open_by_button(desk: Desk, event: Pressed) -> Sequence[Reply]:
        return [Show(form(was=event.args.get("was", "")))]

    @router.button("beat.done")
    def done(desk: Desk, event: Pressed) -> Sequence[Reply]:
        told.append(event)
        return [Refresh(card("It is done")), Whisper(card("Well done"))]

    @router.shortcut("beat.log", title="Log", hint="logs", on="message", opens_form=True)
    def log(desk: Desk, event: Shortcut) -> Sequence[Reply]:
        told.append(event)
        return [Show(form(was=event.text))]

    @router.form("beat.form")
    def sent(desk: Desk, event: FormSent) -> Sequence[Reply]:
        what = event.answers["what"]
        if what == "bad":
            raise Invalid({"what": "Please say it another way."})
        if what == "no":
            raise Refusal("This closed on Friday.")
        told.append(event)
        if what == "again":
            return [Show(form(was="a second time"))]
        return [Whisper(card(f"Saved {what}"))]

    @router.said
    def heard(desk: Desk, event: Said) -> Sequence[Reply]:
        told.append(event)
        return [Whisper(card(f"I heard {event.text}"))]

    @router.home
    def pane(desk: Desk) -> Sequence[Buttons]:
        return [Buttons((Button("Open", "beat.open"), Button("Done", "beat.done")))]

    return router


def card(words: str) -> Card:
    return Card(words, (plain(words),))


def form(was: str = "") -> Form:
    return Form("beat.form", "Beat", (TextField("what", "What", was),), args={"day": "monday"})
