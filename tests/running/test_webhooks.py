"""A team's webhook over real HTTP: what is told, that nothing is lost, and how it is told."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from cryptography.fernet import Fernet
from jsonschema import Draft202012Validator
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.seal import Seal
from bot.web.hooks import MOST, hooks
from bot.webhooks.calling import Webhooks
from storage import webhooks as stored
from storage.models import Webhook, WebhookCall
from storage.session import Database
from tests.fakes.slack import serving
from tests.flows.blocked import Crew, answered, card, crew, does, kinds, notices, presses_told, rows
from tests.flows.office import Office, at, in_days, opened, set_up, told

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
        if found := re.search(r"sign with: (\S+)", said):
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
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as web,
    ):
        yield House(office, calling, web, seal)


# What is told.
async def test_logged_escalated_and_resolved_are_told_as_the_schema_says(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging @Chiara by Friday 3pm")
    await house.calls()
    await house.office.until(at("10:00", day=in_days(1)))
    await house.calls()
    await does(team.chiara, "Resolve", card(house.office), words="Role given.")
    await house.calls()
    assert listener.kinds == [
        "ping",
        "blocker.created",
        "blocker.escalated",
        "blocker.escalated",
        "blocker.resolved",
    ]
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for each in listener.told:
        validator.validate(each)
    _, created, first, second, resolved = listener.told
    assert created["team"] == "Core"
    assert created["blocker"]["summary"] == "No access to staging"
    assert (created["blocker"]["number"], created["blocker"]["owner"]) == (1, "Chiara")
    assert created["blocker"]["blocked"] == ["Ben"]
    assert first["escalated_to"] == {"role": "scrum master", "people": ["Ada"]}
    assert second["escalated_to"] == {"role": "owner", "people": ["Chiara"]}
    assert resolved["blocker"]["status"] == "resolved"
    assert resolved["blocker"]["closing"] == "Role given."
    assert house.left() == []


async def test_what_is_dismissed_merged_or_opened_again_is_told_too(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging")
    await does(team.ben, "Resolve", card(house.office), words="Done.")
    await does(team.ben, "Reopen", card(house.office), words="Gone again.")
    await team.ben.commands("/blocker The vendor does not answer")
    more = await team.ben.presses("More", card_of(house.office, "vendor"))
    await team.ben.sends(opened(await presses_told(team.ben, "Merge", more)), {"words": "1"})
    more = await team.ben.presses("More", card_of(house.office, "staging"))
    await team.ben.sends(opened(await presses_told(team.ben, "Dismiss", more)), {"words": "No."})
    await house.calls()
    ended = [each for each in listener.told if each["kind"] == "blocker.dismissed"]
    assert [each["blocker"]["number"] for each in ended] == [2, 1]
    assert [each["blocker"]["merged_into"] for each in ended] == [1, None]
    assert listener.kinds.count("blocker.reopened") == 1
    for each in listener.told:
        Draft202012Validator(SCHEMA).validate(each)


def card_of(office: Office, said: str) -> Any:
    return next(each for each in office.shown("C-core") if said in each.words)


async def test_tickets_that_its_words_name_come_along(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    form = opened(await team.ada.commands("/team trackers"))
    await team.ada.sends(form, {"lines": "https://harbor.atlassian.net"})
    await team.ben.commands("/blocker PORT-12 is stuck")
    await house.calls()
    url = "https://harbor.atlassian.net/browse/PORT-12"
    created = listener.told[1]["blocker"]
    assert created["tickets"] == [{"label": "PORT-12", "url": url}]
    Draft202012Validator(SCHEMA).validate(listener.told[1])


async def test_private_ones_never_go_out(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="My raise", private="yes"))
    await house.office.until(at("17:00", day=in_days(4)))
    await house.calls()
    assert listener.kinds == ["ping"]
    assert kinds(house.office).count("escalated") > 0


async def test_every_message_is_signed_over_time_and_body(house: House, listener: Listener) -> None:
    await house.team(listener)
    headers, body = listener.heard[0]
    stamp = headers["drumbeat-timestamp"]
    assert stamp == str(int(REAL.timestamp()))
    right = hmac.new(house.key.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["drumbeat-signature"] == f"v1={right}"
    assert headers["drumbeat-id"] == json.loads(body)["id"]
    assert headers["content-type"] == "application/json"


async def test_what_is_undone_is_not_told(house: House, listener: Listener) -> None:
    await house.team(listener)
    hook = house.hook()
    assert hook is not None
    with house.office.inside() as session:
        stored.hand_out(session, hook.key, "blocker.created", {}, house.office.now)
        session.rollback()
    await house.calls()
    assert listener.kinds == ["ping"]


async def test_what_fails_is_told_later_in_its_order_and_as_the_same(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    listener.status = 503
    await team.ben.commands("/blocker No access to staging")
    await does(team.ben, "Resolve", card(house.office), words="Done.")
    await house.calls()
    await house.calls()
    assert listener.kinds == ["ping", "blocker.created"]
    assert house.left() == ["blocker.created", "blocker.escalated", "blocker.resolved"]
    house.office.now += timedelta(seconds=6)
    await house.calls()
    assert len(listener.heard) == 3
    listener.status = 204
    house.office.now += timedelta(seconds=11)
    await house.calls()
    assert listener.kinds[3:] == ["blocker.created", "blocker.escalated", "blocker.resolved"]
    assert listener.heard[1][1] == listener.heard[2][1] == listener.heard[3][1]
    assert len({each["id"] for each in listener.told}) == 4


async def test_what_a_process_had_in_hand_that_is_no_more_is_told_by_another(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging")
    await house.office.database.run(house.webhooks._claim)
    await house.calls()
    assert listener.kinds == ["ping"]
    house.office.now += timedelta(minutes=2)
    await house.calls()
    assert listener.kinds[1:] == ["blocker.created", "blocker.escalated"]


async def test_the_scrum_master_hears_once_that_it_fails_and_nothing_is_tried_for_ever(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    listener.status = 500
    await team.ben.commands("/blocker No access to staging")
    for _ in range(80):
        await house.calls()
        house.office.now += timedelta(hours=1)
    heard = [each for each in team.ada.inbox() if each.subject.startswith("webhook:")]
    assert len(heard) == 1
    assert "The webhook of Core at 127.0.0.1 does not work. It answers with an error (500)." in (
        heard[0].words
    )
    assert house.left() == []
    form = opened(await team.ada.commands("/team webhook"))
    assert "127.0.0.1 can’t be told just now. It answers with an error (500)." in str(form)


async def test_who_gave_an_address_that_does_not_work_hears_at_once(
    house: House, listener: Listener
) -> None:
    listener.status = 302
    team = await house.team(listener)
    assert "It sends me elsewhere." in team.ada.inbox()[-1].words
    assert len(listener.heard) == 1


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/x", "https://10.0.0.1/x", "https://169.254.169.254/x", "http://1.1.1.1/x"],
)
async def test_nobody_calls_through_us_what_is_private_or_in_the_open(
    house: House, address: str
) -> None:
    house.webhooks._is_lenient = False
    house.office.now = at("10:00")
    team = await crew(house.office)
    await house.sets(team, address=address)
    await house.calls()
    why = ("leads into a private network", "has to begin with https://")
    assert any(each in team.ada.inbox()[-1].words for each in why)


async def test_neither_address_nor_key_is_kept_in_the_open_or_logged(
    house: House, listener: Listener
) -> None:
    with structlog.testing.capture_logs() as logs:
        team = await house.team(listener)
        listener.status = 500
        await team.ben.commands("/blocker No access to staging")
        await house.calls()
    hook = house.hook()
    assert hook is not None
    form = str(opened(await team.ada.commands("/team webhook")))
    kept = json.dumps([hook.model_dump(), logs, form], default=str)
    for secret in (SECRET, house.key, house.link.rpartition("/")[2]):
        assert secret not in kept


async def test_the_key_stays_until_a_new_one_is_made(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    key, link = house.key, house.link
    assert "as before" in await house.sets(team, address=listener.address)
    await house.sets(team, renew="yes")
    assert house.key != key and house.link != link
    await house.calls()
    assert len(listener.heard) >= 2
    old = await house.web.post(link)
    assert old.status_code == 404
    assert "I call nobody" in await house.sets(team, address="none")
    assert "no webhook any more" in await house.sets(team, ends="yes")
    assert house.hook() is None


async def test_only_who_runs_the_team_makes_one(house: House) -> None:
    house.office.now = at("10:00")
    team = await crew(house.office)
    assert (await team.ben.commands("/team webhook")).refused
    form = opened(await team.ada.commands("/team webhook"))
    assert (await team.ben.sends(form, {})).refused
    wrong = await team.ada.sends(form, {"address": "hooks"})
    assert wrong.errors is not None and "https://" in wrong.errors["address"]


async def test_it_goes_with_the_installation(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging")
    await house.office.is_uninstalled()
    await house.calls()
    assert listener.kinds == ["ping"]
    assert house.hook() is None
    assert (await house.posts({"kind": "blocker.resolve", "number": 1})).status_code == 404


# What is heard.
async def test_a_signed_call_resolves_a_blocker(house: House) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging @Chiara")
    answer = await house.posts({"kind": "blocker.resolve", "number": 1, "how": "Access granted."})
    assert (answer.status_code, answer.json()) == (200, {"message": "Blocker 1 is resolved."})
    assert rows(house.office)[0].status == "resolved"
    assert "Access granted." in card(house.office).words
    for who in (team.ben, team.chiara):
        assert "A webhook resolved this:" in notices(who)[-1].words
    more = told(await team.ben.presses("More", card(house.office)))
    assert "resolved by webhook: Access granted." in more
    again = await house.posts({"kind": "blocker.resolve", "number": 1})
    assert again.json() == {"message": "Blocker 1 is resolved already."}


async def test_the_same_message_has_its_effect_once(house: House) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging")
    said = {"kind": "blocker.resolve", "number": 1}
    await house.posts(said)
    await does(team.ben, "Reopen", card(house.office), words="Gone again.")
    answer = await house.posts(said)
    assert (answer.status_code, answer.json()["error"]) == (409, "repeated")
    assert rows(house.office)[0].status == "open"
    assert (await house.posts(said, at=REAL + timedelta(seconds=1))).status_code == 200


async def test_by_link_the_one_that_has_it_is_meant(house: House) -> None:
    team = await house.team()
    form = opened(await team.ada.commands("/team trackers"))
    await team.ada.sends(form, {"lines": "https://harbor.atlassian.net"})
    await team.ben.commands("/blocker PORT-12 is stuck")
    await team.ben.commands("/blocker The map editor waits for PORT-13")
    link = "https://harbor.atlassian.net/browse/PORT-13?from=hook"
    answer = await house.posts({"kind": "blocker.resolve", "link": link})
    assert answer.json() == {"message": "Blocker 2 is resolved."}
    missing = await house.posts({"kind": "blocker.resolve", "link": "https://x.example/1"})
    assert missing.json()["message"] == "No open blocker in Core has this link."
    await team.chiara.commands("/blocker Cannot test before that is done: PORT-12")
    link = "https://harbor.atlassian.net/browse/PORT-12"
    several = await house.posts({"kind": "blocker.resolve", "link": link})
    assert several.json()["message"].startswith("Blockers 1 and 3 have this link.")


async def test_another_team_s_and_private_ones_are_not_there_for_it(house: House) -> None:
    team = await house.team()
    lee = house.office.person("Lee")
    await set_up(house.office, lee, place="C-other", name="Other")
    await lee.commands("/blocker Theirs", place="C-other")
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="My raise", private="yes"))
    for number in (1, 2, 3):
        answer = await house.posts({"kind": "blocker.resolve", "number": number})
        assert answer.status_code == 422
        assert answer.json() == {
            "error": "refused",
            "message": f"There is no blocker {number} in Core.",
        }
    assert {each.status for each in rows(house.office)} == {"open"}


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Drumbeat-Signature": ""}, "are needed"),
        ({"Drumbeat-Timestamp": ""}, "are needed"),
        ({"Drumbeat-Timestamp": "today"}, "seconds since 1970"),
        ({"Drumbeat-Timestamp": "²"}, "seconds since 1970"),
        ({"Drumbeat-Timestamp": "1795424400"}, "minutes off"),
        ({"Drumbeat-Signature": "v1=" + "0" * 64}, "does not fit"),
        ({"Drumbeat-Signature": "v1=é"}, "does not fit"),
    ],
)
async def test_what_is_not_signed_as_it_should_be_has_no_effect(
    house: House, headers: dict[str, str], why: str
) -> None:
    team = await house.team()
    await team.ben.commands("/blocker No access to staging")
    latin = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
    answer = await house.posts({"kind": "blocker.resolve", "number": 1}, **latin)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed")
    assert why in answer.json()["message"] or headers["Drumbeat-Timestamp"] == "²"
    assert rows(house.office)[0].status == "open"


async def test_an_old_message_and_one_of_another_key_are_not_signed(house: House) -> None:
    await house.team()
    said = {"kind": "blocker.resolve", "number": 1}
    for answer in (
        await house.posts(said, at=REAL - timedelta(minutes=6)),
        await house.posts(said, at=REAL + timedelta(minutes=6)),
        await house.posts(said, key="another"),
    ):
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"not json", 400, "no_json"),
        (b"\xff\xfe", 400, "no_json"),
        (b"[" * 50_000, 400, "no_json"),
        ([], 400, "no_kind"),
        ({"number": 1}, 400, "no_kind"),
        ({"kind": "blocker.resolve", "number": [1]}, 400, "wrong_value"),
        ({"kind": "blocker.resolve", "number": True}, 400, "wrong_value"),
        ({"kind": "blocker.eat"}, 422, "unknown_kind"),
        ({"kind": "blocker.resolve"}, 422, "refused"),
        ({"kind": "blocker.resolve", "number": -1}, 422, "refused"),
        ({"kind": "blocker.resolve", "number": 10**30}, 422, "refused"),
        ({"kind": "blocker.resolve", "number": 1, "how": "x" * 4000}, 422, "refused"),
        (b"x" * 70_000, 413, "too_long"),
    ],
)
async def test_what_is_wrong_is_said_as_json(
    house: House, content: Any, status: int, code: str
) -> None:
    await house.team()
    answer = await house.posts(content)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.json()["message"]


async def test_whoever_calls_too_often_waits(house: House) -> None:
    await house.team()
    codes = [(await house.web.post(house.link)).status_code for _ in range(MOST + 1)]
    assert set(codes) == {401, 429}
    assert codes[-1] == 429


async def test_nothing_is_told_of_what_nobody_was_given(house: House) -> None:
    for secret in ("x", "a" * 43, "a" * 5000):
        answer = await house.web.post(f"/hooks/{secret}", content=b"{}")
        assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_the_examples_of_the_page_are_as_the_schema_says() -> None:
    page = (Path(__file__).parents[2] / "docs/webhooks.md").read_text()
    examples = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    told_of = [each for each in examples if "id" in each]
    assert {each["kind"] for each in told_of} >= {"blocker.escalated"}
    for each in told_of:
        Draft202012Validator(SCHEMA).validate(each)
