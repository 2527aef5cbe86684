"""Weeknotes on the web, over HTTP: who may read what, what it looks like to programs, and that nothing
else comes out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import feedparser
import httpx
import pytest
from markdown_it import MarkdownIt
from starlette.applications import Starlette

from bot.web.weeknotes.routes import MOST_FILES, weeknotes
from storage import weeknote_readers
from storage.session import Database
from tests.flows.blocked import Crew, crew, presses_told
from tests.flows.office import Office, at, opened, told
from tests.flows.shelved import own_link, page, posted, public_link

BROWSER = {"Sec-Fetch-Dest": "document"}
ADDRESS = "http://beat.test"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def team(office: Office) -> Crew:
    office.now = at("10:00")
    return await crew(office)


@pytest.fixture
async def web(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=weeknotes(office.database, ADDRESS, lambda: office.now))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        yield client


def readers(office: Office, weeknote: int) -> int:
    with office.inside() as session:
        return weeknote_readers.reach(session, [weeknote])[weeknote].readers


async def test_a_reader_has_a_link_of_their_own_to_all_that_was_posted(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office, 11, "Fog all week.")
    posted(office, 12)
    posted(office, 13, "Not yet for anybody.", status="draft")
    link = await own_link(team.sam)
    shelf = await web.get(link)
    assert shelf.status_code == 200
    assert shelf.headers["content-type"] == "text/html; charset=utf-8"
    assert shelf.text.index("Weeknote 12") < shelf.text.index("Weeknote 11")
    assert "Not yet" not in shelf.text and "Sam’s own" in shelf.text
    one = await web.get(f"{link}/12")
    assert "16–20 November 2026" in one.text and "Ticket machines take cards again" in one.text
    assert 'rel="prev">← Weeknote 11' in one.text
    assert (await web.get(f"{link}/13")).status_code == 404


async def test_nothing_that_only_editors_see_is_on_any_page(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await public_link(team.ada)
    feed = link.replace("weeknotes", "feeds") + ".atom"
    for path in (link, f"{link}/12", f"{link}/12.md", f"{link}?q=editors", feed):
        answer = await web.get(path)
        assert answer.status_code == 200
        assert "what only editors see" not in answer.text


async def test_pages_run_no_script_and_fetch_nothing_from_elsewhere(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await own_link(team.sam)
    answer = await web.get(f"{link}/12")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert "<script" not in answer.text and " style=" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["x-robots-tag"] == "noindex"


async def test_a_picture_is_allowed_from_where_it_is_and_nowhere_else(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office, 12, picture="https://pictures.test/pier.png")
    posted(office, 11, picture="https://pictures.test; script-src *//x.png")
    posted(office, 10, picture="http://plain.test/x.png")
    link = await own_link(team.sam)
    good = await web.get(f"{link}/12")
    assert "img-src 'self' https://pictures.test;" in good.headers["content-security-policy"]
    assert 'alt="The new timetable on pier 4"' in good.text
    for number in (11, 10):
        bad = await web.get(f"{link}/{number}")
        assert "<img" not in bad.text
        assert "script-src" not in bad.headers["content-security-policy"]


async def test_what_people_typed_stays_words(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    hostile = '<script>alert(1)</script> <b>"x"</b> javascript:alert(2) https://x.test/"onload=y'
    posted(office, 12, hostile, {"good": (hostile,), "next": ("{{ 7777 * 7777 }} #import",)})
    link = await public_link(team.ada)
    for path in (link, f"{link}/12", f"{link}?q=script"):
        text = (await web.get(path)).text
        assert "<script" not in text and "<b>" not in text
        assert "60481729" not in text
        assert 'href="javascript' not in text and '"onload' not in text
    feed = feedparser.parse((await web.get(link.replace("weeknotes", "feeds") + ".atom")).content)
    assert feed.bozo is False and "<script" not in feed.entries[0].content[0].value
    pdf = await web.get(f"{link}/12.pdf")
    assert pdf.content.startswith(b"%PDF-")


async def test_searching_finds_all_the_words_wherever_they_stand(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office, 11, "Fog all week.")
    posted(office, 12)
    posted(office, 13, "ÄRGER mit dem Kran", {"good": ("Nothing else.",)})
    link = await own_link(team.sam)
    both = (await web.get(link, params={"q": "TICKET machines"})).text
    assert "2 weeknotes for “TICKET machines”" in both
    assert "<mark>Ticket</mark> <mark>machines</mark> take cards" in both
    assert "1 weeknote for" in (await web.get(link, params={"q": "fog ticket"})).text
    assert "1 weeknote for" in (await web.get(link, params={"q": "ärger"})).text
    none = (await web.get(link, params={"q": '"><script>'})).text
    assert "No weeknotes for “&#34;&gt;&lt;script&gt;”" in none


async def test_a_long_archive_has_pages(office: Office, team: Crew, web: httpx.AsyncClient) -> None:
    for number in range(1, 24):
        posted(office, number, f"Week {number} of the harbor.")
    link = await own_link(team.sam)
    first = (await web.get(link)).text
    assert "Week 23 of" in first and "Week 3 of" not in first
    [earlier] = re.findall(r'href="http://beat\.test([^"]+before=4)"', first)
    second = (await web.get(earlier)).text
    assert "Week 3 of" in second and "Week 1 of" in second and "Earlier" not in second


async def test_a_new_link_makes_the_old_one_stop(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    old = await own_link(team.sam)
    again = await team.sam.commands("/weeknote archive")
    assert page(again) == ""
    path = page(await presses_told(team.sam, "Make a new link", again))
    assert (await web.get(old)).status_code == 404
    assert (await web.get(path)).status_code == 200


async def test_a_link_opens_as_long_as_its_holder_may_read(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await own_link(team.sam)
    await office.learns(team.sam, is_gone=True)
    assert (await web.get(link)).status_code == 404
    bens = await own_link(team.ben)
    await office.is_uninstalled()
    for path in (
        bens,
        f"{bens}/12",
        f"{bens}/12.pdf",
        bens.replace("weeknotes", "feeds") + ".atom",
    ):
        assert (await web.get(path)).status_code == 404


async def test_a_public_link_opens_until_it_is_renewed_or_turned_off(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await public_link(team.ada)
    assert (await web.get(link)).status_code == 200
    assert await own_link(team.sam) == link
    form = opened(await team.ada.commands("/weeknote web"))
    shared = await team.ada.sends(form, {"mode": "public"})
    assert page(shared) == link
    path = page(await presses_told(team.ada, "Make a new link", shared))
    assert (await web.get(link)).status_code == 404
    assert (await web.get(path)).status_code == 200
    await team.ada.sends(form, {"mode": "workspace"})
    assert (await web.get(path)).status_code == 404


async def test_turning_it_off_stops_every_link(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await own_link(team.sam)
    form = opened(await team.ada.commands("/weeknote web"))
    await team.ada.sends(form, {"mode": "off"})
    assert (await web.get(link)).status_code == 404
    assert page(await team.sam.commands("/weeknote archive")) == ""
    await team.ada.sends(form, {"mode": "workspace"})
    assert (await web.get(link)).status_code == 404


async def test_only_who_runs_the_team_chooses_who_may_read(office: Office, team: Crew) -> None:
    form = opened(await team.ada.commands("/weeknote web"))
    refused = await team.ben.sends(form, {"mode": "public"})
    assert refused.refused and "Ada" in told(refused)
    guest = office.person("Gus", is_guest=True)
    assert (await guest.commands("/weeknote archive")).refused


async def test_a_feed_is_read_by_another_parser(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office, 11, "Fog & <ice> all week.")
    office.now += timedelta(days=1)
    posted(office, 12)
    link = await public_link(team.ada)
    path = link.replace("weeknotes", "feeds") + ".atom"
    answer = await web.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert (found.bozo, found.version) == (False, "atom10")
    assert found.feed.title == "Weeknotes of Core" and found.feed.author == "Core"
    newest, older = found.entries
    assert newest.title == "Weeknote 12 – 16–20 November 2026"
    assert newest.link == f"{ADDRESS}{link}/12"
    assert newest.published_parsed > older.published_parsed
    assert older.summary == "Fog & <ice> all week."
    assert "<li>Signs on the two piers" in newest.content[0].value
    assert newest.id.startswith("urn:uuid:") and newest.id != older.id
    again = await web.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_weeknote_keeps_its_name_in_every_feed_and_an_empty_one_is_valid(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    sams, bens = [
        (await own_link(each)).replace("weeknotes", "feeds") + ".atom"
        for each in (team.sam, team.ben)
    ]
    empty = feedparser.parse((await web.get(sams)).content)
    assert empty.bozo is False and empty.entries == [] and empty.feed.updated
    posted(office)
    ids = {feedparser.parse((await web.get(path)).content).entries[0].id for path in (sams, bens)}
    assert len(ids) == 1


async def test_markdown_says_what_was_typed_and_formats_nothing_of_it(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    hard = "1. *Not* a_list_ # [x](http://y) <b> & `code`"
    posted(office, 12, hard, {"good": (hard, "- dash", "# hash", "+ plus")})
    answer = await web.get(f"{await own_link(team.sam)}/12.md")
    assert answer.headers["content-disposition"] == 'attachment; filename="weeknote-12.md"'
    html = MarkdownIt().render(answer.text)
    assert "<em>Not</em>" not in html and "<a " not in html and "<ol>" not in html
    assert html.count("<h1>") == 1
    assert "1. *Not* a_list_ # [x](http://y) &lt;b&gt; &amp; `code`" in html
    assert "<li>- dash</li>" in html and "<li># hash</li>" in html and "<li>+ plus</li>" in html


async def test_a_public_link_has_a_card_and_somebodys_own_tells_nothing(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    own = await own_link(team.sam)
    assert "og:" not in (await web.get(f"{own}/12")).text
    assert (await web.get(f"{own}/12/card.png")).status_code == 404
    link = await public_link(team.ada)
    text = (await web.get(f"{link}/12")).text
    assert '<meta property="og:title" content="Core – weeknote 12">' in text
    [image] = re.findall(r'og:image" content="([^"]+)"', text)
    assert image == f"{ADDRESS}{link}/12/card.png"
    for path in (image, f"{link}/card.png"):
        picture = await web.get(path)
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(PNG)
        assert picture.content[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


async def test_opening_one_counts_once_and_fetching_it_does_not(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    note = posted(office)
    sams, bens = await own_link(team.sam), await own_link(team.ben)
    for path in (sams, f"{sams}/12.md", f"{sams}/12.pdf"):
        await web.get(path, headers=BROWSER)
    await web.get(f"{sams}/12")
    await web.get(f"{sams}/12", headers={**BROWSER, "Sec-Purpose": "prefetch"})
    with office.inside() as session:
        assert weeknote_readers.reach(session, [note]) == {}
    for _ in range(3):
        await web.get(f"{sams}/12", headers=BROWSER)
    await web.get(f"{bens}/12", headers=BROWSER)
    assert readers(office, note) == 2
    public = await public_link(team.ada)
    await web.get(f"{public}/12", headers=BROWSER)
    assert readers(office, note) == 2


async def test_who_does_not_want_to_be_counted_leaves_no_trace(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    note = posted(office)
    asked = await team.sam.commands("/weeknote archive")
    link = page(asked)
    await web.get(f"{link}/12", headers=BROWSER)
    assert readers(office, note) == 1
    outcome = await presses_told(team.sam, "Don't count me", asked)
    with office.inside() as session:
        assert weeknote_readers.reach(session, [note]) == {}
    assert (await web.get(f"{link}/12", headers=BROWSER)).status_code == 200
    with office.inside() as session:
        assert weeknote_readers.reach(session, [note]) == {}
    await presses_told(team.sam, "Count me", outcome)
    await web.get(f"{link}/12", headers=BROWSER)
    assert readers(office, note) == 1


async def test_nothing_is_told_of_what_nobody_was_given(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await own_link(team.sam)
    wrong = [f"/weeknotes/{each}" for each in ("x", "a" * 43, "a" * 5000)]
    for path in (*wrong, "/feeds/x.atom", f"{link}/99", f"{link}/{10**30}", f"{link}/0.pdf"):
        answer = await web.get(path)
        assert answer.status_code == 404
        assert answer.headers["cache-control"] == "no-store"
        assert "This link opens nothing" in answer.text


async def test_who_takes_too_many_files_is_told_to_wait_and_may_still_read(
    office: Office, team: Crew, web: httpx.AsyncClient
) -> None:
    posted(office)
    link = await own_link(team.sam)
    answers = [(await web.get(f"{link}/12.md")).status_code for _ in range(MOST_FILES + 1)]
    assert answers.count(200) == MOST_FILES and answers[-1] == 429
    assert (await web.get(f"{link}/12")).status_code == 200
