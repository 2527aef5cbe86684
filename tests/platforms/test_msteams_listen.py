"""The door of Teams: whose a request is, and what is not let in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog.testing
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor

from bot.msteams.keys import Keys
from tests.fakes.msteams import envelopes
from tests.fakes.msteams.delivery import Forged
from tests.platforms.slack_bench import tiny_router
from tests.platforms.surface_teams import OnTeams, on_teams


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[OnTeams]:
    told: list[Any] = []
    async with on_teams(tmp_path, tiny_router(told)) as opened:
        opened.told = told
        yield opened


def hello(at: OnTeams, text: str = "hello") -> dict[str, Any]:
    ada = at.fake.person("ada")
    return envelopes.said(at.fake, at.fake.bot_chat(ada), ada, text)


@pytest.mark.parametrize(
    "forged",
    [
        "no token",
        "not a token",
        "not signed",
        "wrong key",
        "unknown kid",
        "wrong issuer",
        "wrong audience",
        "expired",
        "not yet",
        "wrong service url",
        "no service url",
        "emulator",
    ],
)
async def test_who_is_not_teams_gets_401_and_has_no_effect(at: OnTeams, forged: Forged) -> None:
    before = len(at.fake.calls)
    status, _, _ = await at.fake.knock(hello(at), forged)
    assert status == 401
    assert at.told == []
    assert [call.operation for call in at.fake.calls[before:] if call.operation != "keys"] == []


async def test_who_is_teams_is_let_in(at: OnTeams) -> None:
    status, _, _ = await at.fake.knock(hello(at))
    assert status == 200
    assert len(at.told) == 1


async def test_a_service_url_of_anybody_gets_no_token_of_ours(at: OnTeams) -> None:
    before = len(at.fake.calls)
    # Signed, and with a claim that says the same: whoever has a bot of his own can have that.
    at.fake.host = "localhost"
    status, body, _ = await at.fake.knock(hello(at))
    assert (status, body) == (403, "Service URL not trusted")
    assert len(at.fake.calls) == before


async def test_another_channel_where_people_name_themselves_is_refused(at: OnTeams) -> None:
    status, _, _ = await at.fake.knock({**hello(at), "channelId": "directline"})
    # Its key is not endorsed for it, either.
    assert status in (401, 403)
    status, _, _ = await at.fake.knock({**hello(at), "channelId": "webchat"})
    assert status == 403
    assert at.told == []


async def test_another_tenant_is_refused_where_one_is_set(at: OnTeams) -> None:
    other = at.fake.add_tenant("Other")
    eve = at.fake.add_person("eve", tenant=other)
    answer = await at.fake.say(eve, None, "hello")
    assert answer.status == 403
    assert at.told == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 1_000_001, 413),
        (b"\xff\xfe", 400),
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"type": 7}', 400),
    ],
)
async def test_what_is_no_activity_is_refused_before_anything_reads_it(
    at: OnTeams, body: bytes, status: int
) -> None:
    assert (await at.fake.knock(body))[0] == status


@pytest.mark.parametrize("missing", ["conversation", "from", "recipient", "id"])
async def test_half_an_activity_is_refused_and_noted(at: OnTeams, missing: str) -> None:
    half = hello(at)
    del half[missing]
    with structlog.testing.capture_logs() as lines:
        status, _, _ = await at.fake.knock(half)
    assert status == 400
    assert any(line["event"] == "not an activity we know" for line in lines)


@pytest.mark.parametrize("kind", ["typing", "messageUpdate", "event", "new"])
async def test_what_is_not_for_us_is_taken_and_has_no_effect(at: OnTeams, kind: str) -> None:
    assert (await at.fake.knock({**hello(at), "type": kind}))[0] == 200
    assert at.told == []


async def test_an_invoke_nobody_knows_is_not_implemented(at: OnTeams) -> None:
    told = {**hello(at), "type": "invoke", "name": "signin/verifyState", "value": {}}
    assert (await at.fake.knock(told))[0] == 501


async def test_a_database_that_is_away_is_told_to_who_waits(
    at: OnTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(at.teams.book, "note", away)
    assert (await at.fake.knock(hello(at)))[0] == 503
    pressed = {
        **hello(at),
        "type": "invoke",
        "name": "adaptiveCard/action",
        "value": {"action": {"verb": "beat.done", "data": {"action": "beat.done"}}},
    }
    status, body, _ = await at.fake.knock(pressed)
    assert status == 200
    assert "cannot answer just now" in body["value"]


async def test_keys_that_are_not_to_be_had_are_no_proof_and_no_401(at: OnTeams) -> None:
    JwtTokenExtractor.metadataCache[at.fake.openid_url] = Keys(at.fake.openid_url)
    at.fake.rotate_keys()
    at.fake.fault("metadata", status=500)
    assert (await at.fake.knock(hello(at)))[0] == 503


async def test_no_log_holds_a_token_or_what_was_said(at: OnTeams) -> None:
    with structlog.testing.capture_logs() as lines:
        await at.fake.say("ada", None, "a secret between us")
        await at.fake.knock(hello(at, "a secret between us"), "expired")
    said = str(lines)
    assert "secret" not in said
    assert "eyJ" not in said


async def test_without_an_app_id_a_development_bot_answers_whoever_reaches_it(
    tmp_path: Path,
) -> None:
    given = {"TEAMS_APP_ID": "", "TEAMS_APP_PASSWORD": "", "TEAMS_SERVICE_HOSTS": ""}
    told: list[Any] = []
    async with on_teams(tmp_path, tiny_router(told), given=given) as at:
        assert (await at.fake.knock(hello(at), "no token"))[0] == 200
        assert len(told) == 1
