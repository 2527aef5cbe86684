"""Teams in the process as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.routing import Route

from bot.app import Drumbeat
from bot.msteams.app import PATH
from bot.settings import Settings

GIVEN = {"TEAMS_APP_ID": "app", "TEAMS_TENANT_ID": "t"}


def drumbeat(folder: Path, **given: str) -> Drumbeat:
    url = f"sqlite:///{folder / 'drumbeat.db'}"
    return Drumbeat(Settings.model_validate({"DRUMBEAT_DATABASE_URL": url, **given}))


def paths(bot: Drumbeat) -> list[str]:
    return [route.path for route in bot.routes if isinstance(route, Route)]


def test_with_an_app_id_teams_is_on_and_the_playground_off(tmp_path: Path) -> None:
    bot = drumbeat(tmp_path, **GIVEN)
    assert PATH in paths(bot)
    assert set(bot.platforms) == {"msteams"}
    bot.database.close()


def test_without_any_of_its_settings_there_is_no_teams(tmp_path: Path) -> None:
    bot = drumbeat(tmp_path)
    assert PATH not in paths(bot)
    assert set(bot.platforms) == {"playground"}
    bot.database.close()


def test_slack_and_teams_live_side_by_side(tmp_path: Path) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
    bot = drumbeat(tmp_path, **GIVEN, **slack)
    assert set(bot.platforms) == {"msteams", "slack"}
    bot.database.close()


def test_the_sdk_is_only_imported_where_it_is_needed() -> None:
    words = "import sys, bot.app, bot.cli, bot.doctor; print('botbuilder' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert told.stdout.strip() == "False"


@pytest.mark.long
def test_in_production_it_does_not_start_without_an_app_id(tmp_path: Path) -> None:
    outside = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DRUMBEAT_", "SLACK_", "TEAMS_"))
    }
    given = {
        "TEAMS_TENANT_ID": "t",
        "DRUMBEAT_ENV": "production",
        "DRUMBEAT_PLAYGROUND": "off",
        "DRUMBEAT_PORT": "0",
    }
    run = [sys.executable, "-m", "bot.cli", "run"]
    path = {"PYTHONPATH": os.getcwd()}
    told = subprocess.run(
        run, env={**outside, **path, **given}, cwd=tmp_path, capture_output=True, text=True
    )
    assert told.returncode == 2
    assert "TEAMS_APP_ID" in told.stdout + told.stderr
