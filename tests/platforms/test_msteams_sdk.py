"""What is put right in Microsoft's SDK: each repair beside the fault it is for."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from botbuilder.core import ActivityHandler
from botbuilder.schema import Activity, ChannelAccount
from botframework.connector.auth import (
    AppCredentials,
    BotFrameworkAuthenticationFactory,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth.jwt_token_extractor import _OpenIdMetadata
from jsonpickle.unpickler import Unpickler
from msrest import Serializer
from msrest.pipeline.aiohttp import AioHTTPSender
from msrest.universal_http import ClientRequest
from msrest.universal_http.requests import ClientRetryPolicy

from bot.msteams import keys as our_keys
from bot.msteams.access import Access
from bot.msteams.book import Book, Entry, Heard
from bot.msteams.hosts import Hosts
from bot.msteams.keys import Keys, UnknownKey, Unreachable
from bot.msteams.proven import Proven
from bot.msteams.sdk import Forged, Invoked, Sdk
from tests.fakes.msteams import FakeTeams
from tests.fakes.msteams.delivery import Forged as How
from tests.platforms.surface_teams import on_teams
from tests.platforms.surfaces import NOW

BUILT: list[str] = []


def built_by(whom: str) -> str:
    """What hostile content calls where it is unpickled."""
    BUILT.append(whom)
    return whom


FORGED: list[How] = ["not a token", "unknown kid", "expired", "not yet"]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTeams]:
    async with FakeTeams.running() as teams:
        yield teams


@pytest.fixture
async def sdk(fake: FakeTeams) -> AsyncIterator[Sdk]:
    made = Sdk(Access(fake.app_id, openid_url=fake.openid_url), token=lambda: "mine")
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def as_it_comes() -> Iterator[None]:
    """Without our repair of the list of codes."""
    ours = ClientRetryPolicy.safe_codes
    ClientRetryPolicy.safe_codes = [code for code in range(500) if code != 408] + [501, 505]
    yield
    ClientRetryPolicy.safe_codes = ours


def message(fake: FakeTeams) -> dict[str, Any]:
    return {"type": "message", "channelId": "msteams", "serviceUrl": fake.service_url, "id": "1"}


async def nothing(_: dict[str, Any]) -> None:
    return None


@pytest.mark.parametrize("how", FORGED)
async def test_a_bad_token_is_one_kind_of_no(fake: FakeTeams, sdk: Sdk, how: How) -> None:
    with pytest.raises(Forged):
        await sdk.hear(f"Bearer {fake.token(how)}", message(fake), nothing)


async def test_the_fault_bad_tokens_raise_whatever_the_sdk_trips_over(
    fake: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = BotFrameworkAuthenticationFactory.create(
        credential_factory=PasswordServiceClientCredentialFactory(fake.app_id, "x")
    )
    activity = Activity(channel_id="msteams", service_url=fake.service_url)
    for header in ("Bearer not-a-token", "Bearer a.b.c"):
        with pytest.raises(Exception) as raised:  # noqa: PT011
            await stock.authenticate_request(activity, header)
        assert not isinstance(raised.value, PermissionError)


async def test_a_new_key_is_found_within_the_hour_and_unknown_ones_cost_one_question(
    fake: FakeTeams,
) -> None:
    now = [0.0]
    keys = Keys(fake.openid_url, lambda: now[0])
    from tests.fakes.msteams.keys import kid

    await keys.get(kid(0))
    fake.rotate_keys()
    for _ in range(20):
        with pytest.raises(UnknownKey):
            await keys.get(kid(1))
    assert fake.calls_by_operation["keys"] == 1
    now[0] += our_keys.UNKNOWN_AGAIN
    assert (await keys.get(kid(1))).endorsements
    for _ in range(20):
        with pytest.raises(UnknownKey):
            await keys.get("nobody's")
    assert fake.calls_by_operation["keys"] == 2


def test_the_fault_an_unknown_key_is_an_error_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import datetime, timedelta

    stock = _OpenIdMetadata("http://unused.example/")
    stock.keys = [{"kid": "old"}]
    stock.last_updated = datetime.now() - timedelta(hours=23)  # noqa: DTZ005  (its own way)
    with pytest.raises(IndexError):
        stock._find("new")


async def test_keys_that_cannot_be_fetched_again_go_on_being_good(fake: FakeTeams) -> None:
    from tests.fakes.msteams.keys import kid

    now = [0.0]
    keys = Keys(fake.openid_url, lambda: now[0])
    await keys.get(kid(0))
    now[0] += our_keys.FRESH
    fake.fault("metadata", status=500)
    assert await keys.get(kid(0))
    nowhere = Keys("http://127.0.0.1:9/", lambda: now[0])
    with pytest.raises(Unreachable):
        await nowhere.get("any")


def test_the_list_of_codes_is_looked_up_and_not_searched() -> None:
    assert isinstance(ClientRetryPolicy.safe_codes, frozenset)


@pytest.mark.usefixtures("as_it_comes")
def test_the_fault_every_client_searches_a_list_of_500_a_thousand_times() -> None:
    def took(codes: Any) -> float:
        ClientRetryPolicy.safe_codes = codes
        began = time.perf_counter()
        for _ in range(5):
            ClientRetryPolicy()
        return time.perf_counter() - began

    as_list = ClientRetryPolicy.safe_codes
    assert took(as_list) > 5 * took(frozenset(as_list))


async def test_one_connector_serves_each_address(sdk: Sdk) -> None:
    first = await sdk._connectors.create("https://smba.trafficmanager.net/teams/")
    assert await sdk._connectors.create("https://smba.trafficmanager.net/teams/") is first
    assert await sdk._connectors.create("https://smba.trafficmanager.net/emea/") is not first


async def test_the_fault_the_stock_factory_builds_a_connector_each_time() -> None:
    factory = BotFrameworkAuthenticationFactory.create().create_connector_factory(
        type("Identity", (), {"get_claim_value": lambda self, _: ""})()
    )
    assert await factory.create("https://a.example/") is not await factory.create(
        "https://a.example/"
    )


async def test_calls_carry_our_token_and_every_field(fake: FakeTeams, sdk: Sdk) -> None:
    from tests.fakes.msteams.tokens import issued

    fake.add_channel("harbor", [fake.add_person("Ada")])
    place = fake.place("harbor")
    token = issued(fake, fake.tenant.id)
    sdk._tokens._get = lambda: token
    body = {"type": "message", "text": "hello", "recipient": {"id": place.members[0]}}
    path = f"v3/conversations/{place.id}/activities?isTargetedActivity=true"
    told = await sdk.call(fake.service_url, "post", path, body)
    assert told.status == 201
    assert fake.calls[-1].targeted
    assert fake.calls[-1].body == body


async def test_the_fault_the_sdk_s_own_sender_on_aiohttp_sends_nothing(fake: FakeTeams) -> None:
    sender = AioHTTPSender()
    request = ClientRequest("POST", f"{fake.service_url}v3/conversations")
    request.headers["Authorization"] = "Bearer mine"
    request.add_content({"isGroup": False})
    answer = await sender.driver.send(request)
    assert answer.status_code == 401
    assert "no bearer token" in json.loads(answer.body())["error"]["message"]
    await sender.driver._session.close()


def test_the_fault_its_models_drop_what_they_do_not_know() -> None:
    from botframework.connector import models

    known = {name: kind for name, kind in models.__dict__.items() if isinstance(kind, type)}
    raw = {"type": "message", "recipient": {"id": "29:1", "isTargeted": True}}
    sent = Serializer(known).body(raw, "Activity")
    assert "isTargeted" not in sent["recipient"]
    assert not hasattr(ChannelAccount(id="29:1"), "is_targeted")


async def test_one_session_sends_for_all_and_follows_nobody_elsewhere(
    sdk: Sdk, fake: FakeTeams
) -> None:
    session = sdk.sender.session
    assert isinstance(session, aiohttp.ClientSession)
    await sdk.call(fake.service_url, "get", "v3/conversations/x/members")
    await sdk.call(fake.service_url.replace("teams", "emea"), "get", "v3/x")
    assert sdk.sender.session is session


async def test_calls_are_never_repeated_by_themselves(fake: FakeTeams, sdk: Sdk) -> None:
    fake.fault("*", status=503, times=9)
    before = len(fake.calls)
    told = await sdk.call(fake.service_url, "put", "v3/conversations/x/activities/1", {})
    assert told.status in (401, 503)
    assert len(fake.calls) == before + 1


def test_the_fault_the_sdk_trusts_every_service_url() -> None:
    assert AppCredentials.is_trusted_service("https://evil.example/")
    assert not Hosts().trusts("https://evil.example/")


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://europe.api.botframework.com/", True),
        ("https://SMBA.trafficmanager.net/teams", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://evil.example/smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://evilbotframework.com/", False),
        ("https://smba.trafficmanager.net/{x}/", False),
        ("http://127.0.0.1:3979/", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_microsoft_s_hosts_are_trusted(url: str, trusted: bool) -> None:
    assert Hosts().trusts(url) is trusted


def test_hosts_can_be_added() -> None:
    hosts = Hosts("127.0.0.1:3979, .gateway.example,[::1]:80")
    assert hosts.trusts("http://127.0.0.1:5/x")
    assert hosts.trusts("http://[::1]:5/x")
    assert hosts.trusts("https://a.gateway.example/")
    assert not hosts.trusts("https://gateway.example.org/")


async def test_an_invoke_s_value_stays_the_dict_it_came_as(fake: FakeTeams, sdk: Sdk) -> None:
    value = {"action": {"verb": "form", "data": {"n": 1}}}
    told = {**message(fake), "type": "invoke", "name": "adaptiveCard/action", "value": value}

    async def turn(heard: dict[str, Any]) -> Invoked:
        return Invoked({"verb": heard["value"]["action"]["verb"]}, 201)

    answer = await sdk.hear(f"Bearer {fake.token()}", told, turn)
    assert answer == Invoked({"verb": "form"}, 201)


def test_the_fault_an_invoke_s_action_is_not_of_the_type_it_says() -> None:
    action = {"type": "Action.Execute", "verb": "form", "data": {"n": 1}}
    activity = Activity(type="invoke", name="adaptiveCard/action", value={"action": action})
    typed = ActivityHandler()._get_adaptive_card_invoke_value(activity)
    assert typed.action == action
    with pytest.raises(AttributeError):
        typed.action.verb  # noqa: B018


async def test_what_we_keep_of_a_conversation_stays_plain_data(tmp_path: Path) -> None:
    hostile = {"py/reduce": [{"py/function": f"{__name__}.built_by"}, {"py/tuple": ["x"]}]}
    async with on_teams(tmp_path) as at:
        heard = Heard("direct", "ada", Entry(at.fake.service_url, "a:1", about={"name": hostile}))
        await at.teams.book.note(at.fake.tenant.id, [heard])
        # Another process, which has to read it from the database.
        other = Book(at.dispatch.database, lambda: NOW)
        found = await other.of(at.fake.tenant.id, "direct", "ada")
    assert found is not None
    assert found.about["name"] == hostile
    assert BUILT == []


def test_the_fault_the_sdk_s_storages_build_what_they_read() -> None:
    """As they read a document: whoever can write there, or into what is kept, runs what he likes."""
    hostile = {"py/reduce": [{"py/function": f"{__name__}.built_by"}, {"py/tuple": ["x"]}]}
    try:
        Unpickler().restore({"conversation": hostile})
        assert BUILT == ["x"]
    finally:
        BUILT.clear()


async def test_the_fault_without_an_app_id_the_sdk_takes_anybody() -> None:
    stock = PasswordServiceClientCredentialFactory("", "")
    assert await stock.is_authentication_disabled()
    assert MicrosoftAppCredentials.empty().microsoft_app_id == ""


async def test_a_token_seen_a_moment_ago_is_not_looked_at_again(
    fake: FakeTeams, sdk: Sdk, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = f"Bearer {fake.token()}"
    await sdk.hear(header, message(fake), nothing)

    async def looked(*_: object) -> None:
        raise AssertionError("looked at again")

    checked = sdk.bot_framework_authentication
    name = "_government_channel_validation_authenticate_channel_token"
    monkeypatch.setattr(checked, name, looked)
    await sdk.hear(header, message(fake), nothing)
    # For another address it proves nothing.
    with pytest.raises(Forged):
        await sdk.hear(header, {**message(fake), "serviceUrl": "https://evil.example/"}, nothing)


def test_what_was_proven_ends_with_its_token() -> None:
    now = [1000.0]
    proven = Proven(lambda: now[0])
    proven.keep("Bearer x", "msteams", "https://a/", "ada", expires=1030.0)
    assert proven.get("Bearer x", "msteams", "https://a/") == "ada"
    assert proven.get("Bearer y", "msteams", "https://a/") is None
    now[0] = 1030.0
    assert proven.get("Bearer x", "msteams", "https://a/") is None
