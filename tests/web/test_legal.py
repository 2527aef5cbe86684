"""The pages about privacy and terms: reachable, readable by everybody, and true."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser
from starlette.applications import Starlette

from bot.app import Drumbeat
from bot.retention import KEPT
from bot.settings import Settings
from bot.web.kept import kept
from bot.web.legal import legal
from storage.models import Owned

PAGES = ("/privacy", "/terms")
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


def fetched(path: str, **given: str) -> httpx.Response:
    app = httpx.ASGITransport(Starlette(routes=legal(Settings.model_validate(given))))

    async def fetch() -> httpx.Response:
        async with httpx.AsyncClient(transport=app, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    # Whoever waits for the browser has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, fetch()).result()


def read(path: str, **given: str) -> str:
    """The words of the page."""
    answer = fetched(path, **given)
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", answer.text).split()))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("screen", [NARROW, WIDE], ids=["phone", "desktop"])
def test_everybody_can_read_them(
    browser: Browser, playground_url: str, path: str, light: str, screen: dict[str, int]
) -> None:
    page = browser.new_page(
        viewport={"width": screen["width"], "height": screen["height"]},
        color_scheme="dark" if light == "dark" else "light",
    )
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    answer = page.goto(f"{playground_url}{path}")
    assert answer is not None
    assert answer.status == 200
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= screen["width"]
    # The style is let through, and nothing else was asked for.
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert complaints == []
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Terms").click()
    page.get_by_role("heading", name="Terms of use").wait_for()
    page.close()


def test_nothing_but_words_and_their_style_is_let_through() -> None:
    answer = fetched("/privacy")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("days", [90, 14])
def test_it_says_how_long_things_are_kept_here(days: int) -> None:
    words = read("/privacy", DRUMBEAT_KEEP_DELIVERIES_DAYS=str(days))
    assert f"{days} days; then only that there was one" in words
    assert f"{KEPT.days} days" in words


def test_every_table_of_a_workspace_is_told_of() -> None:
    told = {table for each in kept(Settings.model_validate({})) for table in each.tables}
    tables = {str(table.__tablename__) for table in Owned.__subclasses__()}
    # The playground is a chat service of its own, on the machine of who tries it.
    assert {name for name in tables if not name.startswith("playground")} <= told


def test_it_says_whom_to_ask_and_whether_anything_is_measured() -> None:
    assert "administrator of your workspace" in read("/privacy")
    for path in PAGES:
        assert "privacy@example.org" in read(path, DRUMBEAT_CONTACT="privacy@example.org")
    assert "sends none" in read("/privacy")
    given = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}
    assert "measures how long things take" in read("/privacy", **given)


def test_what_stands_in_the_settings_is_shown_as_it_is() -> None:
    assert "<b>me</b>" in read("/terms", DRUMBEAT_CONTACT="<b>me</b>")


def test_they_are_there_without_a_playground(sqlite_url: str) -> None:
    given = {
        "DRUMBEAT_DATABASE_URL": sqlite_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
    }
    drumbeat = Drumbeat(Settings.model_validate(given))
    drumbeat.database.close()
    paths = {getattr(route, "path", "") for route in drumbeat.routes}
    assert set(PAGES) <= paths
