"""A team with a webhook, another program that it tells, and one that calls it."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.seal import Seal
from bot.web.hooks import hooks
from bot.webhooks.calling import Webhooks
from storage.models import Webhook, WebhookCall
from storage.session import Database
from tests.fakes.slack import serving
from tests.flows.blocked import Crew, crew
from tests.flows.office import Office, at, opened, told
from tests.unhurried import PATIENCE

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/webhook.schema.json").read_text())
SECRET = "secret-part-7d1"
REAL = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""What the machine's own clock says."""


@dataclass
class Listener:
    """The other program."""

    port: int = 0
    status: int = 200
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{SECRET}"

    async def answer(self, request: Request) -> Response:
        self.heard.append((dict(request.headers), await request.body()))
        if self.status == 302:
            return RedirectResponse("/elsewhere", 302)
        return Response(status_code=self.status)

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.heard]

    @property
    def kinds(self) -> list[str]:
        return [each["kind"] for each in self.told]


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    routes = [Route(f"/{SECRET}", found.answer, methods=["POST"])]
    async with serving(Starlette(routes=routes)) as port:
        found.port = port
        yield found


@dataclass
class House:
    office: Office
    webhooks: Webhooks
    web: httpx.AsyncClient
    seal: Seal
    key: str = ""
    link: str = ""

    async def calls(self) -> None:
        await self.webhooks.call()
        await self.office.deliver()

    async def team(self, listener: Listener | None = None) -> Crew:
        self.office.now = at("10:00")
        team = await crew(self.office)
        await self.sets(team, address=listener.address if listener else "")
        await self.calls()
        return team

    async def sets(self, team: Crew, **answers: str) -> str:
        form = opened(await team.ada.commands("/team webhook"))
        given = {name: value for name, value in answers.items() if value}
        said = told(await team.ada.sends(form, given))
        if found := re.search(r"sign with:\n(\S+)", said):
            self.key = found[1]
            self.link = said.split("http://127.0.0.1:3000")[1].split()[0]
        return said

    def hook(self) -> Webhook | None:
        with self.office.inside() as session:
            return session.exec(select(Webhook)).first()

    def left(self) -> list[str]:
        with self.office.inside() as session:
            found = session.exec(select(WebhookCall).order_by(col(WebhookCall.id))).all()
            return [each.kind for each in found if each.state == "waiting"]

    async def posts(
        self, content: Any, *, key: str = "", at: datetime = REAL, **headers: str
    ) -> httpx.Response:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        stamp = str(int(at.timestamp()))
        signed = hmac.new((key or self.key).encode(), f"{stamp}.".encode() + body, hashlib.sha256)
        given = {
            "Drumbeat-Timestamp": stamp,
            "Drumbeat-Signature": f"v1={signed.hexdigest()}",
            **headers,
        }
        answer = await self.web.post(self.link, content=body, headers=given)
        await self.office.deliver()
        return answer


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    office, seal = Office(database), Seal(Fernet.generate_key().decode())
    office.dispatch.seals = seal
    calling = Webhooks(
        database, seal, office.dispatch.handle, lambda: office.now, lambda: REAL, is_lenient=True
    )
    routes = hooks(database, seal, office.dispatch.handle, lambda: REAL)
    async with (
        serving(Starlette(routes=routes)) as port,
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE
        ) as web,
    ):
        yield House(office, calling, web, seal)
