"""The real program in a process of its own, and a browser that looks at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser import launch

ROOT = Path(__file__).parents[2]
START = 60.0
"""Seconds the program may take to answer."""
USUAL = ViewportSize(width=1280, height=720)


@pytest.fixture(scope="session")
def playground_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("playground")
    port = _free_port()
    settings = {
        "DRUMBEAT_PORT": str(port),
        "DRUMBEAT_DATABASE_URL": f"sqlite:///{folder / 'drumbeat.db'}",
        "DRUMBEAT_PLAYGROUND": "on",
    }
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DRUMBEAT_", "SLACK_", "TEAMS_"))
    }
    with (folder / "output").open("wb") as output:
        program = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            cwd=folder,  # away from any .env
            env={**inherited, **settings, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", program, folder / "output")
            yield f"http://127.0.0.1:{port}"
        finally:
            program.terminate()
            program.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module: while Playwright's sync API runs, no other event loop can."""
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def fresh(playground_url: str) -> str:
    """The address, with the demo team as new."""
    request = urllib.request.Request(f"{playground_url}/playground/api/reset", b"{}")
    with urllib.request.urlopen(request, timeout=60):
        return playground_url


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complains of, on all pages of a test."""
    return []


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> list[Page]:
    """Each in a browser window of its own. Making one costs more than most tests do in it."""
    return []


@pytest.fixture
def visit(
    browser: Browser, fresh: str, tabs: list[Page], complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """`visit("ada")` opens the page as Ada, in a tab that no other in this test has."""
    opened: list[Page] = []

    def noted(error: Error) -> None:
        complaints.append(str(error))

    def said(what: ConsoleMessage) -> None:
        if what.type == "error":
            complaints.append(what.text)

    def open_as(
        person: str,
        viewport: ViewportSize = USUAL,
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["no-preference", "reduce"] = "no-preference",
    ) -> Page:
        if len(opened) == len(tabs):
            tabs.append(browser.new_context().new_page())
        page = tabs[len(opened)]
        opened.append(page)
        page.on("pageerror", noted)
        page.on("console", said)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.goto(f"{fresh}/?as={person}")
        page.locator("#stream .message").first.wait_for()
        return page

    yield open_as
    for page in opened:
        page.remove_listener("pageerror", noted)
        page.remove_listener("console", said)
        page.unroute_all()
        page.context.set_offline(False)
        # Somewhere else, where nothing goes on: the next test finds nothing of this one.
        page.goto(f"{fresh}/healthz")
        page.context.clear_cookies()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, program: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the program did not answer: {output.read_text(errors='replace')[-2000:]}")
