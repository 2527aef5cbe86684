"""What people see, and the other ways in."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from .asking import refusal
from .conftest import Scene
from .peer import CARD
from .slack import FakeSlack

pytestmark = pytest.mark.asyncio


async def test_a_response_url_serves_five_times_within_half_an_hour(scene: Scene) -> None:
    slack, session = scene.slack, scene.slack.session
    await scene.client.chat_postMessage(channel=scene.team.id, text="card", blocks=CARD)
    card = slack.said(scene.team)
    url = slack.new_response_url(scene.ada, scene.team, card)

    async def send(**body: Any) -> int:
        async with session.post(url, json=body) as response:
            return response.status

    assert await send(text="only you") == 200
    assert await send(text="everybody", response_type="in_channel") == 200
    assert await send(text="replaced", replace_original=True) == 200
    assert await send(text="x", blocks=[{"type": "nonsense"}]) == 400
    assert [one.text for one in slack.seen_by(scene.ben, scene.team)] == ["replaced", "everybody"]
    assert await send(delete_original=True) == 200
    assert await send(text="a sixth") == 404
    assert [one.text for one in slack.seen_by(scene.ada, scene.team)] == ["only you", "everybody"]
    url = slack.new_response_url(scene.ada, scene.team)
    scene.now.move(31 * 60)
    assert await send(text="too late") == 404


async def test_a_transcript_reads_like_the_channel(scene: Scene) -> None:
    slack = scene.slack
    first = await scene.client.chat_postMessage(channel=scene.team.id, text="Stand-up", blocks=CARD)
    await slack.say(scene.ben, scene.team, f"ask <@{scene.ada.id}> &amp; co")
    await scene.client.chat_postMessage(
        channel=scene.team.id, text="in the thread", thread_ts=first["ts"]
    )
    await scene.client.chat_postEphemeral(channel=scene.team.id, user=scene.ada.id, text="psst")
    await scene.client.chat_update(channel=scene.team.id, ts=first["ts"], text="Stand-up")
    assert slack.transcript(scene.team) == (
        "09:00 Drumbeat: *Stand-up* of the team (edited)\n"
        "      [Answer] [Colour]\n"
        "    09:00 Drumbeat: in the thread\n"
        "09:00 Ben: ask @Ada & co\n"
        "09:00 Drumbeat: psst (only Ada sees this)"
    )
    assert slack.transcript(scene.team, as_user=scene.ben).endswith("04:00 Ben: ask @Ada & co")


async def test_outsiders_see_and_press_nothing(scene: Scene) -> None:
    outsider = scene.slack.add_person("Cleo")
    await scene.client.chat_postMessage(channel=scene.team.id, text="card", blocks=CARD)
    assert scene.slack.seen_by(outsider, scene.team) == []
    with pytest.raises(LookupError, match="not in #team"):
        await scene.slack.press(outsider, scene.slack.said(scene.team), "answer")


async def test_every_call_is_on_record(scene: Scene) -> None:
    await scene.client.chat_postMessage(channel=scene.team.id, text="x")
    await refusal(scene.client.users_info(user="U404"))
    first, second = scene.slack.calls
    assert (first.method, first.workspace, first.args["text"]) == (
        "chat.postMessage",
        scene.slack.workspace.id,
        "x",
    )
    assert second.answer["error"] == "user_not_found"


async def test_without_an_app_everything_fails_politely() -> None:
    async with FakeSlack.running() as slack:
        ada = slack.add_person("Ada")
        assert (
            await slack.command(ada, slack.add_channel("team", [ada]), "/standup")
        ).failed == "no_connection"


async def test_the_fake_runs_in_a_thread_of_its_own() -> None:
    with FakeSlack.in_thread() as slack:
        ada = slack.add_person("Ada")
        client = AsyncWebClient(token=slack.workspace.token, base_url=slack.api_url)
        await client.chat_postMessage(channel=ada.id, text="hello")
        assert [one.text for one in slack.seen_by(ada, slack.bot_dm(ada))] == ["hello"]
        assert slack.shortcut(ada, "anywhere").failed == "no_connection"


async def test_another_process_drives_it_through_control() -> None:
    async with FakeSlack.running(control=True) as slack:
        slack.add_channel("team", [slack.add_person("Ada")])
        say = {"user": "Ada", "channel": "#team", "text": "hello"}
        async with slack.session.post(f"{slack.url}/_control/say", json=say) as response:
            assert response.status == 200
        async with slack.session.get(f"{slack.url}/_control/transcript?channel=team") as response:
            assert (await response.text()).endswith("Ada: hello")
        async with slack.session.post(
            f"{slack.url}/_control/say", json={**say, "user": "Nobody"}
        ) as response:
            assert (response.status, await response.json()) == (400, {"error": "no person Nobody"})
