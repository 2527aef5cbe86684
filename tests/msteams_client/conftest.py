"""Ada at Microsoft's client, a bot of her own behind it, and the clock that it lives by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch
from tests.fakes.surroundings import ROOT
from tests.faults.clock import Clock
from tests.faults.nursery import Nursery
from tests.msteams_client.look import Look
from tests.msteams_client.programs import Bot, Client, installed

PICTURES = ROOT / "build/msteams_client"
MONDAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    installed()
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    born_in = Nursery()
    yield born_in
    born_in.close()


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    made = Clock(tmp_path / "clock")
    made.set(MONDAY.replace(hour=8))
    return made


@pytest.fixture
def ada(tmp_path: Path, browser: Browser, nursery: Nursery, clock: Clock) -> Iterator[Look]:
    """Ada at the client, with a bot that met nobody yet; it wrote of no trouble when she leaves."""
    bot = Bot(tmp_path, clock, nursery)
    client = Client(tmp_path, bot.endpoint)
    try:
        bot.start()
        client.start()
        look = Look(browser, client.url, PICTURES)
        yield look
        look.page.context.close()
        assert look.faults == []
        assert _troubles(bot.log) == []
    finally:
        client.stop()
        bot.stop()


@pytest.fixture
def at(clock: Clock) -> Callable[[int], None]:
    """Moves the clock to that hour of the Monday, in Berlin."""
    return lambda hour: clock.set(MONDAY.replace(hour=hour, second=1))


def _troubles(log: str) -> list[str]:
    """What the bot itself complains of; a clock that jumps makes the scheduler complain."""
    told = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return [
        str(each)
        for each in told
        if each["level"] in ("warning", "error", "critical")
        and not each.get("logger", "").startswith("apscheduler")
    ]
