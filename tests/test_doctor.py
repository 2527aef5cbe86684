"""`drumbeat doctor` against real databases, a real port and a fake Slack."""

from __future__ import annotations

import contextlib
import io
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from rich.console import Console

from bot import doctor
from bot.findings import Finding
from bot.seal import Seal
from bot.slack.scopes import BOT_SCOPES
from storage import workspaces
from storage.session import Database
from tests.fakes.slack import FakeSlack, InThread
from tests.fakes.surroundings import stand_in

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

Examine = Callable[..., dict[str, Finding]]


@pytest.fixture
def examine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Examine:
    """Finds by name, in an empty folder, with these settings and no others."""

    def run(**settings: str) -> dict[str, Finding]:
        stand_in(tmp_path, {"DRUMBEAT_PORT": "0", **settings}, monkeypatch)
        return {finding.what: finding for finding in doctor.examine()}

    return run


@pytest.fixture(scope="module")
def running_slack() -> Iterator[InThread]:
    with FakeSlack.in_thread(workspace=None) as slack:
        yield slack


@pytest.fixture
def slack(running_slack: InThread) -> Iterator[InThread]:
    """With one workspace, where the app has all it needs and no more."""
    running_slack.add_workspace("Acme", scopes=BOT_SCOPES)
    yield running_slack
    running_slack.workspaces.clear()
    running_slack.faults.clear()


def by_http(slack: InThread, **more: str) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.workspace.token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "DRUMBEAT_PUBLIC_URL": "https://beat.example.org",
        **more,
    }


def by_socket(slack: InThread, **more: str) -> dict[str, str]:
    token = {"SLACK_BOT_TOKEN": slack.workspace.token, "SLACK_APP_TOKEN": slack.app_token}
    return {"SLACK_API_URL": slack.api_url, **token, **more}


def stopping(findings: dict[str, Finding]) -> set[str]:
    return {what for what, finding in findings.items() if finding.stops}


def test_nothing_configured_is_enough_for_the_playground(examine: Examine, tmp_path: Path) -> None:
    found = examine()
    assert not stopping(found)
    assert found["Playground"].state == "ok" and found["Slack"].state == "off"
    assert not list(tmp_path.iterdir()), "looking must leave nothing behind"


def test_slack_over_http_is_all_well(examine: Examine, slack: InThread, sqlite_url: str) -> None:
    found = examine(DRUMBEAT_DATABASE_URL=sqlite_url, **by_http(slack))
    assert {finding.state for finding in found.values()} <= {"ok", "off"}
    assert "Acme" in found["Slack bot token"].says
    assert "https://beat.example.org/slack/events" in found["Public address"].says


def test_socket_mode_needs_no_signing_secret_and_no_public_address(
    examine: Examine, slack: InThread
) -> None:
    found = examine(**by_socket(slack))
    assert {finding.state for finding in found.values()} <= {"ok", "off"}
    assert found["Slack app token"].state == "ok"


def test_a_wrong_bot_token_is_refused(examine: Examine, slack: InThread) -> None:
    found = examine(**by_http(slack, SLACK_BOT_TOKEN="xoxb-wrong"))
    assert stopping(found) == {"Slack bot token"}
    assert "invalid_auth" in found["Slack bot token"].says


def test_a_wrong_app_token_is_refused(examine: Examine, slack: InThread) -> None:
    found = examine(**by_socket(slack, SLACK_APP_TOKEN=slack.workspace.token))
    assert stopping(found) == {"Slack app token"}
    assert "connections:write" in found["Slack app token"].to_do


def test_a_missing_scope_is_named(examine: Examine, slack: InThread) -> None:
    slack.workspace.scopes = frozenset(BOT_SCOPES) - {"im:history", "users:read"}
    found = examine(**by_http(slack))
    assert stopping(found) == {"Slack scopes"}
    assert found["Slack scopes"].says == "missing: im:history, users:read"


def test_a_scope_too_many_is_named(examine: Examine, slack: InThread) -> None:
    slack.workspace.scopes = frozenset(BOT_SCOPES) | {"channels:history"}
    scopes = examine(**by_http(slack))["Slack scopes"]
    assert scopes.state == "warning" and scopes.says.endswith("not needed: channels:history")


