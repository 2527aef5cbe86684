"""Figures: what happened is counted, and no label names anybody."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.metrics import Metrics
from bot.port import Limited, Stopped, Trouble
from bot.watching import Watch
from bot.web.metrics import figures
from storage.session import Database
from tests.fakes.surroundings import ROOT
from tests.platforms.scripted import MONDAY as NINE
from tests.platforms.scripted import post_office, until
from tests.running.house import MONDAY, house

LABELS = {
    *("platform", "result", "event", "kind", "state", "le", "version", "role"),
    *("implementation", "major", "minor", "patchlevel"),
}


@pytest.mark.long
async def test_a_day_is_counted_and_nobody_is_named(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(sqlite_url, monkeypatch) as at:
        await at.moves_in("Ada", "Ben")
        ada, _ = at.crowd
        await at.until(MONDAY + timedelta(hours=1))
        at.slack.fault("chat.postMessage", status=429)
        await at.answers(ada, q1="done", q2="more")
        await at.until(MONDAY + timedelta(hours=6))
        told = await at.figures()
        ids = [at.slack.workspace.id, *(one.id for one in at.crowd), at.team.id if at.team else ""]
    assert told['drumbeat_moments_total{kind="standup.ask"}'] == 1
    assert told['drumbeat_event_seconds_count{event="Due",result="ok"}'] >= 2
    assert told['drumbeat_event_seconds_count{event="FormSent",result="ok"}'] == 2
    assert told['drumbeat_deliveries_total{platform="slack",result="sent"}'] >= 3
    assert told['drumbeat_delivery_lateness_seconds_count{platform="slack"}'] >= 3
    assert told['drumbeat_info{role="all",version="0.1.0"}'] == 1
    assert told['drumbeat_queue{state="waiting"}'] == told["drumbeat_moments_overdue"] == 0
    assert [name for name in told for id in ids if id in name] == []
    assert {label for name in told for label in re.findall(r'(\w+)="', name)} <= LABELS


async def test_every_answer_of_a_platform_is_counted_as_what_it_led_to(
    database: Database,
) -> None:
    office = await post_office(database)
    metrics = Metrics()
    async with office.open(watch=Watch(metrics)):
        office.platform.failures["C1"] = [Limited(0.01, "place"), Trouble("down")]
        office.platform.failures["C2"] = [Stopped("archived")]
        await office.ledger.post("hello")
        await office.ledger.post("never", place="C2")
        await until(lambda: office.ledger.is_("never", "stopped"))
        await until(lambda: ("find", "1:hello") in office.platform.asked)
        await until(lambda: office.ledger.is_("hello", "waiting"))
        office.later(40)
        await until(lambda: office.ledger.is_("hello", "sent"))
        await office.ledger.update("hello", "newer")
        await until(lambda: office.ledger.is_("hello", "sent"))
        await until(lambda: office.platform.words() == ["newer"])
    counted = {
        sample.labels["result"]: sample.value
        for figure in metrics.registry.collect()
        for sample in figure.samples
        if sample.name == "drumbeat_deliveries_total"
    }
    assert counted == dict.fromkeys(
        ("limited", "retried", "repeated", "stopped", "sent", "edited"), 1
    )
    late = metrics.registry.get_sample_value
    name = "drumbeat_delivery_lateness_seconds"
    platform = {"platform": "scripted"}
    assert late(f"{name}_sum", platform) == 40 and late(f"{name}_count", platform) == 2


async def asked(database: Database, metrics: Metrics) -> str:
    app = Starlette(routes=figures(metrics, database, lambda: NINE))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://here"
    ) as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.text


async def test_the_queue_is_what_the_database_holds_at_that_moment(database: Database) -> None:
    office = await post_office(database)
    metrics = Metrics()
    await office.ledger.post("one")
    await office.ledger.post("two", place="C2")
    assert 'drumbeat_queue{state="waiting"} 2.0' in await asked(database, metrics)
    await office.ledger.claim("somebody")
    told = await asked(database, metrics)
    assert 'drumbeat_queue{state="in_hand"} 2.0' in told
    assert 'drumbeat_queue{state="waiting"} 0.0' in told


async def test_without_the_database_it_says_that_nobody_knows(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/empty.db")
    told = await asked(database, Metrics())
    database.close()
    assert 'drumbeat_queue{state="waiting"} NaN' in told
    assert "drumbeat_info" in told


async def test_a_429_is_counted_wherever_it_came(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(sqlite_url, monkeypatch) as at:
        await at.moves_in("Ada")
        assert at.team
        at.slack.fault("views.open", status=429)
        await at.slack.command(at.crowd[0], at.team, "/standup")
        told = await at.figures()
    assert told['drumbeat_platform_limits_total{platform="slack"}'] == 1


async def test_how_long_an_event_took_is_told_by_what_became_of_it() -> None:
    readings = iter([1.0, 3.0, 5.0, 5.5])
    watch = Watch(clock=lambda: next(readings))
    for end in ("ok", "failed"):
        with watch._timed("Said") as result:
            await asyncio.sleep(0)
            if end == "ok":
                result.of = "ok"
    value = watch.metrics.registry.get_sample_value
    name = "drumbeat_event_seconds_sum"
    assert value(name, {"event": "Said", "result": "ok"}) == 2
    assert value(name, {"event": "Said", "result": "failed"}) == 0.5


def test_two_drumbeats_in_one_process_count_apart() -> None:
    one, two = Metrics(), Metrics()
    one.limited("slack")
    name, slack = "drumbeat_platform_limits_total", {"platform": "slack"}
    assert one.registry.get_sample_value(name, slack) == 1
    assert two.registry.get_sample_value(name, slack) is None


def test_the_readme_lists_every_figure_by_the_name_it_is_served_under() -> None:
    metrics = Metrics()
    metrics.handled("Said", "ok", 1)
    metrics.delivered("slack", "sent")
    metrics.late("slack", 1)
    metrics.limited("slack")
    metrics.handed_on("standup.ask")
    endings = r"_(bucket|count|sum|created)$"
    served = {
        re.sub(endings, "", sample.name)
        for figure in metrics.registry.collect()
        for sample in figure.samples
        if sample.name.startswith("drumbeat")
    }
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("<!-- figures -->")[1].split("<!-- /figures -->")[0]
    listed = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    # Until somebody asks for `/metrics` nobody has looked into the database.
    assert listed - {"drumbeat_queue"} == {name for name in served if f"{name}_total" not in served}
