"""What is asked by `teams_echo`: our whole adapter, or Microsoft's SDK as it comes.

python -m benchmarks.teams_server ours|stock PORT SINK FOLDER
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from sqlmodel import SQLModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.serve import listener, settle_in

APP = "5f1d7b3e-0000-4000-8000-00000000d2b7"
PATH = "/api/messages"


async def alive(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


def ours(sink: str, folder: str) -> Starlette:
    """Token, parsing, one transaction with what was seen, the card, the answer."""
    from bot.dispatch import Dispatch
    from bot.logs import set_up
    from bot.msteams.app import Teams
    from bot.port import Platform
    from bot.settings import Settings
    from handlers.cards import Card, plain
    from handlers.events import Commanded, PersonChanged
    from handlers.replies import Whisper
    from handlers.routing import Desk, Replies, Router
    from storage import people
    from storage.session import Database

    router = Router()

    @router.on(PersonChanged)
    def learn(desk: Desk, event: PersonChanged) -> Replies:
        facts = event.facts
        people.learn(desk.session, facts.ref, now=desk.now, name=facts.name, zone=facts.zone)
        return []

    @router.command("echo", usage="<words>", hint="say the same")
    def echo(desk: Desk, event: Commanded) -> Replies:
        said = f"Echo: {event.words}"
        return [Whisper(Card(said, (plain(said),)))]

    set_up("warning", for_good=True)
    database = Database(f"sqlite:///{Path(folder) / 'echo.db'}")
    SQLModel.metadata.create_all(database.engine)
    settings = Settings.model_validate(
        {
            "TEAMS_APP_ID": APP,
            "TEAMS_OPENID_URL": f"{sink}openid",
            "TEAMS_SERVICE_HOSTS": "127.0.0.1",
        }
    )

    def now() -> datetime:
        return datetime.now(UTC)

    teams = Teams(settings, database, now)
    platforms: dict[str, Platform] = {"msteams": teams.platform}
    routes = teams.listen(Dispatch(database, router, platforms, now, lambda: None), router)

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await teams.start()
        yield
        await teams.stop()

    return Starlette(routes=[*routes, Route("/healthz", alive)], lifespan=life)


def stock(sink: str, _folder: str) -> Starlette:
    """The echo bot of Microsoft's own examples."""
    from botbuilder.core import CloudAdapterBase, TurnContext
    from botbuilder.schema import Activity
    from botframework.connector.auth import (
        AuthenticationConstants,
        BotFrameworkAuthenticationFactory,
        MicrosoftAppCredentials,
        PasswordServiceClientCredentialFactory,
    )

    # Nobody to log in with; ours goes without a token, too.
    MicrosoftAppCredentials.get_access_token = lambda self, force_refresh=False: "mine"
    adapter = type("Adapter", (CloudAdapterBase,), {})(
        BotFrameworkAuthenticationFactory.create(
            validate_authority=True,
            to_channel_from_bot_login_url=(
                AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX
            ),
            to_channel_from_bot_oauth_scope=(
                AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
            ),
            to_bot_from_channel_token_issuer=(
                AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER
            ),
            oauth_url=AuthenticationConstants.OAUTH_URL,
            to_bot_from_channel_open_id_metadata_url=f"{sink}openid",
            to_bot_from_emulator_open_id_metadata_url=f"{sink}openid",
            credential_factory=PasswordServiceClientCredentialFactory(APP, "secret"),
        )
    )

    async def echo(context: TurnContext) -> None:
        await context.send_activity(f"Echo: {context.activity.text}")

    async def messages(request: Request) -> Response:
        activity = Activity().deserialize(await request.json())
        header = request.headers.get("authorization", "")
        await adapter.process_activity(header, activity, echo)
        return Response(status_code=200)

    return Starlette(routes=[Route(PATH, messages, methods=["POST"]), Route("/healthz", alive)])


if __name__ == "__main__":
    which, port, at, where = sys.argv[1:]
    app = {"ours": ours, "stock": stock}[which](at, where)
    settle_in()
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    server.run(sockets=[listener("127.0.0.1", int(port))])
