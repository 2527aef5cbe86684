"""Limits and faults of the fake."""

import contextlib

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from .asking import refusal
from .conftest import Scene

pytestmark = pytest.mark.asyncio


async def test_limits_are_off_until_asked_for_and_then_answer_429(scene: Scene) -> None:
    post = scene.client.chat_postMessage
    for _ in range(10):
        await post(channel=scene.team.id, text="hello")
    scene.slack.limits_on = True
    for _ in range(3):
        await post(channel=scene.team.id, text="hello")
    with pytest.raises(SlackApiError) as caught:
        await post(channel=scene.team.id, text="hello")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (
        429,
        "1",
    )
    assert (await post(channel=scene.ada.id, text="elsewhere"))["ok"]
    scene.now.move(1)
    assert (await post(channel=scene.team.id, text="hello"))["ok"]
    assert (scene.slack.too_many, scene.slack.calls_by_method["chat.postMessage"]) == (1, 16)


async def test_tiers_are_counted_per_workspace(scene: Scene) -> None:
    scene.slack.limits_on = True
    for _ in range(20):
        await scene.client.users_list()
    assert await refusal(scene.client.users_list()) == "ratelimited"
    other = AsyncWebClient(
        token=scene.slack.add_workspace("Globex").token, base_url=scene.slack.api_url
    )
    assert (await other.users_list())["ok"]


async def test_faults_strike_as_often_as_told(scene: Scene) -> None:
    post = scene.client.chat_postMessage
    scene.slack.fault("chat.postMessage", status=500, times=2)
    for _ in range(2):
        assert await refusal(post(channel=scene.team.id, text="x")) == "500"
    scene.slack.fault("chat.postMessage", status={"ok": False, "error": "fatal_error"})
    assert await refusal(post(channel=scene.team.id, text="x")) == "fatal_error"
    assert (await post(channel=scene.team.id, text="x"))["ok"]


async def test_a_client_that_obeys_retry_after_gets_through(scene: Scene) -> None:
    scene.slack.fault("chat.postMessage", status=429, retry_after=0)
    scene.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler())
    assert (await scene.client.chat_postMessage(channel=scene.team.id, text="x"))["ok"]
    assert scene.slack.too_many == 1


async def test_a_fault_can_be_aimed(scene: Scene) -> None:
    scene.slack.fault(
        "*", status=503, after=1, where=lambda args: args.get("channel") == scene.team.id
    )
    post = scene.client.chat_postMessage
    assert (await post(channel=scene.team.id, text="first goes well"))["ok"]
    assert (await post(channel=scene.ada.id, text="elsewhere"))["ok"]
    assert await refusal(post(channel=scene.team.id, text="x")) == "503"


async def test_a_reset_loses_the_message_and_a_late_reset_only_the_answer(scene: Scene) -> None:
    for trouble, stored in [("reset", 0), ("accept-then-reset", 1)]:
        client = AsyncWebClient(
            token=scene.slack.workspace.token, base_url=scene.slack.api_url, retry_handlers=[]
        )
        assert await client.auth_test()
        scene.slack.fault("chat.postMessage", status=trouble)  # type: ignore[arg-type]
        with pytest.raises(Exception, match=r"(?i)disconnected|reset"):
            await client.chat_postMessage(channel=scene.team.id, text="x")
        assert len(scene.team.messages) == stored


async def test_a_timeout_holds_until_the_caller_gives_up(scene: Scene) -> None:
    client = AsyncWebClient(
        token=scene.slack.workspace.token, base_url=scene.slack.api_url, timeout=1
    )
    client.timeout = 0.05  # type: ignore[assignment]
    scene.slack.fault("auth.test", status="timeout")
    with pytest.raises(TimeoutError):
        await client.auth_test()
    assert (await client.auth_test())["ok"]


async def test_half_an_answer_breaks_off_with_or_without_the_message(scene: Scene) -> None:
    for trouble, stored in [("half", 0), ("accept-then-half", 1)]:
        client = AsyncWebClient(
            token=scene.slack.workspace.token, base_url=scene.slack.api_url, retry_handlers=[]
        )
        scene.slack.fault("chat.postMessage", status=trouble)  # type: ignore[arg-type]
        with pytest.raises(Exception, match=r"(?i)payload|disconnected|content"):
            await client.chat_postMessage(channel=scene.team.id, text="x")
        assert len(scene.team.messages) == stored


async def test_trouble_by_chance_is_the_same_for_the_same_seed(scene: Scene) -> None:
    told = []
    for seed in (1, 1, 2):
        scene.slack.rain(seed, {"chat.postMessage": {500: 0.3, "accept-then-500": 0.3}})
        before = len(scene.slack.calls)
        for _ in range(30):
            with contextlib.suppress(SlackApiError):
                await scene.client.chat_postMessage(channel=scene.team.id, text="x")
        told.append([call.status for call in scene.slack.calls[before:]])
    assert told[0] == told[1] != told[2]
    assert {0, 200, 500} <= set(told[0])
    scene.slack.rain(0, {})
    assert (await scene.client.chat_postMessage(channel=scene.team.id, text="x"))["ok"]
