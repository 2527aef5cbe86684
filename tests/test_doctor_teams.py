"""`drumbeat doctor` on Teams, against a fake one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import doctor
from bot.findings import Finding
from bot.msteams.keys import Unreachable
from bot.msteams.sdk import Sdk
from tests.fakes.msteams import FakeTeams, InThread
from tests.fakes.surroundings import stand_in

Examine = Callable[..., dict[str, Finding]]


@pytest.fixture
def examine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Examine:
    def run(**settings: str) -> dict[str, Finding]:
        stand_in(tmp_path, {"DRUMBEAT_PORT": "0", **settings}, monkeypatch)
        return {finding.what: finding for finding in doctor.examine()}

    return run


@pytest.fixture(scope="module")
def teams() -> Iterator[InThread]:
    with FakeTeams.in_thread() as running:
        yield running


def test_without_teams_it_is_off(examine: Examine) -> None:
    assert examine()["Teams"].state == "off"


def test_all_is_well_where_microsoft_answers(
    examine: Examine, teams: InThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def signed_in(_: Any) -> None:
        return None

    monkeypatch.setattr(Sdk, "sign_in", signed_in)
    found = examine(
        TEAMS_APP_ID="app",
        TEAMS_APP_PASSWORD="hush",
        TEAMS_TENANT_ID="t",
        TEAMS_OPENID_URL=teams.openid_url,
        DRUMBEAT_PUBLIC_URL="https://beat.example.org",
    )
    for what in ("Teams app", "Teams keys", "Teams tenant", "Teams address"):
        assert found[what].state == "ok", found[what]
    assert found["Playground"].says == "off, because Teams is set"
    assert "https://beat.example.org/api/messages" in found["Teams address"].says
    assert "hush" not in str(found)


def test_what_is_missing_is_said_with_what_to_do(
    examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: Any) -> None:
        raise Unreachable("no token: PermissionError")

    monkeypatch.setattr(Sdk, "sign_in", refused)
    found = examine(
        TEAMS_APP_ID="app", TEAMS_APP_PASSWORD="x", TEAMS_OPENID_URL="http://127.0.0.1:9/"
    )
    assert found["Teams app"].state == "broken"
    assert found["Teams keys"].state == "broken"
    assert found["Teams tenant"].state == "warning"
    assert found["Teams address"].state == "warning"


def test_a_bot_without_an_app_id_is_for_development(examine: Examine) -> None:
    assert examine(TEAMS_TENANT_ID="t")["Teams app"].state == "warning"
    found = examine(TEAMS_TENANT_ID="t", DRUMBEAT_ENV="production", DRUMBEAT_PLAYGROUND="off")
    assert found["Teams"].state == "broken"


def test_a_bot_without_a_secret_calls_without_a_token(examine: Examine) -> None:
    found = examine(TEAMS_APP_ID="app", TEAMS_OPENID_URL="http://127.0.0.1:9/")
    assert found["Teams app"].state == "warning"


def test_a_misspelt_setting_is_noticed(examine: Examine) -> None:
    assert "TEAMS_APP_ID" in (examine(TEAMS_APPID="x")["Settings"].to_do or "")
