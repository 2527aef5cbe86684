"""One process that listens, one that works."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.routing import BaseRoute

from bot.app import Drumbeat
from bot.safety import Unsafe
from bot.settings import Role, Settings
from storage import dues
from storage.models import Delivery
from tests.running.house import MONDAY, house

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}


@pytest.mark.parametrize("role", ["web", "worker"])
def test_sharing_the_work_needs_postgresql(sqlite_url: str, role: Role) -> None:
    settings = Settings.model_validate({"DRUMBEAT_DATABASE_URL": sqlite_url, **SLACK})
    with pytest.raises(Unsafe, match=r"needs PostgreSQL.*DRUMBEAT_DATABASE_URL"):
        Drumbeat(settings, role=role)


@pytest.mark.parametrize("role", ["web", "worker"])
def test_the_playground_is_never_shared_out(postgres_url: str, role: Role) -> None:
    settings = Settings.model_validate({"DRUMBEAT_DATABASE_URL": postgres_url})
    with pytest.raises(Unsafe, match="playground needs everything in one process"):
        Drumbeat(settings, role=role)


def test_a_worker_offers_health_and_figures_only(postgres_url: str) -> None:
    settings = Settings.model_validate({"DRUMBEAT_DATABASE_URL": postgres_url, **SLACK})
    drumbeat = Drumbeat(settings, role="worker")
    drumbeat.database.close()
    assert {path(route) for route in drumbeat.routes} == {"/healthz", "/readyz", "/metrics"}


def path(route: BaseRoute) -> str:
    return str(getattr(route, "path", ""))


async def test_a_worker_does_not_connect_to_socket_mode(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(
        postgres_url, monkeypatch, "worker", SLACK_APP_TOKEN="xapp-1", SLACK_SIGNING_SECRET=""
    ) as at:
        assert at.slack.calls_by_method["auth.test"] == 1
        assert at.slack.calls_by_method["apps.connections.open"] == 0
        assert (await at.web.get("/slack/events")).status_code == 404


async def test_what_the_web_heard_the_worker_does(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(postgres_url, monkeypatch, "web") as web:
        # Answers go out at once; what is to be delivered waits in the ledger.
        ada = web.slack.add_person("Ada", tz="Europe/Berlin")
        team = web.slack.add_channel("core", [ada])
        asked = await web.slack.command(ada, team, "/standup setup")
        assert asked.view
        assert (await web.slack.submit(ada, asked.view)).ok
        assert web.bot.jobs._scheduler.running is False
        with web.bot.database.everywhere() as session:
            states = set(session.exec(select(Delivery.state)).all())
        assert states == {"waiting"}
        told = await web.figures()
        assert told['drumbeat_info{role="web",version="0.1.0"}'] == 1

        given = web.bot.settings.model_copy()
        worker = Drumbeat(given, role="worker")
        worker.platforms["slack"].pace = None
        await worker.start()
        try:
            await worker.beat.settled()
            web.clock[0] = MONDAY + timedelta(hours=1)
            await worker.beat.tick()
            await worker.beat.settled()
            with worker.database.everywhere() as session:
                first = dues.first(session)
        finally:
            await worker.stop()
        assert first and first.next_run_at > web.now
        assert web.slack.seen_by(ada, web.slack.bot_dm(ada))
