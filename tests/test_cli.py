"""The command line: quick where it should be, and plain words where something is wrong."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from storage.session import Database
from tests.fakes.surroundings import environment, stand_in

HEAVY = (
    "slack_bolt",
    "sqlmodel",
    "sqlalchemy",
    "dbos",
    "dateparser",
    "apscheduler",
    "uvicorn",
    "holidays",
)
ALSO_LATE = ("rich", "starlette", "aiohttp", "structlog")


@dataclass(frozen=True)
class Told:
    status: int
    out: str
    err: str


Drumbeat = Callable[..., Told]


@pytest.fixture
def drumbeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Drumbeat:
    """In this process, in an empty folder, with these settings and no others."""
    # Logging is the whole process's, and other tests' as well.
    monkeypatch.setattr("bot.logs.set_up", lambda level, for_good: None)

    def run(*words: str, **settings: str) -> Told:
        stand_in(tmp_path, {"DRUMBEAT_PORT": "0", **settings}, monkeypatch)
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        return Told(int(ended.value.code or 0), *capsys.readouterr())

    return run


def python(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment({"DRUMBEAT_PORT": "0", **settings}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"]])
def test_asking_for_help_imports_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    code = (
        "import sys\n"
        "from bot.cli import main\n"
        "try:\n"
        f"    main({words!r})\n"
        "finally:\n"
        f"    print([name for name in {HEAVY + ALSO_LATE!r} if name in sys.modules])\n"
    )
    told = python(tmp_path, "-c", code)
    assert told.returncode == 0
    assert told.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command(drumbeat: Drumbeat) -> None:
    told = drumbeat("--help")
    for command in ("run", "migrate", "doctor", "manifest"):
        assert f"\n  {command} " in told.out


def test_the_version_is_the_package_s(drumbeat: Drumbeat) -> None:
    assert drumbeat("--version").out == "Drumbeat 0.1.0\n"


def test_the_manifest_takes_the_public_address_from_the_settings(drumbeat: Drumbeat) -> None:
    told = drumbeat("manifest", "slack", DRUMBEAT_PUBLIC_URL="https://beat.example.org")
    made = json.loads(told.out)
    request = made["settings"]["interactivity"]["request_url"]
    assert request == "https://beat.example.org/slack/events"


def test_the_manifest_can_go_to_a_file(drumbeat: Drumbeat, tmp_path: Path) -> None:
    told = drumbeat("manifest", "slack", "--socket", "--out", "manifest.json")
    assert (told.status, told.out) == (0, "")
    made = json.loads((tmp_path / "manifest.json").read_text())
    assert made["settings"]["socket_mode_enabled"] is True


def test_the_package_for_teams_names_the_bot_and_its_address(
    drumbeat: Drumbeat, tmp_path: Path
) -> None:
    app = "0f0d0e7a-1111-4222-8333-944455556666"
    told = drumbeat(
        *("manifest", "msteams", "--out", "teams.zip", "--version", "1.28"),
        TEAMS_APP_ID=app,
        DRUMBEAT_PUBLIC_URL="https://beat.example.org",
    )
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("teams.zip is the app package for Teams, with manifest 1.28.")
    with zipfile.ZipFile(tmp_path / "teams.zip") as package:
        made = json.loads(package.read("manifest.json"))
    assert (made["manifestVersion"], made["version"]) == ("1.28", "0.1.0")
    assert (made["bots"][0]["botId"], made["validDomains"]) == (app, ["beat.example.org"])


def test_a_package_without_a_bot_is_written_and_says_so(drumbeat: Drumbeat, tmp_path: Path) -> None:
    told = drumbeat("manifest", "msteams")
    assert told.status == 0
    assert "TEAMS_APP_ID" in told.err
    assert (tmp_path / "drumbeat.zip").is_file()


def test_migrating_says_what_it_did(drumbeat: Drumbeat) -> None:
    first, second = drumbeat("migrate"), drumbeat("migrate")
    assert first.out.startswith("The database went from schema nothing to ")
    assert second.out.startswith("The database is up to date ")


def test_the_doctor_s_exit_status_says_whether_it_can_work(drumbeat: Drumbeat) -> None:
    assert drumbeat("doctor").status == 0
    assert drumbeat("doctor", DRUMBEAT_HOST="0.0.0.0").status == 1


# What is wrong is said in one line, with status 2.
def sentence(told: Told) -> str:
    assert told.status == 2, told
    assert "Traceback" not in told.err and told.out == ""
    assert len(told.err.splitlines()) == 1
    return told.err


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_wrong_value_is_said_by_name(drumbeat: Drumbeat, command: str) -> None:
    said = sentence(drumbeat(command, DRUMBEAT_PLAYGROUND="perhaps"))
    assert "DRUMBEAT_PLAYGROUND" in said and "'auto', 'on' or 'off'" in said


@pytest.mark.parametrize("command", ["run", "migrate"])
@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "DRUMBEAT_DATABASE_URL"),
        ("mysql://root:hush@localhost/beat", "DRUMBEAT_DATABASE_URL"),
        ("sqlite:////no/such/folder/beat.db", "/no/such/folder"),
        ("postgresql://me:hush@127.0.0.1:1/beat", "cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_used_is_said(
    drumbeat: Drumbeat, command: str, url: str, word: str
) -> None:
    said = sentence(drumbeat(command, DRUMBEAT_DATABASE_URL=url))
    assert word in said and "hush" not in said


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_file_that_another_process_has_is_left_alone(
    drumbeat: Drumbeat, tmp_path: Path, command: str
) -> None:
    database = Database(f"sqlite:///{tmp_path}/drumbeat.db")
    database.take()
    try:
        assert "Another Drumbeat is running" in sentence(drumbeat(command))
    finally:
        database.close()


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_of_a_newer_drumbeat_is_left_alone(
    drumbeat: Drumbeat, sqlite_url: str, command: str
) -> None:
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    said = sentence(drumbeat(command, DRUMBEAT_DATABASE_URL=sqlite_url))
    assert "9999" in said


def test_the_playground_is_never_opened_to_others(drumbeat: Drumbeat) -> None:
    said = sentence(drumbeat("run", DRUMBEAT_HOST="0.0.0.0"))
    assert "only listens on this machine" in said


def test_the_playground_is_not_for_production_unless_asked_for(drumbeat: Drumbeat) -> None:
    said = sentence(drumbeat("run", DRUMBEAT_ENV="production"))
    assert "DRUMBEAT_PLAYGROUND=on" in said


def test_slack_needs_a_way_in(tmp_path: Path) -> None:
    ended = python(tmp_path, "-m", "bot.cli", "run", SLACK_BOT_TOKEN="xoxb-hush")
    said = sentence(Told(ended.returncode, ended.stdout, ended.stderr))
    assert "SLACK_SIGNING_SECRET" in said and "hush" not in said


def test_a_port_in_use_is_said(drumbeat: Drumbeat) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = sentence(drumbeat("run", DRUMBEAT_PORT=port))
    assert f"127.0.0.1:{port}" in said and "in use" in said


def test_slack_takes_no_address_without_https(drumbeat: Drumbeat) -> None:
    told = drumbeat("manifest", "slack", "--url", "http://beat.example.org")
    assert "https://" in sentence(told)


def test_a_manifest_that_cannot_be_written_is_said(drumbeat: Drumbeat) -> None:
    told = drumbeat("manifest", "slack", "--out", "/no/such/folder/manifest.json")
    assert "/no/such/folder" in sentence(told)


def test_teams_takes_ids_and_addresses_of_its_own_kind(drumbeat: Drumbeat) -> None:
    assert "https://" in sentence(drumbeat("manifest", "msteams", "--url", "http://x.org"))
    assert "TEAMS_APP_ID" in sentence(drumbeat("manifest", "msteams", TEAMS_APP_ID="drumbeat"))
    assert "Socket Mode" in sentence(drumbeat("manifest", "msteams", "--socket"))
