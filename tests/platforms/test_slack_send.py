"""Slack as a `Platform`: what arrives, and what each trouble means."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.port import Home, Limited, Stopped, Trouble
from handlers.cards import Card, Picture, plain
from handlers.replies import channel, direct
from tests.platforms.slack_bench import Bench, bench

CARD = Card("A <title>", (plain("Words"),))


@pytest_asyncio.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as made:
        made.fake.add_channel("team", [made.fake.add_person("Ada")])
        yield made


async def test_a_post_carries_its_key_and_unfolds_no_links(at: Bench) -> None:
    ref = await _post(at)
    message = at.fake.said("team")
    assert ref == f"{message.channel}/{message.ts}"
    assert message.text == "A &lt;title&gt;"
    assert message.metadata == {"event_type": "drumbeat_delivery", "event_payload": {"key": "k1"}}
    (call,) = [call for call in at.fake.calls if call.method == "chat.postMessage"]
    assert call.args["unfurl_links"] is False
    assert call.args["unfurl_media"] is False


async def test_a_reply_goes_into_its_thread(at: Bench) -> None:
    ref = await _post(at)
    await _post(at, thread=ref)
    assert at.fake.said("team").thread_ts == ref.split("/")[1]


async def test_a_direct_post_goes_by_the_persons_id_and_can_be_changed(at: Bench) -> None:
    place = direct(at.fake.person("Ada").id)
    ref = await at.slack.platform.post(_home(at), place, CARD, key="k", thread="")
    await at.slack.platform.update(_home(at), place, ref, Card("New", (plain("New"),)))
    message = at.fake.said(at.fake.bot_dm("Ada"))
    assert at.fake.text_of(message) == "New"
    assert message.edited


async def test_what_is_gone_can_be_removed_again_but_not_changed(at: Bench) -> None:
    ref, place = await _post(at), channel(at.fake.channel("team").id)
    await at.slack.platform.remove(_home(at), place, ref)
    await at.slack.platform.remove(_home(at), place, ref)
    with pytest.raises(Stopped, match="message_not_found"):
        await at.slack.platform.update(_home(at), place, ref, CARD)


async def test_an_archived_channel_stops(at: Bench) -> None:
    await at.fake.archive("team")
    with pytest.raises(Stopped) as stopped:
        await _post(at)
    assert stopped.value.why == "archived"


async def test_a_channel_it_is_out_of_stops(at: Bench) -> None:
    await at.fake.kick_bot("team")
    with pytest.raises(Stopped) as stopped:
        await _post(at)
    assert stopped.value.why == "not in channel"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("channel_not_found", "no such place"),
        ("user_not_found", "person gone"),
        ("cannot_dm_bot", "person gone"),
        ("restricted_action", "refused"),
        ("missing_scope", "refused"),
        ("never_heard_of", "refused"),
    ],
)
async def test_what_can_never_arrive_stops(at: Bench, code: str, why: str) -> None:
    at.fake.fault("chat.postMessage", status={"ok": False, "error": code})
    with pytest.raises(Stopped) as stopped:
        await _post(at)
    assert (stopped.value.why, stopped.value.detail) == (why, code)


async def test_too_fast_says_when(at: Bench) -> None:
    at.fake.fault("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(Limited) as limited:
        await _post(at)
    assert (limited.value.after, limited.value.scope) == (7, "place")


@pytest.mark.parametrize(
    "trouble",
    [500, 503, "reset", "accept-then-reset", {"ok": False, "error": "internal_error"}],
)
async def test_what_may_have_arrived_is_trouble_and_is_not_sent_again_here(
    at: Bench, trouble: Any
) -> None:
    at.fake.fault("chat.postMessage", status=trouble)
    with pytest.raises(Trouble):
        await _post(at)
    assert at.fake.calls_by_method["chat.postMessage"] == 1


async def test_a_dead_token_stops_and_is_forgotten(at: Bench) -> None:
    await _post(at)
    at.fake.workspace.refused = "token_revoked"
    for _ in range(2):
        with pytest.raises(Stopped) as stopped:
            await _post(at)
        assert stopped.value.why == "refused"


async def test_a_card_too_big_for_slack_stops_before_it_is_sent(at: Bench) -> None:
    place = channel(at.fake.channel("team").id)
    big = Card("Big", (plain("x" * 13_001),))
    with pytest.raises(Stopped, match="13001"):
        await at.slack.platform.post(_home(at), place, big, key="k", thread="")
    assert at.fake.calls_by_method["chat.postMessage"] == 0


async def test_slack_is_never_asked_for_its_history(at: Bench) -> None:
    assert await at.slack.platform.find(_home(at), channel("C1"), "k") is None
    assert at.fake.calls_by_method["conversations.history"] == 0


async def test_a_roster_has_all_pages_and_says_who_is_what(at: Bench) -> None:
    for number in range(210):
        at.fake.channel("team").members.append(at.fake.add_person(f"P{number}").id)
    guest = at.fake.add_person("Guest", is_restricted=True)
    at.fake.channel("team").members.append(guest.id)
    facts = {one.ref: one for one in await _roster(at)}
    assert len(facts) == 213
    assert facts[guest.id].is_guest
    assert facts[at.fake.workspace.bot.id].is_bot
    assert facts[at.fake.person("Ada").id].zone == "Europe/Amsterdam"


async def test_a_roster_waits_as_long_as_slack_says(at: Bench) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    at.slack.platform.sleep = sleep
    at.fake.fault("users.info", status=429, retry_after=30)
    assert len(await _roster(at)) == 2
    assert slept == [30]


async def test_a_roster_that_is_limited_for_long_comes_back_later(at: Bench) -> None:
    async def sleep(seconds: float) -> None: ...

    at.slack.platform.sleep = sleep
    at.fake.fault("conversations.members", status=429, retry_after=30, times=9)
    with pytest.raises(Limited):
        await _roster(at)


async def test_a_person_slack_does_not_know_is_gone(at: Bench) -> None:
    with pytest.raises(Stopped) as stopped:
        await at.slack.platform.person(_home(at), "U404")
    assert stopped.value.why == "person gone"


async def test_all_calls_share_their_connections(at: Bench) -> None:
    session = at.slack.wire.client.session
    await _post(at)
    await at.fake.command("Ada", "team", "/beat form")
    assert session is at.slack.wire.client.session
    assert session is not None
    assert at.slack.app
    assert at.slack.app.client.session is session


def _home(at: Bench) -> Home:
    return Home(1, at.fake.workspace.id)


async def _post(at: Bench, thread: str = "") -> str:
    place = channel(at.fake.channel("team").id)
    return await at.slack.platform.post(_home(at), place, CARD, key="k1", thread=thread)


async def _roster(at: Bench) -> tuple[Any, ...]:
    return await at.slack.platform.roster(_home(at), at.fake.channel("team").id)


async def test_a_picture_that_slack_cannot_have_is_told_in_words(at: Bench) -> None:
    """It fetches each, and refuses the whole message where it cannot."""
    near = Picture("The new pier", "http://127.0.0.1:3000/pictures/x.png")
    far = Picture("The old pier", "https://gone.example/pier.png")
    place = channel(at.fake.channel("team").id)
    refusal = {"ok": False, "error": "invalid_blocks"}
    at.fake.fault("chat.postMessage", status=refusal)
    await at.slack.platform.post(_home(at), place, Card("Piers", (near, far)), key="k", thread="")
    message = at.fake.said("team")
    assert "Picture: The new pier" in at.fake.text_of(message)
    assert "Picture: The old pier" in at.fake.text_of(message)
