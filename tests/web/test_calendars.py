"""Calendar links over HTTP: whoever has one sees what its holder may see, until it is renewed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from bot.web.calendars import calendars
from storage.session import Database
from tests.flows.cadences import pressed, set_up
from tests.flows.office import Office, Persona, at, told


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def web(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=calendars(office.database, lambda: office.now))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://beat.test") as client:
        yield client


async def links(person: Persona) -> list[str]:
    said = told(await person.commands("/team calendar"))
    return re.findall(r"http://127\.0\.0\.1:3000(/calendars/\S+\.ics)", said)


async def test_a_link_gives_the_ceremonies_as_a_calendar(
    office: Office, web: httpx.AsyncClient
) -> None:
    ada, ben = office.person("Ada"), office.person("Ben")
    await set_up(office, ada, ben)
    team, _mine = await links(ben)
    answer = await web.get(team)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private")
    found = Calendar.from_ical(answer.content)
    titles = {str(event["SUMMARY"]) for event in found.walk("VEVENT")}
    assert titles == {
        f"Core: {title}" for title in ("Planning", "Refinement", "Review", "Retro", "Weeknote")
    }
    assert b"Ada" not in answer.content
    assert b"Ben" not in answer.content


async def test_what_is_known_is_not_sent_again(office: Office, web: httpx.AsyncClient) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    team, _ = await links(ada)
    first = await web.get(team)
    etag, since = first.headers["etag"], first.headers["last-modified"]
    office.now = at("18:00")
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": since}):
        again = await web.get(team, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert (await web.get(team, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_new_link_makes_the_old_one_stop(office: Office, web: httpx.AsyncClient) -> None:
    ada = office.person("Ada")
    await set_up(office, ada)
    old, mine = await links(ada)
    assert await links(ada) == []
    asked = await ada.commands("/team calendar")
    outcome = await pressed(ada, "Make a new link", asked)
    [new] = re.findall(r"(/calendars/\S+\.ics)", told(outcome))
    assert (await web.get(old)).status_code == 404
    assert (await web.get(new)).status_code == 200
    assert (await web.get(mine)).status_code == 200


async def test_nothing_is_told_of_what_nobody_was_given(web: httpx.AsyncClient) -> None:
    for secret in ("x", "a" * 43, "a" * 5000, "%2e%2e"):
        answer = await web.get(f"/calendars/{secret}.ics")
        assert answer.status_code == 404
        assert answer.headers["cache-control"] == "no-store"
