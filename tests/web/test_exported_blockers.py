"""Blockers as a file, by a link of one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from bot.dispatch import Outcome
from bot.web.exports import exports
from handlers.cards import Link, Text
from handlers.events import Pressed
from storage.session import Database
from tests.flows.blocked import Crew, answered, crew, presses_told, rows
from tests.flows.office import Office, Persona, at, opened

TABLE = "As a table (CSV)"


@pytest.fixture
async def team(database: Database) -> Crew:
    """Ben is blocked by two things, one of which is between him, Chiara and Ada."""
    team = await crew(Office(database, now=at("10:00")))
    await team.ben.commands("/blocker =No access to staging @Chiara by Friday 3pm")
    form = opened(await team.ben.commands("/blocker"))
    given = answered(form, summary="My contract", owner=team.chiara.ref, private="yes")
    await team.ben.sends(form, given)
    assert len(rows(team.office)) == 2
    return team


@pytest.fixture
async def web(team: Crew) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=exports(team.office.database, lambda: team.office.now))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://drumbeat") as client:
        yield client


async def link(who: Persona, line: str) -> str:
    return path(await presses_told(who, TABLE, await who.commands(line)))


def path(outcome: Outcome) -> str:
    [card] = outcome.whispers
    texts = [part for part in card.parts if isinstance(part, Text)]
    url = next(span.url for part in texts for span in part.spans if isinstance(span, Link))
    return urlsplit(url).path


def table(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


async def test_a_list_is_a_file_of_what_its_reader_may_see(
    team: Crew, web: httpx.AsyncClient
) -> None:
    answer = await web.get(await link(team.ben, "/blocker list"))
    named = 'attachment; filename="open-blockers-of-Core.csv"'
    assert answer.headers["content-disposition"] == named
    assert answer.headers["cache-control"] == "no-store"
    first, second = table(answer)
    assert first["summary"] == "'=No access to staging"
    assert (first["blocked"], first["owner"]) == ("Ben", "Chiara")
    assert first["needed by"] == "2026-11-27T14:00:00+00:00"
    assert (second["summary"], second["private"]) == ("My contract", "private")
    theirs = table(await web.get(await link(team.petra, "/blocker list")))
    assert [each["summary"] for each in theirs] == ["'=No access to staging"]
    mine = table(await web.get(await link(team.chiara, "/blocker mine")))
    assert len(mine) == 2


async def test_a_filtered_list_is_a_filtered_file(team: Crew, web: httpx.AsyncClient) -> None:
    await team.ben.commands("/blocker resolve 1 The licence is there")
    [closed] = table(await web.get(await link(team.petra, "/blocker list closed")))
    assert (closed["number"], closed["status"]) == ("1", "resolved")


@pytest.mark.long
async def test_the_workback_is_a_file_for_who_leads(team: Crew, web: httpx.AsyncClient) -> None:
    await team.ben.commands("/blocker resolve 1 The licence is there")
    found = table(await web.get(await link(team.petra, "/blocker workback")))
    assert [each["status"] for each in found] == ["resolved"]
    assert len(table(await web.get(await link(team.ada, "/blocker workback")))) == 2


async def test_the_right_is_asked_again_when_a_link_is_opened(
    team: Crew, web: httpx.AsyncClient
) -> None:
    theirs = await link(team.petra, "/blocker list")
    form = opened(await presses_told(team.ben, "Change", await _more(team)))
    await team.ben.sends(form, answered(form, private="yes"))
    assert table(await web.get(theirs)) == []
    await team.office.leaves(team.petra)
    assert (await web.get(theirs)).status_code == 404
    mine = await link(team.ben, "/blocker list")
    await team.office.learns(team.ben, is_gone=True)
    assert (await web.get(mine)).status_code == 404


async def _more(team: Crew) -> Outcome:
    listed = await team.ben.commands("/blocker list")
    return await presses_told(team.ben, "Blocker 1", listed)


async def test_a_link_runs_out(team: Crew, web: httpx.AsyncClient) -> None:
    mine = await link(team.ben, "/blocker list")
    team.office.now += timedelta(minutes=15)
    assert (await web.get(mine)).status_code == 404


async def test_forged_arguments_are_refused_or_read_as_they_can_be(team: Crew) -> None:
    for change in (
        {"of": "workback", "team": "1"},
        {"team": "99"},
        {"service": "x"},
        {"filter": "=1"},
        {"of": "\0"},
    ):
        where = team.office.origin(team.ben.ref)
        pressed = Pressed(where, "blocker.csv", change, "m1", team.office.key())
        said = await team.office.happens(pressed)
        assert "went wrong" not in "".join(card.summary for card in said.whispers)
        assert said.refused == (change.get("team") is not None)
