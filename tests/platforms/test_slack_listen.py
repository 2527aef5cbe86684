"""What may come in, and what is refused before anything reads it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import pytest_asyncio

from handlers.events import PersonChanged, PlaceChanged, Uninstalled
from tests.platforms.slack_bench import Bench, bench


@pytest_asyncio.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as made:
        made.fake.add_channel("team", [made.fake.add_person("Ada")])
        yield made


async def test_slack_may_check_the_address(at: Bench) -> None:
    assert await at.fake.verify_url()


@pytest.mark.parametrize("how", ["unsigned", "wrongly_signed", "stale"])
async def test_what_slack_did_not_sign_just_now_is_refused(at: Bench, how: str) -> None:
    body = _command(at, "hello")
    status, _, _ = await at.fake.send_raw(body, getattr(at.fake, how)(body))
    assert status == 401
    assert at.told == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Slack-Request-Timestamp", "yesterday"),
        ("X-Slack-Request-Timestamp", "1e9"),
        ("X-Slack-Request-Timestamp", ""),
        ("X-Slack-Signature", "v0=ü"),
        ("X-Slack-Signature", "v0="),
    ],
)
async def test_odd_headers_are_refused_and_break_nothing(at: Bench, name: str, value: str) -> None:
    body = _command(at, "hello")
    status, _, _ = await at.fake.send_raw(body, {**at.fake.signed(body), name: value})
    assert status == 401
    assert at.told == []


@pytest.mark.parametrize("body", [b"\xff\xfe", b"payload=\xff"])
async def test_what_is_not_utf8_is_refused(at: Bench, body: bytes) -> None:
    status, _, _ = await at.fake.send_raw(body, at.fake.signed(body))
    assert status == 400


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"type": "event_callback"', b"payload=%7B", b"payload=%5B1%5D", b'"text"'],
)
async def test_what_cannot_be_read_is_400_even_when_signed(at: Bench, body: bytes) -> None:
    headers = {**at.fake.signed(body)}
    if not body.startswith(b"payload"):
        headers["Content-Type"] = "application/json"
    status, _, _ = await at.fake.send_raw(body, headers)
    assert status == 400


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event": {"type": "message"}},
        {"type": "event_callback", "event": {"type": "app_mention", "user": "U1"}},
        {"type": "event_callback", "event": {"type": "user_change", "user": "U1"}},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [{"type": "button", "action_id": "a", "value": "{"}]},
        {"type": "view_submission", "view": {"blocks": []}},
        {"type": "message_action", "callback_id": "x"},
        {"type": "unheard_of"},
        {},
    ],
)
async def test_half_a_payload_breaks_nothing(at: Bench, payload: dict[str, object]) -> None:
    told = {**payload, "team_id": at.fake.workspace.id, "team": {"id": at.fake.workspace.id}}
    is_event = payload.get("type") == "event_callback"
    body = json.dumps(told) if is_event else urlencode({"payload": json.dumps(told)})
    status, _, _ = await at.fake.send_raw(body, at.fake.signed(body))
    assert status in (200, 400)
    assert at.told == []


async def test_what_is_far_too_big_is_refused(at: Bench) -> None:
    body = b"{" + b" " * 1_000_001
    status, _, _ = await at.fake.send_raw(body, at.fake.signed(body))
    assert status == 413


async def test_the_same_request_sent_again_has_one_effect(at: Bench) -> None:
    body = _command(at, "once")
    headers = at.fake.signed(body)
    first, _, _ = await at.fake.send_raw(body, headers)
    again, words, _ = await at.fake.send_raw(body, headers)
    assert (first, again, words) == (200, 200, "")
    assert len(at.told) == 1


async def test_events_nobody_listens_for_are_taken_at_once(at: Bench) -> None:
    home = at.fake.workspace
    delivered = await at.fake.deliver(home, {"type": "emoji_changed", "event_ts": "1.1"})
    assert delivered
    assert delivered.ok
    assert delivered.retries == 0


async def test_edits_and_deletions_are_not_said_again(at: Bench) -> None:
    await at.fake.dm("Ada", "first")
    count = len(at.told)
    message = at.fake.bot_dm("Ada").messages[0]
    await at.fake.edit_message("Ada", message, "second")
    await at.fake.delete_message("Ada", message)
    assert len(at.told) == count


async def test_people_and_channels_that_change_are_told(at: Bench) -> None:
    await at.fake.change_zone("Ada", "Asia/Tokyo")
    await at.fake.archive("team")
    await at.fake.rename_channel("team", "crew")
    person, archived, renamed = at.told
    assert isinstance(person, PersonChanged)
    assert person.facts.zone == "Asia/Tokyo"
    assert isinstance(archived, PlaceChanged)
    assert archived.change == "archived"
    assert isinstance(renamed, PlaceChanged)
    assert renamed.origin.place_name == "crew"


async def test_somebody_from_elsewhere_is_told_that_it_is_not_installed(at: Bench) -> None:
    other = at.fake.add_workspace("Other")
    at.fake.add_channel("there", [at.fake.add_person("Eve", other)], workspace=other)
    answer = await at.fake.command("Eve", "there", "/beat hello")
    assert answer.ok
    assert at.told == []
    words = at.fake.text_of(at.fake.last_seen_by("Eve", "there"))
    assert "not installed" in words


async def test_after_an_uninstall_nothing_is_answered(at: Bench) -> None:
    await at.fake.uninstall()
    assert any(isinstance(event, Uninstalled) for event in at.told)
    told = len(at.told)
    answer = await at.fake.command("Ada", "team", "/beat hello")
    assert answer.ok
    assert len(at.told) == told


async def test_while_the_database_is_away_events_come_again_and_people_are_told(
    at: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(at.slack.keyring, "of", away)
    answer = await at.fake.command("Ada", "team", "/beat hello")
    assert answer.ok
    assert "cannot answer just now" in at.fake.text_of(answer.messages[0])
    delivered = await at.fake.dm("Ada", "hello")
    assert delivered
    assert {attempt.status for attempt in delivered.attempts} == {503}
    monkeypatch.undo()
    await at.fake.redeliver(delivered)
    assert len(at.told) == 1


def _command(at: Bench, words: str) -> bytes:
    fake = at.fake
    ada, team = fake.person("Ada"), fake.channel("team")
    told = {
        "team_id": fake.workspace.id,
        "channel_id": team.id,
        "channel_name": team.name,
        "user_id": ada.id,
        "user_name": ada.name,
        "command": "/beat",
        "text": words,
        "response_url": fake.new_response_url(ada, team),
        "trigger_id": fake.new_trigger(ada),
    }
    return urlencode(told).encode()
