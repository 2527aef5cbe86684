"""The README tells the truth: its tables, its links, the names and addresses in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import BaseRoute

from bot.app import Drumbeat
from bot.settings import Settings
from tests.generated import AGAIN, README, ROOT, readme
from tests.platforms.slack_bench import KEY

TEXT = README.read_text("utf-8")
SETTINGS = {str(field.alias): name for name, field in Settings.model_fields.items()}
NAME = re.compile(r"\b(?:DRUMBEAT|SLACK)_[A-Z_]+\b")
ASKS_ABOUT_SETTINGS = {"bot/settings.py", "bot/doctor.py", "bot/slack/checkup.py"}
"""They tell of every setting, whether anything else reads it or not."""


def test_the_tables_are_those_of_the_code() -> None:
    assert readme(TEXT) == TEXT, AGAIN


def test_every_relative_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", TEXT)
    relative = [link for link in links if not link.startswith("http")]
    assert relative
    assert [link for link in relative if not (ROOT / link).exists()] == []


def test_the_picture_is_not_heavy() -> None:
    assert (ROOT / "docs" / "playground.png").stat().st_size < 300_000


def test_every_setting_that_is_spoken_of_exists() -> None:
    spoken_of = {
        (str(path.relative_to(ROOT)), name)
        for path in texts()
        for name in NAME.findall(path.read_text("utf-8"))
    }
    assert sorted(pair for pair in spoken_of if pair[1] not in SETTINGS) == []


def texts() -> Iterator[Path]:
    yield from (README, ROOT / "Makefile")
    yield from (ROOT / "docs").rglob("*.md")
    for folder in ("bot", "handlers", "scheduler", "storage"):
        yield from (ROOT / folder).rglob("*.py")


@pytest.mark.long
@pytest.mark.parametrize("name", SETTINGS.values())
def test_no_setting_is_dead(name: str) -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "bot").rglob("*.py")
        if str(path.relative_to(ROOT)) not in ASKS_ABOUT_SETTINGS and reads(path, name)
    ]
    assert readers


def reads(path: Path, name: str) -> bool:
    """Whether `settings.name` stands there."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == name
        and ast.unparse(node.value).split(".")[-1] in ("settings", "Settings()", "_settings()")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def test_every_route_is_told_of(sqlite_url: str) -> None:
    given = {
        "DRUMBEAT_DATABASE_URL": sqlite_url,
        "DRUMBEAT_PLAYGROUND": "on",
        "DRUMBEAT_SECRET_KEYS": KEY,
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "secret",
        "SLACK_SIGNING_SECRET": "secret",
    }
    drumbeat = Drumbeat(Settings.model_validate(given))
    drumbeat.database.close()
    # The playground's API describes itself, and a test holds it to that.
    paths = {path(route) for route in drumbeat.routes if "/api/" not in path(route)}
    told = set(re.findall(r"`(?:GET |POST )?(/[^` ]*)`", TEXT))
    assert sorted(paths - told) == []


def path(route: BaseRoute) -> str:
    return str(getattr(route, "path", ""))
