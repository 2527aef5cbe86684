"""A bot of few lines at the other end of the fake Teams: raw HTTP, nothing of Microsoft's or ours."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.unhurried import PATIENCE

from .msteams import FakeTeams, Person, Place
from .slack import serving

JSON = dict[str, Any]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


@dataclass
class Now:
    """A clock that moves only when told."""

    at: float = 1_795_424_400.0

    def __call__(self) -> float:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += seconds


@dataclass
class TeamsScene:
    """One tenant, two people, one channel with the bot in it, and the bot."""

    teams: FakeTeams
    now: Now
    ada: Person
    ben: Person
    harbor: Place
    http: httpx.AsyncClient
    heard: list[JSON] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    then: dict[str, Any] = field(default_factory=dict)
    """By an invoke's name, what is answered; `status` is that of all answers."""
    bearer: str = ""

    async def token(self, **other: str) -> httpx.Response:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.teams.app_id,
            "client_secret": self.teams.app_password,
            "scope": "https://api.botframework.com/.default",
        }
        return await self.http.post(self.teams.token_url, data={**asked, **other})

    async def call(self, method: str, path: str, body: Any = None, **more: Any) -> httpx.Response:
        if not self.bearer:
            self.bearer = (await self.token()).json()["access_token"]
        headers = {"Authorization": f"Bearer {self.bearer}", **more.pop("headers", {})}
        url = f"{self.teams.service_url}v3/{path}"
        given = {} if body is None else {"json": body}
        return await self.http.request(method, url, headers=headers, **given, **more)

    async def send(self, where: Place | str, body: Any, query: str = "") -> httpx.Response:
        return await self.call("POST", f"{conversation(where)}/activities{query}", body)

    async def post(self, where: Place | str, card: JSON) -> Any:
        """A card that has to be taken; gives the message."""
        answer = await self.send(where, with_card(card))
        assert answer.status_code == 201, answer.text
        base = where if isinstance(where, Place) else self.teams.place(where.partition(";")[0])
        return base.message(answer.json()["id"])

    async def _door(self, request: Request) -> Response:
        told = await request.json()
        self.heard.append(told)
        self.headers.append(dict(request.headers))
        body = self.then.get(told.get("name", ""))
        status = self.then.get("status", 200)
        return Response(status_code=status) if body is None else JSONResponse(body, status)


@contextlib.asynccontextmanager
async def teams_scene(**settings: Any) -> AsyncIterator[TeamsScene]:
    now = Now()
    async with (
        FakeTeams.running(clock=now, **settings) as teams,
        # Without certificates, which take long to load and are not needed here.
        httpx.AsyncClient(verify=False, timeout=PATIENCE) as http,
    ):
        ada = teams.add_person("Ada Brandt", tz="Europe/Berlin")
        ben = teams.add_person("Ben")
        scene = TeamsScene(teams, now, ada, ben, teams.add_channel("harbor", [ada, ben]), http)
        door = Starlette(routes=[Route("/api/messages", scene._door, methods=["POST"])])
        async with serving(door) as port:
            teams.app_url = f"http://127.0.0.1:{port}/api/messages"
            yield scene


def conversation(where: Place | str) -> str:
    return f"conversations/{quote(where if isinstance(where, str) else where.id, safe='')}"


def words(text: str) -> JSON:
    return {"type": "message", "text": text}


def with_card(card: JSON) -> JSON:
    attachment = {"contentType": ADAPTIVE, "content": card}
    return {"type": "message", "summary": "A card", "attachments": [attachment]}


def card(*body: JSON, actions: list[JSON] | None = None, **more: Any) -> JSON:
    made: JSON = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}
    return made | ({"actions": actions} if actions else {})


def block(text: str, **more: Any) -> JSON:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def execute(title: str, **data: Any) -> JSON:
    both = {"title": title, "data": data}
    fallback = {"type": "Action.Submit", **both}
    return {"type": "Action.Execute", "verb": title.lower(), "fallback": fallback, **both}


def opens(title: str, **data: Any) -> JSON:
    told = {**data, "msteams": {"type": "task/fetch"}}
    return {"type": "Action.Submit", "title": title, "data": told}


def line(ref: str, label: str, **more: Any) -> JSON:
    return {"type": "Input.Text", "id": ref, "label": label, **more}


def task(made: JSON, title: str = "Stand-up") -> JSON:
    value = {"title": title, "card": {"contentType": ADAPTIVE, "content": made}}
    return {"task": {"type": "continue", "value": value}}
