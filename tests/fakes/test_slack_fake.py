"""The fake's Web API, asked by the real slack_sdk client."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from .asking import refusal
from .conftest import Scene
from .peer import CARD

pytestmark = pytest.mark.asyncio


async def test_a_token_says_which_workspace_is_asking(scene: Scene) -> None:
    other = scene.slack.add_workspace("Globex")
    told = await AsyncWebClient(token=other.token, base_url=scene.slack.api_url).auth_test()
    assert (told["team_id"], told["user_id"], told["bot_id"]) == (
        other.id,
        other.bot.id,
        other.bot_id,
    )
    assert "chat:write" in told.headers["x-oauth-scopes"]


async def test_what_is_wrong_with_a_token_is_said(scene: Scene) -> None:
    api = scene.slack.api_url
    assert await refusal(AsyncWebClient(base_url=api).auth_test()) == "not_authed"
    assert (
        await refusal(AsyncWebClient(token="xoxb-nobody", base_url=api).auth_test())
        == "invalid_auth"
    )
    await scene.client.auth_revoke()
    assert await refusal(scene.client.auth_test()) == "token_revoked"
    await scene.slack.uninstall()
    assert await refusal(scene.client.auth_test()) == "account_inactive"


async def test_an_unknown_method_and_a_missing_scope_are_refused(scene: Scene) -> None:
    assert await refusal(scene.client.api_call("chat.shout")) == "unknown_method"
    with pytest.raises(SlackApiError) as caught:
        await scene.client.conversations_open(users=scene.ada.id)
    assert caught.value.response["needed"] == "im:write"
    assert "chat:write" in caught.value.response["provided"]


async def test_a_message_to_a_person_lands_in_their_conversation_with_the_bot(scene: Scene) -> None:
    told = await scene.client.chat_postMessage(channel=scene.ada.id, text="hello")
    assert (
        told["channel"].startswith("D")
        and told["message"]["bot_id"] == scene.slack.workspace.bot_id
    )
    assert [one.text for one in scene.slack.seen_by(scene.ada, scene.slack.bot_dm(scene.ada))] == [
        "hello"
    ]
    again = await scene.client.chat_postMessage(channel=scene.ada.id, text="again")
    assert again["channel"] == told["channel"] and again["ts"] > told["ts"]


async def test_posting_to_somebody_deactivated_succeeds_and_is_noted(scene: Scene) -> None:
    await scene.slack.deactivate(scene.ben)
    assert (await scene.client.chat_postMessage(channel=scene.ben.id, text="hello"))["ok"]
    assert [one.text for one in scene.slack.posted_to_deactivated] == ["hello"]


async def test_where_the_bot_may_not_post_it_is_told_why(scene: Scene) -> None:
    slack, post = scene.slack, scene.client.chat_postMessage
    public = slack.add_channel("public", bot=False)
    secret = slack.add_channel("secret", bot=False, private=True)
    for where, error in [
        ("C404", "channel_not_found"), ("U404", "channel_not_found"), (secret.id, "channel_not_found"),
        (public.id, "not_in_channel"), (slack.workspace.bot.id, "cannot_dm_bot"),
    ]:  # fmt: skip
        assert await refusal(post(channel=where, text="hello")) == error
    await slack.archive(scene.team)
    assert await refusal(post(channel=scene.team.id, text="hello")) == "is_archived"
    await slack.delete_channel(scene.team)
    assert await refusal(post(channel=scene.team.id, text="hello")) == "channel_not_found"


async def test_a_channel_of_another_workspace_is_not_there(scene: Scene) -> None:
    other = scene.slack.add_workspace("Globex")
    theirs = scene.slack.add_channel("theirs", workspace=other)
    assert (
        await refusal(scene.client.chat_postMessage(channel=theirs.id, text="hello"))
        == "channel_not_found"
    )


async def test_bad_messages_are_refused_with_reasons(scene: Scene) -> None:
    post, team = scene.client.chat_postMessage, scene.team.id
    broken = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as caught:
        await post(channel=team, text="hello", blocks=broken)
    assert caught.value.response["error"] == "invalid_blocks"
    assert "at most 150" in caught.value.response["response_metadata"]["messages"][0]
    assert await refusal(post(channel=team, text="x" * 40_001)) == "msg_too_long"
    bare = {"channel": team, "blocks": CARD}
    assert await refusal(scene.client.api_call("chat.postMessage", json=bare)) == "no_text"
    assert await refusal(post(channel=team, text="hey <!channel>")) == "invalid_arguments"
    assert await refusal(post(channel=team, text="x", thread_ts="1.000001")) == "thread_not_found"
    assert (
        await refusal(post(channel=team, text="x", metadata={"event_type": "x"}))
        == "invalid_metadata_format"
    )


async def test_a_lenient_fake_takes_what_slack_itself_takes(scene: Scene) -> None:
    scene.slack.strict = False
    assert (await scene.client.chat_postMessage(channel=scene.team.id, text="hey <!channel>"))["ok"]


async def test_threads_and_metadata_are_kept(scene: Scene) -> None:
    meta = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    first = await scene.client.chat_postMessage(channel=scene.team.id, text="digest", metadata=meta)
    await scene.client.chat_postMessage(
        channel=scene.team.id, text="Ada's answer", thread_ts=first["ts"]
    )
    message = scene.slack.seen_by(scene.ben, scene.team)[0]
    assert message.metadata == meta
    assert [one.text for one in scene.slack.thread(message)] == ["Ada's answer"]


async def test_an_update_keeps_blocks_it_does_not_mention(scene: Scene) -> None:
    ts = (await scene.client.chat_postMessage(channel=scene.team.id, text="one", blocks=CARD))["ts"]
    await scene.client.chat_update(channel=scene.team.id, ts=ts, text="two")
    message = scene.team.message(ts)
    assert (
        message is not None and (message.text, len(message.blocks)) == ("two", 2) and message.edited
    )
    await scene.client.chat_update(channel=scene.team.id, ts=ts, text="three", blocks=[])
    assert message.blocks == [] and [text for text, _ in message.earlier] == ["one", "two"]


async def test_only_its_own_messages_can_be_changed_or_deleted(scene: Scene) -> None:
    update, delete, team = scene.client.chat_update, scene.client.chat_delete, scene.team.id
    await scene.slack.say(scene.ada, scene.team, "mine")
    theirs = scene.slack.said(scene.team).ts
    assert await refusal(update(channel=team, ts=theirs, text="x")) == "cant_update_message"
    assert await refusal(delete(channel=team, ts=theirs)) == "cant_delete_message"
    assert await refusal(update(channel=team, ts="1.000001", text="x")) == "message_not_found"
    ts = (await scene.client.chat_postMessage(channel=team, text="bye"))["ts"]
    await delete(channel=team, ts=ts)
    assert await refusal(update(channel=team, ts=ts, text="x")) == "message_not_found"


async def test_an_ephemeral_message_is_for_one_and_cannot_be_updated(scene: Scene) -> None:
    post, team = scene.client.chat_postEphemeral, scene.team.id
    ts = (await post(channel=team, user=scene.ada.id, text="psst"))["message_ts"]
    assert (
        len(scene.slack.seen_by(scene.ada, scene.team)) == 1
        and scene.slack.seen_by(scene.ben, scene.team) == []
    )
    assert (
        await refusal(scene.client.chat_update(channel=team, ts=ts, text="x"))
        == "message_not_found"
    )
    outsider = scene.slack.add_person("Cleo")
    assert await refusal(post(channel=team, user=outsider.id, text="psst")) == "user_not_in_channel"
    assert await refusal(post(channel=team, user="U404", text="psst")) == "user_not_found"


async def test_people_are_described_as_slack_does(scene: Scene) -> None:
    guest = scene.slack.add_person("Guest", is_restricted=True, is_ultra_restricted=True)
    far = scene.slack.add_person("Far", is_stranger=True)
    told = (await scene.client.users_info(user=scene.ben.id))["user"]
    assert (told["tz"], told["tz_offset"], told["deleted"], told["is_bot"]) == (
        "America/New_York",
        -18_000,
        False,
        False,
    )
    assert (await scene.client.users_info(user=guest.id))["user"]["is_ultra_restricted"] is True
    assert (await scene.client.users_info(user=far.id))["user"][
        "is_stranger"
    ] is True and "is_stranger" not in told
    assert await refusal(scene.client.users_info(user="U404")) == "user_not_found"


async def test_long_lists_come_in_pages(scene: Scene) -> None:
    for number in range(5):
        scene.slack.add_person(f"Extra {number}")
    sizes, seen = [], []
    async for page in await scene.client.users_list(limit=3):
        sizes.append(len(page["members"]))
        seen += [one["id"] for one in page["members"]]
    assert sizes == [3, 3, 2] and len(set(seen)) == 8
    first = await scene.client.conversations_members(channel=scene.team.id, limit=2)
    rest = await scene.client.conversations_members(
        channel=scene.team.id, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert first["members"] + rest["members"] == scene.team.members
    assert await refusal(scene.client.users_list(cursor="nonsense")) == "invalid_cursor"


async def test_channels_are_listed_and_described(scene: Scene) -> None:
    scene.slack.add_channel("secret", bot=False, private=True)
    listed = await scene.client.conversations_list(types="public_channel,private_channel")
    assert [one["name"] for one in listed["channels"]] == ["team"]
    told = (await scene.client.conversations_info(channel=scene.team.id))["channel"]
    assert (told["is_member"], told["is_archived"], told["num_members"]) == (True, False, 3)


async def test_history_is_read_once_a_minute(scene: Scene) -> None:
    await scene.client.chat_postMessage(channel=scene.ada.id, text="hello")
    dm = scene.slack.bot_dm(scene.ada).id
    assert [
        one["text"] for one in (await scene.client.conversations_history(channel=dm))["messages"]
    ] == ["hello"]
    assert await refusal(scene.client.conversations_history(channel=dm)) == "ratelimited"
    scene.now.move(60)
    assert (await scene.client.conversations_history(channel=dm))["ok"]


async def test_a_file_is_uploaded_in_three_steps(scene: Scene) -> None:
    await scene.client.files_upload_v2(
        channel=scene.team.id,
        content=b"\x89PNG",
        filename="chart.png",
        title="Votes",
        initial_comment="The votes",
    )
    message = scene.slack.last_seen_by(scene.ben, scene.team)
    assert scene.slack.text_of(message) == "The votes\nVotes"
    assert scene.slack.workspace.files[message.files[0]["id"]]["content"] == b"\x89PNG"


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
async def test_installing_exchanges_a_code_once(scene: Scene) -> None:
    slack = scene.slack
    client, code = AsyncWebClient(base_url=slack.api_url), slack.new_code(slack.workspace)
    secrets = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    told = await client.oauth_v2_access(code=code, **secrets)
    assert (told["access_token"], told["bot_user_id"]) == (
        slack.workspace.token,
        slack.workspace.bot.id,
    )
    assert await refusal(client.oauth_v2_access(code=code, **secrets)) == "code_already_used"
    assert await refusal(client.oauth_v2_access(code="x", **secrets)) == "invalid_code"
    await slack.uninstall()
    again = await client.oauth_v2_access(code=slack.new_code(slack.workspace), **secrets)
    assert again["access_token"] != told["access_token"]
