"""A team's webhook over real HTTP: what is told, that nothing is lost, and how it is told."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from jsonschema import Draft202012Validator

from bot.webhooks.calling import Webhooks
from storage import webhooks as stored
from tests.flows.blocked import answered, card, crew, does, kinds, presses_told
from tests.flows.office import Office, at, in_days, opened
from tests.running.hooked import REAL, SCHEMA, SECRET, House, Listener, house, listener

__all__ = ["house", "listener"]
"""Fixtures."""


async def test_logged_escalated_and_resolved_are_told_as_the_schema_says(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging @Chiara by Friday 3pm")
    await house.calls()
    await house.office.until(at("10:00", day=in_days(1)))
    await house.calls()
    await does(team.chiara, "Resolve", card(house.office), words="Role given.")
    await house.calls()
    assert listener.kinds == [
        "ping",
        "blocker.created",
        "blocker.escalated",
        "blocker.escalated",
        "blocker.resolved",
    ]
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for each in listener.told:
        validator.validate(each)
    _, created, first, second, resolved = listener.told
    assert created["team"] == "Core"
    assert created["blocker"]["summary"] == "No access to staging"
    assert (created["blocker"]["number"], created["blocker"]["owner"]) == (1, "Chiara")
    assert created["blocker"]["blocked"] == ["Ben"]
    assert first["escalated_to"] == {"role": "scrum master", "people": ["Ada"]}
    assert second["escalated_to"] == {"role": "owner", "people": ["Chiara"]}
    assert resolved["blocker"]["status"] == "resolved"
    assert resolved["blocker"]["closing"] == "Role given."
    assert house.left() == []


async def test_what_is_dismissed_merged_or_opened_again_is_told_too(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging")
    await does(team.ben, "Resolve", card(house.office), words="Done.")
    await does(team.ben, "Reopen", card(house.office), words="Gone again.")
    await team.ben.commands("/blocker The vendor does not answer")
    more = await team.ben.presses("More", card_of(house.office, "vendor"))
    await team.ben.sends(opened(await presses_told(team.ben, "Merge", more)), {"words": "1"})
    more = await team.ben.presses("More", card_of(house.office, "staging"))
    await team.ben.sends(opened(await presses_told(team.ben, "Dismiss", more)), {"words": "No."})
    await house.calls()
    ended = [each for each in listener.told if each["kind"] == "blocker.dismissed"]
    assert [each["blocker"]["number"] for each in ended] == [2, 1]
    assert [each["blocker"]["merged_into"] for each in ended] == [1, None]
    assert listener.kinds.count("blocker.reopened") == 1
    for each in listener.told:
        Draft202012Validator(SCHEMA).validate(each)


def card_of(office: Office, said: str) -> Any:
    return next(each for each in office.shown("C-core") if said in each.words)


async def test_tickets_that_its_words_name_come_along(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    form = opened(await team.ada.commands("/team trackers"))
    await team.ada.sends(form, {"lines": "https://harbor.atlassian.net"})
    await team.ben.commands("/blocker PORT-12 is stuck")
    await house.calls()
    url = "https://harbor.atlassian.net/browse/PORT-12"
    created = listener.told[1]["blocker"]
    assert created["tickets"] == [{"label": "PORT-12", "url": url}]
    Draft202012Validator(SCHEMA).validate(listener.told[1])


async def test_private_ones_never_go_out(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    form = opened(await team.ben.commands("/blocker"))
    await team.ben.sends(form, answered(form, summary="My raise", private="yes"))
    await house.office.until(at("17:00", day=in_days(4)))
    await house.calls()
    assert listener.kinds == ["ping"]
    assert kinds(house.office).count("escalated") > 0


async def test_every_message_is_signed_over_time_and_body(house: House, listener: Listener) -> None:
    await house.team(listener)
    headers, body = listener.heard[0]
    stamp = headers["drumbeat-timestamp"]
    assert stamp == str(int(REAL.timestamp()))
    right = hmac.new(house.key.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["drumbeat-signature"] == f"v1={right}"
    assert headers["drumbeat-id"] == json.loads(body)["id"]
    assert headers["content-type"] == "application/json"


async def test_what_is_undone_is_not_told(house: House, listener: Listener) -> None:
    await house.team(listener)
    hook = house.hook()
    assert hook is not None
    with house.office.inside() as session:
        stored.hand_out(session, hook.key, "blocker.created", {}, house.office.now)
        session.rollback()
    await house.calls()
    assert listener.kinds == ["ping"]


async def test_what_fails_is_told_later_in_its_order_and_as_the_same(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    listener.status = 503
    await team.ben.commands("/blocker No access to staging")
    await does(team.ben, "Resolve", card(house.office), words="Done.")
    await house.calls()
    await house.calls()
    assert listener.kinds == ["ping", "blocker.created"]
    assert house.left() == ["blocker.created", "blocker.escalated", "blocker.resolved"]
    house.office.now += timedelta(seconds=6)
    await house.calls()
    assert len(listener.heard) == 3
    listener.status = 204
    house.office.now += timedelta(seconds=11)
    await house.calls()
    assert listener.kinds[3:] == ["blocker.created", "blocker.escalated", "blocker.resolved"]
    assert listener.heard[1][1] == listener.heard[2][1] == listener.heard[3][1]
    assert len({each["id"] for each in listener.told}) == 4


async def test_what_a_process_had_in_hand_that_is_no_more_is_told_by_another(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging")
    await house.office.database.run(house.webhooks._claim)
    await house.calls()
    assert listener.kinds == ["ping"]
    house.office.now += timedelta(minutes=2)
    await house.calls()
    assert listener.kinds[1:] == ["blocker.created", "blocker.escalated"]


async def test_two_processes_tell_everything_once_and_in_its_order(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    other = Webhooks(
        house.office.database,
        house.seal,
        house.office.dispatch.handle,
        lambda: house.office.now,
        lambda: REAL,
        is_lenient=True,
    )
    for words in ("No access to staging", "The vendor is silent", "Chairs are missing"):
        await team.ben.commands(f"/blocker {words}")
    while house.left():
        await asyncio.gather(house.calls(), other.call())
    numbers = [each["blocker"]["number"] for each in listener.told[1:]]
    assert numbers == [1, 1, 2, 2, 3, 3]


async def test_the_scrum_master_hears_once_that_it_fails_and_nothing_is_tried_for_ever(
    house: House, listener: Listener
) -> None:
    team = await house.team(listener)
    listener.status = 500
    await team.ben.commands("/blocker No access to staging")
    for _ in range(80):
        await house.calls()
        house.office.now += timedelta(hours=1)
    heard = [each for each in team.ada.inbox() if each.subject.startswith("webhook:")]
    assert len(heard) == 1
    assert "The webhook of Core at 127.0.0.1 does not work. It answers with an error (500)." in (
        heard[0].words
    )
    assert house.left() == []
    form = opened(await team.ada.commands("/team webhook"))
    assert "127.0.0.1 can’t be told just now. It answers with an error (500)." in str(form)


async def test_who_gave_an_address_that_does_not_work_hears_at_once(
    house: House, listener: Listener
) -> None:
    listener.status = 302
    team = await house.team(listener)
    assert "It sends me elsewhere." in team.ada.inbox()[-1].words
    assert len(listener.heard) == 1


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/x", "https://10.0.0.1/x", "https://169.254.169.254/x", "http://1.1.1.1/x"],
)
async def test_nobody_calls_through_us_what_is_private_or_in_the_open(
    house: House, address: str
) -> None:
    house.webhooks._is_lenient = False
    house.office.now = at("10:00")
    team = await crew(house.office)
    await house.sets(team, address=address)
    await house.calls()
    why = ("leads into a private network", "has to begin with https://")
    assert any(each in team.ada.inbox()[-1].words for each in why)


async def test_neither_address_nor_key_is_kept_in_the_open_or_logged(
    house: House, listener: Listener
) -> None:
    with structlog.testing.capture_logs() as logs:
        team = await house.team(listener)
        listener.status = 500
        await team.ben.commands("/blocker No access to staging")
        await house.calls()
    hook = house.hook()
    assert hook is not None
    form = str(opened(await team.ada.commands("/team webhook")))
    kept = json.dumps([hook.model_dump(), logs, form], default=str)
    for secret in (SECRET, house.key, house.link.rpartition("/")[2]):
        assert secret not in kept


async def test_the_key_stays_until_a_new_one_is_made(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    key, link = house.key, house.link
    assert "as before" in await house.sets(team, address=listener.address)
    await house.sets(team, renew="yes")
    assert house.key != key and house.link != link
    await house.calls()
    assert len(listener.heard) >= 2
    old = await house.web.post(link)
    assert old.status_code == 404
    assert "I call nobody" in await house.sets(team, address="none")
    assert "no webhook any more" in await house.sets(team, ends="yes")
    assert house.hook() is None


async def test_only_who_runs_the_team_makes_one(house: House) -> None:
    house.office.now = at("10:00")
    team = await crew(house.office)
    assert (await team.ben.commands("/team webhook")).refused
    form = opened(await team.ada.commands("/team webhook"))
    assert (await team.ben.sends(form, {})).refused
    wrong = await team.ada.sends(form, {"address": "hooks"})
    assert wrong.errors is not None and "https://" in wrong.errors["address"]


async def test_it_goes_with_the_installation(house: House, listener: Listener) -> None:
    team = await house.team(listener)
    await team.ben.commands("/blocker No access to staging")
    await house.office.is_uninstalled()
    await house.calls()
    assert listener.kinds == ["ping"]
    assert house.hook() is None
    assert (await house.posts({"kind": "blocker.resolve", "number": 1})).status_code == 404


def test_the_examples_of_the_page_are_as_the_schema_says() -> None:
    page = (Path(__file__).parents[2] / "docs/webhooks.md").read_text()
    examples = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    told_of = [each for each in examples if "id" in each]
    assert {each["kind"] for each in told_of} >= {"blocker.escalated"}
    for each in told_of:
        Draft202012Validator(SCHEMA).validate(each)