def test_an_api_that_is_not_there_is_unreachable(
    examine: Examine, slack: InThread, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/api/"
        found = examine(**by_http(slack, SLACK_API_URL=url))
    assert "does not answer (Connection refused)" in found["Slack bot token"].says
    assert not caplog.records, "a finding is said once"


@pytest.mark.parametrize("trouble", [503, "reset", {"ok": False, "error": "fatal_error"}])
def test_an_api_in_trouble_is_told_from_a_wrong_token(
    examine: Examine, slack: InThread, trouble: object
) -> None:
    slack.fault("auth.test", status=trouble)
    found = examine(**by_http(slack))
    assert stopping(found) == {"Slack bot token"}
    assert "invalid_auth" not in found["Slack bot token"].says


def test_without_any_way_in_nothing_can_arrive(examine: Examine, slack: InThread) -> None:
    found = examine(**by_http(slack, SLACK_SIGNING_SECRET=""))
    assert stopping(found) == {"Slack signing secret"}


def test_oauth_needs_its_secret_and_a_key(examine: Examine, slack: InThread) -> None:
    found = examine(**by_http(slack, SLACK_CLIENT_ID="1.2"))
    assert stopping(found) == {"Slack OAuth", "Secret keys"}
    whole = by_http(slack, SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="s", DRUMBEAT_SECRET_KEYS=KEY)
    assert not stopping(examine(**whole))


def test_a_key_that_is_none_is_named(examine: Examine) -> None:
    assert stopping(examine(DRUMBEAT_SECRET_KEYS="not-a-key")) == {"Secret keys"}


def test_a_lost_key_is_noticed(examine: Examine, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.everywhere() as session:
        workspaces.install(session, "slack", "T1", "Acme", Seal(KEY).close({"a": "b"}), NOW)
    database.close()
    at = {"DRUMBEAT_DATABASE_URL": sqlite_url}
    assert not stopping(examine(**at, DRUMBEAT_SECRET_KEYS=f"{OTHER_KEY},{KEY}"))
    found = examine(**at, DRUMBEAT_SECRET_KEYS=OTHER_KEY)
    assert stopping(found) == {"Secret keys"} and found["Secret keys"].says.startswith("1 ")


def test_a_database_is_seen_with_its_schema(examine: Examine, database_url: str) -> None:
    found = examine(DRUMBEAT_DATABASE_URL=database_url)
    assert found["Database"].state == found["Schema"].state == "ok"


def test_an_old_schema_is_raised_at_the_next_start(examine: Examine, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "drumbeat.db").close()
    schema = examine()["Schema"]
    assert schema.state == "warning" and "empty" in schema.says


def test_a_schema_from_the_future_is_not_touched(examine: Examine, sqlite_url: str) -> None:
    age(sqlite_url, "9999")
    found = examine(DRUMBEAT_DATABASE_URL=sqlite_url)
    assert stopping(found) == {"Database"} and "9999" in found["Database"].says


def age(url: str, revision: str) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def test_a_file_that_is_no_database_is_told(examine: Examine, tmp_path: Path) -> None:
    (tmp_path / "drumbeat.db").write_bytes(b"shopping list " * 100)
    found = examine()
    assert stopping(found) == {"Database"} and "not a database" in found["Database"].says


def test_a_missing_folder_is_told(examine: Examine, tmp_path: Path) -> None:
    found = examine(DRUMBEAT_DATABASE_URL=f"sqlite:///{tmp_path}/none/here.db")
    assert stopping(found) == {"Database"} and "does not exist" in found["Database"].says


def test_a_database_in_memory_is_a_warning(examine: Examine) -> None:
    assert examine(DRUMBEAT_DATABASE_URL="sqlite://")["Database"].state == "warning"


def test_a_playground_for_others_is_not_safe(examine: Examine) -> None:
    assert stopping(examine(DRUMBEAT_HOST="0.0.0.0")) == {"Playground"}


def test_a_playground_next_to_slack_is_a_warning(examine: Examine, slack: InThread) -> None:
    assert examine(**by_socket(slack))["Playground"].state == "off"
    found = examine(**by_socket(slack, DRUMBEAT_PLAYGROUND="on"))
    assert found["Playground"].state == "warning"


def test_nobody_to_talk_to_is_a_warning(examine: Examine) -> None:
    assert examine(DRUMBEAT_PLAYGROUND="off")["Playground"].state == "warning"


def test_a_port_that_another_program_has_is_told(examine: Examine, slack: InThread) -> None:
    assert stopping(examine(DRUMBEAT_PORT=str(slack.port))) == {"Port"}


def test_a_drumbeat_on_the_port_is_no_trouble(examine: Examine) -> None:
    with drumbeat_like() as port:
        assert "Drumbeat is running" in examine(DRUMBEAT_PORT=str(port))["Port"].says


@contextlib.contextmanager
def drumbeat_like() -> Iterator[int]:
    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status": "ok"}')

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_wrong_values_are_told_by_name(examine: Examine) -> None:
    found = examine(DRUMBEAT_PORT="many", DRUMBEAT_LOG="loud")
    assert stopping(found) == {"DRUMBEAT_PORT", "DRUMBEAT_LOG"}


def test_a_misspelt_setting_is_noticed(examine: Examine, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("SLACK_BOT_TOKE=xoxb-1\n")
    env_file.chmod(0o600)
    settings = examine()["Settings"]
    assert settings.says.startswith("SLACK_BOT_TOKE is no") and "SLACK_BOT_TOKEN" in settings.to_do


def test_secrets_for_everybody_to_read_are_a_warning(examine: Examine, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("DRUMBEAT_LOG=info\n")
    env_file.chmod(0o644)
    assert examine()["Settings"].to_do == "chmod 600 .env"


@pytest.mark.parametrize("width", [60, 200])
def test_the_report_prints_no_secret_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slack: InThread, width: int
) -> None:
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-hush-1",
        "SLACK_APP_TOKEN": "xapp-hush-2",
        "SLACK_SIGNING_SECRET": "hush-3",
        "SLACK_CLIENT_SECRET": "hush-4",
        "DRUMBEAT_SECRET_KEYS": "hush-5",
        "DRUMBEAT_DATABASE_URL": "postgresql://me:hush-6@127.0.0.1:1/drumbeat",
    }
    stand_in(tmp_path, {"SLACK_API_URL": slack.api_url, **secrets}, monkeypatch)
    printed = io.StringIO()
    status = doctor.report(Console(file=printed, width=width))
    said = printed.getvalue()
    assert status == 1 and "broken" in said and "→" in said
    assert "hush" not in said


def test_the_report_is_content_where_nothing_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, {"DRUMBEAT_PORT": "0"}, monkeypatch)
    assert doctor.report(Console(file=io.StringIO())) == 0
