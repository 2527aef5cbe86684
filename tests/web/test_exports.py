"""Answers as a file, by a link of one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from bot.web.exports import exports
from handlers.cards import Card, Link, Text
from handlers.events import Pressed
from storage.session import Database
from tests.flows.office import Office, Persona, at, set_up
from tests.flows.reading import buttons


@pytest.fixture
async def office(database: Database) -> Office:
    """A team that has answered; Ben may read it too."""
    office = Office(database)
    ada = office.person("Ada")
    await set_up(office, ada, office.person("Ben"), name="Harbor & sons")
    await office.until(at("09:30"))
    await ada.answers("=Piers", "<b>Ropes</b>")
    return office


@pytest.fixture
async def web(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=exports(office.database, lambda: office.now))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://drumbeat") as client:
        yield client


async def link(office: Office, label: str) -> str:
    """The path of a new one, for Ben."""
    ben = Persona(office, "U-Ben")
    [shown] = (await ben.commands("/standup history today")).whispers
    [button] = [button for button in buttons(shown) if button.label == label]
    pressed = Pressed(office.origin(ben.ref), button.action, button.args, "m1", office.key())
    [card] = (await office.happens(pressed)).whispers
    return urlsplit(_url(card)).path


def _url(card: Card) -> str:
    texts = [part for part in card.parts if isinstance(part, Text)]
    return next(span.url for part in texts for span in part.spans if isinstance(span, Link))


async def test_the_table_is_a_file_that_no_cache_keeps(
    office: Office, web: httpx.AsyncClient
) -> None:
    answer = await web.get(await link(office, "As a table (CSV)"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="Harbor-sons.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert '"Ada","\'=Piers","<b>Ropes</b>"' in answer.text


async def test_the_text_is_markdown(office: Office, web: httpx.AsyncClient) -> None:
    answer = await web.get(await link(office, "As text (Markdown)"))
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "# Answers of Harbor \\& sons" in answer.text
    assert "> \\<b\\>Ropes\\</b\\>" in answer.text


async def test_a_link_runs_out(office: Office, web: httpx.AsyncClient) -> None:
    path = await link(office, "As a table (CSV)")
    office.now += timedelta(minutes=15)
    answer = await web.get(path)
    assert answer.status_code == 404
    assert "opens nothing any more" in answer.text


async def test_who_has_left_the_team_opens_nothing_any_more(
    office: Office, web: httpx.AsyncClient
) -> None:
    path = await link(office, "As a table (CSV)")
    await office.leaves(Persona(office, "U-Ben"))
    assert (await web.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/exports/x.csv", "/exports/" + "x" * 200 + ".md"])
async def test_a_made_up_link_opens_nothing(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == 404
    assert "Ada" not in answer.text


async def test_the_secret_is_kept_nowhere(office: Office, web: httpx.AsyncClient) -> None:
    path = await link(office, "As a table (CSV)")
    secret = path.rpartition("/")[2].removesuffix(".csv")
    with office.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM export").all()
    assert len(kept) == 1
    assert secret not in str(kept)


async def test_a_link_opens_nothing_once_the_workspace_has_uninstalled(
    office: Office, web: httpx.AsyncClient
) -> None:
    path = await link(office, "As a table (CSV)")
    await office.is_uninstalled()
    assert (await web.get(path)).status_code == 404
