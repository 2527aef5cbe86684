"""The summary of a retro as a file, by a link of one's own."""

from __future__ import annotations

from datetime import timedelta

import httpx
from starlette.applications import Starlette

from bot.web.exports import exports
from storage.session import Database
from tests.flows.ending import closes, summary, talked
from tests.flows.office import Office
from tests.flows.retros import presses_private
from tests.web.test_exported_blockers import path


async def test_the_summary_is_a_file_for_who_is_in_the_team(database: Database) -> None:
    office = Office(database)
    team = await talked(office)
    await closes(team)
    shown = await team.ben.presses("As Markdown", summary(office))
    link = path(await presses_private(team.ben, "Download it as a file", shown))
    app = Starlette(routes=exports(office.database, lambda: office.now))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://drumbeat") as web:
        answer = await web.get(link)
        assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
        named = 'attachment; filename="Retro-of-Core-2026-11-23.md"'
        assert answer.headers["content-disposition"] == named
        assert answer.text.startswith("# Retro of Core\n") and "### Flaky tests" in answer.text
        await office.leaves(team.ben)
        assert (await web.get(link)).status_code == 404
        shown = await team.ada.presses("As Markdown", summary(office))
        link = path(await presses_private(team.ada, "Download it as a file", shown))
        office.now += timedelta(minutes=15)
        assert (await web.get(link)).status_code == 404
