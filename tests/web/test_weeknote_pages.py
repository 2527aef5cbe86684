"""Weeknotes in a real browser: readable by everybody, on a phone and a desk, by day and by night, and
on paper."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Route, ViewportSize
from starlette.responses import HTMLResponse

from bot.web.weeknotes import drawn, own_pages, pages
from bot.web.weeknotes.shown import Links
from handlers.weeknotes.note import Member, Note
from handlers.weeknotes.on_the_web import Opened
from handlers.weeknotes.readers.access import Shelf
from handlers.weeknotes.readers.archive import Listed, One
from handlers.weeknotes.views import Point, Shown, Source
from storage.models import Person, Team, Weeknote
from tests.flows.shelved import POINTS

ADDRESS = "https://beat.test"
LINKS = Links(ADDRESS, "s" * 43)
NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
KEPT = os.environ.get("SCREENSHOTS", "")
"""A folder that the pictures are kept in, to be looked at."""

TEAM = Team(name="Harbor", place="C1", zone="Europe/Berlin", created_at=NOW)
SAM = Person(ref="U1", name="Sam Okafor")
NOTE = Note(
    "Harbor",
    12,
    date(2026, 11, 16),
    date(2026, 11, 20),
    "Winter may come: every pier knows when its ferries leave.",
    POINTS,
    (Member("Ada Brandt", "scrum master"), Member("Grace Miller", "product owner"), Member("Ben")),
    "Ada Brandt",
    posted_at=NOW,
    edited_at=NOW + timedelta(days=3),
    zone="Europe/Berlin",
)
LONG = replace(
    NOTE,
    opening="unbroken" * 60,
    sections={"good": ("https://harbor.test/" + "x" * 300, "مرحباً " * 60, "long words " * 60)},
)
SHELF, OWN = Shelf(TEAM, None), Shelf(TEAM, SAM)
SEVERAL = tuple(
    replace(NOTE, number=number, first_day=NOTE.first_day - timedelta(weeks=12 - number))
    for number in (12, 11, 10)
)
HOME = f"{ADDRESS}/edit/{'s' * 43}"
DRAWN = replace(NOTE, has_own_picture=True, picture_alt="The new timetable on pier 4")
SOURCES = (Source("stand-up", "fixed the card reader of the ticket machine", "2026-11-17"),)
DRAFT = Shown(
    1,
    replace(DRAWN, posted_at=None, edited_at=None),
    points={
        name: tuple(Point(text, sources=SOURCES) for text in texts)
        for name, texts in NOTE.sections.items()
    },
)
ROW = Weeknote(
    team_id=1, number=12, first_day=NOTE.first_day, last_day=NOTE.last_day, drafted_at=NOW
)
EDITED = Opened(TEAM, ROW, DRAFT)
POSTED = Opened(TEAM, Weeknote(**{**ROW.model_dump(), "status": "posted"}), DRAFT)
WRONG = {
    "good": "These are 7 points; 6 is the most that people read.",
    "alt": "Please say what it shows, for readers who cannot see it.",
    "picture": "This is no picture that I know: JPEG, PNG, WebP or GIF, please.",
}
SHOWN: dict[str, HTMLResponse] = {
    "archive": pages.archive(SHELF, LINKS, Listed(SEVERAL, 10)),
    "own archive": pages.archive(OWN, LINKS, Listed(SEVERAL)),
    "nothing yet": pages.archive(OWN, LINKS, Listed(())),
    "search": pages.archive(SHELF, LINKS, Listed(SEVERAL[:1]), "ticket timetable"),
    "search, nothing": pages.archive(SHELF, LINKS, Listed(()), "submarine"),
    "weeknote": pages.weeknote(SHELF, LINKS, One(NOTE, 11, 13)),
    "own weeknote": pages.weeknote(OWN, LINKS, One(NOTE, 11, None)),
    "long words": pages.weeknote(OWN, LINKS, One(LONG, None, None)),
    "nothing": pages.nothing(),
    "edit": own_pages.page(EDITED, HOME, "Ada Brandt"),
    "edit, saved": own_pages.page(POSTED, HOME, "Ada Brandt", has_saved=True),
    "edit, wrong": own_pages.page(EDITED, HOME, "Ada Brandt", typed={"good": "x"}, wrong=WRONG),
    "edit, too late": own_pages.page(EDITED, HOME, "Ada Brandt", wrong={"seen": "Somebody was."}),
    "preview": own_pages.preview(DRAFT.note, HOME, "Ada Brandt"),
    "import": own_pages.importing(EDITED, HOME, "Ada Brandt"),
    "import, wrong": own_pages.importing(EDITED, HOME, "Ada Brandt", "# 1", "It has no day."),
    "imported": own_pages.done("3 weeknotes are in the archive of Harbor.", EDITED, HOME, "Ada"),
}
of_each = pytest.mark.parametrize("name", SHOWN)


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Page]]:
    opened: list[Page] = []

    def see(
        name: str, size: ViewportSize = DESK, scheme: Literal["light", "dark"] = "light"
    ) -> Page:
        page = browser.new_page(viewport=size, color_scheme=scheme)
        opened.append(page)
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))

        def answer(route: Route) -> None:
            shown = SHOWN[name]
            route.fulfill(status=200, headers=dict(shown.headers), body=bytes(shown.body).decode())

        page.route("**/*", answer)
        page.goto(f"{ADDRESS}/weeknotes/x")
        assert complaints == []
        return page

    yield see
    for page in opened:
        page.close()


@of_each
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everybody_can_read_every_page(
    show: Callable[..., Page], name: str, scheme: str, size: ViewportSize
) -> None:
    page = show(name, size, scheme)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if KEPT:
        on = "phone" if size == PHONE else "desk"
        page.screenshot(path=Path(KEPT) / f"{name}-{on}-{scheme}.png", full_page=True)


def test_a_page_is_read_with_the_keyboard_from_its_words_on(show: Callable[..., Page]) -> None:
    page = show("weeknote")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the weeknotes")
    assert skip.evaluate("each => each === document.activeElement")
    assert skip.evaluate("each => each.getBoundingClientRect().top >= 0")
    assert page.get_by_role("main").get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("search").get_by_label("Search weeknotes").count() == 1


def test_lines_are_as_long_as_eyes_like_them(show: Callable[..., Page]) -> None:
    page = show("weeknote")
    width = page.locator("main").evaluate("each => each.getBoundingClientRect().width")
    size = page.locator("body").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert 45 <= width / (size * 0.48) <= 80
    assert size >= 16


def test_on_paper_stand_the_words_and_no_buttons(show: Callable[..., Page]) -> None:
    page = show("weeknote")
    page.emulate_media(media="print")
    assert not page.get_by_role("search").is_visible()
    assert not page.get_by_role("contentinfo").is_visible()
    assert page.get_by_role("heading", name="Difficulties").is_visible()
    paper = page.locator("body").evaluate("each => getComputedStyle(each).color")
    assert paper == "rgb(0, 0, 0)"
    if KEPT:
        page.screenshot(path=Path(KEPT) / "weeknote-paper.png", full_page=True)


def test_by_night_paper_is_still_white(show: Callable[..., Page]) -> None:
    page = show("weeknote", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    paper = page.locator("html").evaluate("each => getComputedStyle(each).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_the_file_is_tagged_and_holds_every_word(browser: Browser) -> None:
    made = drawn.pdf(NOTE)
    assert made.startswith(b"%PDF-") and b"/StructTreeRoot" in made and b"/Lang" in made
    # The same whoever asks, and whenever.
    assert drawn.pdf(NOTE) == made


def test_a_card_is_one_picture_however_long_a_name_is() -> None:
    made = drawn.card("Harbor and all its piers " * 20, "Weeknote 12", "16–20 November", "x " * 400)
    assert made[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
