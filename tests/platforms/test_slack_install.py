"""Installing, installing again, uninstalling; and tokens at rest."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet

from bot.seal import Seal, Unsafe
from bot.settings import Settings
from bot.slack import seal
from bot.slack.keys import Keys
from storage import workspaces
from storage.models import Workspace
from tests.platforms.slack_bench import Bench, bench
from tests.unhurried import PATIENCE

# The SDK hands the client's secret to aiohttp in a way that aiohttp 4 will no longer know.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

COOKIE = "slack-app-oauth-state"


async def test_an_installation_opens_the_workspace_and_keeps_its_token_sealed(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path, oauth=True) as at:
        answer = await _install(at)
        assert answer.status_code == 200
        assert "Acme" in answer.text
        row = _row(at)
        assert row.name == "Acme"
        assert at.fake.workspace.token not in row.sealed_installation
        at.fake.add_channel("team", [at.fake.add_person("Ada")])
        said = await at.fake.command("Ada", "team", "/beat hello")
        assert "Hello" in at.fake.text_of(said.messages[0])


async def test_the_install_page_asks_for_no_more_than_is_used(tmp_path: Path) -> None:
    async with bench(tmp_path, oauth=True) as at:
        asked = parse_qs(urlsplit(await _slack_link(at)).query)
        assert set(asked["scope"][0].split(",")) == {
            "app_mentions:read",
            "channels:read",
            "chat:write",
            "commands",
            "files:write",
            "groups:read",
            "im:history",
            "reactions:read",
            "users:read",
        }
        assert "user_scope" not in asked or asked["user_scope"] == [""]


async def test_a_new_installation_replaces_what_the_old_one_left(tmp_path: Path) -> None:
    async with bench(tmp_path, oauth=True) as at:
        await _install(at)
        home = at.fake.workspace
        old = home.token
        await at.fake.uninstall()
        assert _row(at).sealed_installation == ""
        assert _row(at).uninstalled_at
        assert await at.slack.keyring.of(home.id) is None
        await _install(at)
        keys = await at.slack.keyring.of(home.id)
        assert keys
        assert keys.bot_token == home.token != old
        assert _row(at).uninstalled_at is None


@pytest.mark.parametrize("cookie", ["", "another"])
async def test_a_way_back_from_another_browser_installs_nothing(
    tmp_path: Path, cookie: str
) -> None:
    async with bench(tmp_path, oauth=True) as at:
        state = parse_qs(urlsplit(await _slack_link(at)).query)["state"][0]
        answer = await _redirect(at, state, cookie)
        assert answer.status_code == 400
        assert "browser" in answer.text
        assert await at.slack.keyring.of(at.fake.workspace.id) is None


async def test_a_state_we_did_not_make_installs_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path, oauth=True) as at:
        answer = await _redirect(at, "made-up", "made-up")
        assert answer.status_code == 401
        assert await at.slack.keyring.of(at.fake.workspace.id) is None


async def test_slack_being_away_is_told_on_a_page(tmp_path: Path) -> None:
    async with bench(tmp_path, oauth=True) as at:
        at.fake.fault("oauth.v2.access", status="reset")
        answer = await _install(at)
        assert answer.status_code == 502
        assert "start again" in answer.text


async def test_one_workspace_by_its_token_is_known_at_the_start(tmp_path: Path) -> None:
    async with bench(tmp_path) as at:
        row = _row(at)
        assert (row.ref, row.name) == (at.fake.workspace.id, "Acme")
        assert row.sealed_installation == ""


async def test_keys_are_asked_for_once_in_a_while_only(tmp_path: Path) -> None:
    async with bench(tmp_path) as at:
        at.fake.add_channel("team", [at.fake.add_person("Ada")])
        for _ in range(3):
            await at.fake.command("Ada", "team", "/beat hello")
        assert at.fake.calls_by_method["auth.test"] == 1


def test_a_new_key_in_front_takes_over_and_the_old_one_still_opens() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = Seal(old).close({"bot_token": "xoxb-1"})
    both = Seal(f"{new},{old}")
    assert both.open(sealed) == {"bot_token": "xoxb-1"}
    assert Seal(new).open(both.close({"a": "b"})) == {"a": "b"}
    assert Seal(new).open(sealed) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_CLIENT_ID": "1", "SLACK_SIGNING_SECRET": "s"}, "SLACK_CLIENT_SECRET"),
        (
            {
                "SLACK_CLIENT_ID": "1",
                "SLACK_CLIENT_SECRET": "c",
                "SLACK_SIGNING_SECRET": "s",
            },
            "DRUMBEAT_SECRET_KEYS",
        ),
        (
            {"SLACK_SIGNING_SECRET": "s", "DRUMBEAT_SECRET_KEYS": "no key"},
            "Fernet",
        ),
    ],
)
def test_settings_that_leave_something_open_are_refused(
    given: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*list(given), "SLACK_APP_TOKEN"]:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Unsafe, match=words):
        seal.check(Settings.model_validate(given))


async def _slack_link(at: Bench) -> str:
    async with httpx.AsyncClient(timeout=PATIENCE) as browser:
        page = (await browser.get(f"{at.url}/slack/install")).text
    return page.split('href="')[2].split('"')[0].replace("&amp;", "&")


async def _install(at: Bench) -> httpx.Response:
    state = parse_qs(urlsplit(await _slack_link(at)).query)["state"][0]
    return await _redirect(at, state, state)


async def _redirect(at: Bench, state: str, cookie: str) -> httpx.Response:
    code = at.fake.new_code(at.fake.workspace)
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    async with httpx.AsyncClient(timeout=PATIENCE) as browser:
        return await browser.get(
            f"{at.url}/slack/oauth_redirect",
            params={"state": state, "code": code},
            headers=headers,
        )


def _row(at: Bench) -> Workspace:
    with at.database.everywhere() as session:
        row = workspaces.called(session, "slack", at.fake.workspace.id)
    assert row
    return row


async def test_a_token_about_to_end_is_renewed_and_kept_sealed(tmp_path: Path) -> None:
    async with bench(tmp_path, oauth=True) as at:
        team = at.fake.workspace.id
        keys = Keys("xoxe-old", "U1", "B1")
        await at.slack.keyring.install(team, "Acme", keys, refresh="xoxe-1", lives=3600)
        renewed = {
            "ok": True,
            "access_token": "xoxe-new",
            "refresh_token": "xoxe-2",
            "expires_in": 43_200,
        }
        at.fake.fault("oauth.v2.access", status=renewed)
        found = await at.slack.keyring.of(team)
        assert found == Keys("xoxe-new", "U1", "B1")
        (call,) = [call for call in at.fake.calls if call.method == "oauth.v2.access"]
        assert call.args["refresh_token"] == "xoxe-1"
        at.slack.keyring.forget(team)
        assert await at.slack.keyring.of(team) == found


async def test_a_token_that_cannot_be_renewed_now_is_used_while_it_lives(tmp_path: Path) -> None:
    async with bench(tmp_path, oauth=True) as at:
        keys = Keys("xoxe-old", "U1", "B1")
        await at.slack.keyring.install("T9", "Acme", keys, refresh="xoxe-1", lives=3600)
        at.fake.fault("oauth.v2.access", status=500)
        assert await at.slack.keyring.of("T9") == keys
