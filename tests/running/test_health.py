"""Whether it lives, and whether it can work."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from bot.app import Drumbeat
from bot.settings import Settings
from bot.web.health import Leaving, health
from storage.session import Database
from tests.faults.bot_process import free_port


async def asked(database: Database, what: str, is_leaving: bool = False) -> httpx.Response:
    leaving = Leaving()
    leaving.has_begun = is_leaving
    app = Starlette(routes=health(database, leaving))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://here"
    ) as client:
        return await client.get(what)


async def test_with_its_database_it_can_work(database: Database) -> None:
    assert (await asked(database, "/healthz")).status_code == 200
    assert (await asked(database, "/readyz")).status_code == 200


async def test_without_its_database_it_lives_and_cannot_work() -> None:
    away = Database(f"postgresql://me:hush@127.0.0.1:{free_port()}/beat")
    assert (await asked(away, "/healthz")).status_code == 200
    told = await asked(away, "/readyz")
    away.close()
    assert (told.status_code, told.json()["database"]) == (503, "OperationalError")
    assert "hush" not in told.text and "127.0.0.1" not in told.text


async def test_who_is_about_to_leave_lives_and_wants_nothing_more(database: Database) -> None:
    assert (await asked(database, "/healthz", is_leaving=True)).status_code == 200
    assert (await asked(database, "/readyz", is_leaving=True)).status_code == 503


@pytest.mark.parametrize(("kind", "others"), [("sqlite", False), ("postgres", True)])
def test_where_others_can_take_what_comes_the_door_stays_open_a_moment_longer(
    request: pytest.FixtureRequest, kind: str, others: bool
) -> None:
    given = {
        "DRUMBEAT_DATABASE_URL": request.getfixturevalue(f"{kind}_url"),
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
    }
    drumbeat = Drumbeat(Settings.model_validate(given))
    assert drumbeat.leave() == others
    assert drumbeat.leaving.has_begun
    drumbeat.database.close()
