"""Slack's payloads, as Bolt's own listeners understand them."""

from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from tests.fakes.slack import delivery

from .conftest import Scene
from .peer import CARD, FORM, Peer, titled

pytestmark = pytest.mark.asyncio


async def test_a_command_reaches_its_listener_and_its_answer_only_the_caller(
    scene: Scene, peer: Peer
) -> None:
    answer = await scene.slack.command(scene.ada, scene.team, "/standup", "setup")
    assert answer.ok and answer.status == 200
    kind, body = peer.heard[0]
    assert (kind, body["text"], body["user_id"], body["channel_name"]) == (
        "command",
        "setup",
        scene.ada.id,
        "team",
    )
    assert [one.text for one in scene.slack.seen_by(scene.ada, scene.team)] == ["heard setup"]
    assert scene.slack.seen_by(scene.ben, scene.team) == []


async def test_a_command_may_answer_for_everybody(scene: Scene, peer: Peer) -> None:
    peer.then["command"] = {"response_type": "in_channel", "text": "Retro!", "blocks": CARD}
    answer = await scene.slack.command(scene.ada, "#team", "/standup go")
    assert [scene.slack.text_of(one) for one in answer.messages] == [
        "*Stand-up* of the team\nAnswer\nColour\nred\nblue"
    ]
    assert len(scene.slack.seen_by(scene.ben, scene.team)) == 1


async def test_a_form_opens_on_the_trigger_and_comes_back_with_its_values(
    scene: Scene, peer: Peer
) -> None:
    slack = scene.slack
    answer = await slack.command(scene.ada, scene.team, "/standup form")
    assert answer.view is not None and slack.view_of(scene.ada) is answer.view
    sent = await slack.submit(scene.ada, answer.view, {"plan": "Ship it", "pick": "Good"})
    assert sent.ok and slack.view_of(scene.ada) is None
    body = peer.heard[-1][1]
    assert body["view"]["private_metadata"] == "kept"
    assert body["view"]["state"]["values"] == {
        "plan": {"words": {"type": "plain_text_input", "value": "Ship it"}},
        "mood": {
            "pick": {
                "type": "static_select",
                "selected_option": FORM["blocks"][1]["element"]["options"][0],
            }
        },
    }


async def test_errors_keep_the_form_open(scene: Scene, peer: Peer) -> None:
    view = (await scene.slack.command(scene.ada, scene.team, "/standup form")).view
    assert view is not None
    peer.then["submit"] = {"response_action": "errors", "errors": {"plan": "Too short."}}
    sent = await scene.slack.submit(scene.ada, view, {"plan": "x"})
    assert sent.errors == {"plan": "Too short."} and sent.failed is None
    assert scene.slack.view_of(scene.ada) is view


async def test_errors_for_a_block_that_is_not_there_break_the_form(
    scene: Scene, peer: Peer
) -> None:
    view = (await scene.slack.command(scene.ada, scene.team, "/standup form")).view
    assert view is not None
    peer.then["submit"] = {"response_action": "errors", "errors": {"nowhere": "Too short."}}
    assert (await scene.slack.submit(scene.ada, view, {"plan": "x"})).failed == "dispatch_failed"


async def test_slacks_own_client_refuses_an_empty_required_field(scene: Scene, peer: Peer) -> None:
    view = (await scene.slack.command(scene.ada, scene.team, "/standup form")).view
    assert view is not None
    empty = await scene.slack.submit(scene.ada, view, {"plan": ""})
    long = await scene.slack.submit(scene.ada, view, {"plan": "x" * 21})
    assert (
        empty.in_browser and long.in_browser and list(empty.errors) == list(long.errors) == ["plan"]
    )
    assert [kind for kind, _ in peer.heard] == ["command"]


async def test_update_and_push_show_the_next_form_and_clear_takes_all_away(
    scene: Scene, peer: Peer
) -> None:
    slack = scene.slack
    view = (await slack.command(scene.ada, scene.team, "/standup form")).view
    assert view is not None
    peer.then["submit"] = {"response_action": "update", "view": titled("Second")}
    updated = await slack.submit(scene.ada, view, {"plan": "kept"})
    assert updated.view is view and view.body["title"]["text"] == "Second"
    assert view.values["plan"]["words"]["value"] == "kept"
    peer.then["submit"] = {"response_action": "push", "view": titled("Third")}
    pushed = await slack.submit(scene.ada, view)
    assert (
        pushed.view is not None and pushed.view.previous == view.id and pushed.view.root == view.id
    )
    with pytest.raises(LookupError, match="not on top"):
        await slack.submit(scene.ada, view)
    peer.then["submit"] = {"response_action": "clear"}
    await slack.submit(scene.ada, pushed.view, {"plan": "done"})
    assert slack.view_of(scene.ada) is None


async def test_closing_tells_the_app_only_if_it_asked(scene: Scene, peer: Peer) -> None:
    view = (await scene.slack.command(scene.ada, scene.team, "/standup form")).view
    assert view is not None
    closed = await scene.slack.close(scene.ada, view)
    assert closed is not None and closed.ok and peer.heard[-1][0] == "view_closed"


async def test_an_input_that_dispatches_tells_the_app_and_may_push(
    scene: Scene, peer: Peer
) -> None:
    view = (await scene.slack.command(scene.ada, scene.team, "/standup form")).view
    assert view is not None
    with pytest.raises(LookupError):
        await scene.slack.press_in_view(scene.ada, view, "words", "hello")
    peer.then["push"] = titled("Deeper")
    answer = await scene.slack.press_in_view(scene.ada, view, "pick", "bad")
    assert answer.ok and answer.view is not None and answer.view.body["title"]["text"] == "Deeper"
    body = peer.heard[-1][1]
    assert body["container"] == {"type": "view", "view_id": view.id} and "response_url" not in body
    assert body["actions"][0]["selected_option"]["value"] == "bad"


async def test_a_press_carries_message_state_and_response_url(scene: Scene, peer: Peer) -> None:
    posted = await scene.client.chat_postMessage(
        channel=scene.team.id, text="Stand-up", blocks=CARD
    )
    message = scene.team.message(posted["ts"])
    assert message is not None
    await scene.slack.press(scene.ada, message, "colour", "blue")
    answer = await scene.slack.press(scene.ada, message, "Answer")
    assert answer.ok
    body = peer.heard[-1][1]
    assert body["actions"][0] | {"action_ts": ""} == {
        "type": "button", "action_id": "answer", "block_id": "do", "action_ts": "", "value": "v1",
        "text": {"type": "plain_text", "text": "Answer"},
    }  # fmt: skip
    assert body["state"]["values"]["do"]["colour"]["selected_option"]["value"] == "blue"
    assert body["message"]["ts"] == message.ts and body["response_url"].startswith(scene.slack.url)
    assert body["container"]["channel_id"] == scene.team.id


async def test_shortcuts_reach_their_listeners(scene: Scene, peer: Peer) -> None:
    await scene.slack.say(scene.ben, scene.team, "the build is red")
    assert (await scene.slack.shortcut(scene.ada, "anywhere")).ok
    assert (
        await scene.slack.message_shortcut(scene.ada, scene.slack.said(scene.team), "log_blocker")
    ).ok
    assert [kind for kind, _ in peer.heard] == ["shortcut", "message_action"]
    assert peer.heard[1][1]["message"]["text"] == "the build is red"
    assert "channel" not in peer.heard[0][1]


async def test_an_unknown_command_fails_as_slack_would_say(scene: Scene, peer: Peer) -> None:
    answer = await scene.slack.command(scene.ada, scene.team, "/nobody")
    assert (answer.status, answer.failed) == (404, "dispatch_failed")


async def test_the_bot_hears_direct_messages_and_mentions_and_nothing_else(
    scene: Scene, peer: Peer
) -> None:
    slack = scene.slack
    assert await slack.say(scene.ada, scene.team, "not for you") is None
    await slack.mention(scene.ada, scene.team, "retro start")
    await slack.dm(scene.ada, "hello")
    assert [kind for kind, _ in peer.heard] == ["app_mention", "message"]
    event = peer.heard[1][1]["event"]
    assert (
        event["channel_type"] == "im"
        and event["channel"].startswith("D")
        and "subtype" not in event
    )
    assert peer.heard[0][1]["event"]["text"] == f"<@{slack.workspace.bot.id}> retro start"


async def test_edits_and_deletions_in_a_direct_message_arrive(scene: Scene, peer: Peer) -> None:
    await scene.slack.dm(scene.ada, "helo")
    message = scene.slack.said(scene.slack.bot_dm(scene.ada))
    await scene.slack.edit_message(scene.ada, message, "hello")
    await scene.slack.delete_message(scene.ada, message)
    changed, deleted = (body["event"] for _, body in peer.heard[1:])
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed", "hello", "helo",
    )  # fmt: skip
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)


async def test_comings_and_goings_arrive(scene: Scene, peer: Peer) -> None:
    slack = scene.slack
    cleo = slack.add_person("Cleo")
    await slack.join(cleo, scene.team)
    await slack.leave(cleo, scene.team)
    await slack.change_zone(scene.ada, "Asia/Tokyo")
    await slack.deactivate(scene.ben)
    await slack.hire("Dan")
    await slack.open_home(scene.ada)
    await slack.archive(scene.team)
    await slack.kick_bot(scene.team)
    other = slack.add_channel("other", [scene.ada])
    await slack.delete_channel(other)
    await slack.uninstall()
    assert [kind for kind, _ in peer.heard] == [
        "member_joined_channel", "member_left_channel", "user_change", "user_change", "team_join", "app_home_opened",
        "channel_archive", "channel_left", "channel_deleted", "tokens_revoked", "app_uninstalled",
    ]  # fmt: skip
    assert peer.heard[2][1]["event"]["user"]["tz_offset"] == 9 * 3600
    assert peer.heard[3][1]["event"]["user"]["deleted"] is True
    assert scene.ben.id not in scene.team.members


async def test_an_event_that_fails_comes_three_times_more(scene: Scene, peer: Peer) -> None:
    peer.then["raise"] = RuntimeError("boom")
    done = await scene.slack.dm(scene.ada, "hello")
    assert done is not None and not done.ok and done.retries == 3
    assert [one.retry for one in done.attempts] == [0, 1, 2, 3]
    assert len({body["event_id"] for _, body in peer.heard}) == 1


async def test_an_event_can_come_again_under_another_id_and_without_a_header(
    scene: Scene, peer: Peer
) -> None:
    first = await scene.slack.dm(scene.ada, "hello")
    assert first is not None and first.ok
    again = await scene.slack.redeliver(first, new_id=True, retry_header=False)
    assert again.event_id != first.event_id
    assert again.payload["event"] == first.payload["event"]
    assert len(peer.heard) == 2


async def test_retries_can_be_kept_for_later(scene: Scene, peer: Peer) -> None:
    scene.slack.retry_at_once = False
    peer.then["raise"] = RuntimeError("boom")
    first = await scene.slack.dm(scene.ada, "hello")
    assert first is not None and len(first.attempts) == 1 and len(scene.slack.pending_retries) == 1
    peer.then.clear()
    (second,) = await scene.slack.retry_pending()
    assert second.ok and second.attempts[0].retry == 1


async def test_a_late_ack_is_a_failure_and_its_words_are_not_shown(
    scene: Scene, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ACK_WITHIN", 3.0)
    peer.then["act"] = lambda: scene.now.move(3.5)
    answer = await scene.slack.command(scene.ada, scene.team, "/standup late")
    assert (answer.failed, answer.took) == ("operation_timeout", 3.5)
    assert scene.slack.seen_by(scene.ada, scene.team) == []


@pytest.mark.parametrize("forge", ["unsigned", "wrongly_signed", "stale"])
async def test_bolt_refuses_what_slack_did_not_sign(scene: Scene, peer: Peer, forge: str) -> None:
    body = urlencode({"command": "/standup", "text": "x", "team_id": scene.slack.workspace.id})
    status, _, _ = await scene.slack.send_raw(body, getattr(scene.slack, forge)(body))
    assert status == 401 and peer.heard == []


async def test_a_replay_is_the_same_bytes_again(scene: Scene, peer: Peer) -> None:
    body = urlencode(
        {
            "command": "/standup",
            "text": "x",
            "team_id": scene.slack.workspace.id,
            "user_id": scene.ada.id,
        }
    )
    headers = scene.slack.signed(body)
    statuses = [(await scene.slack.send_raw(body, headers))[0] for _ in range(2)]
    assert statuses == [200, 200] and len(peer.heard) == 2


async def test_slack_sends_the_bot_its_own_words_when_asked_to(scene: Scene, peer: Peer) -> None:
    scene.slack.echo = True
    await scene.client.chat_postMessage(channel=scene.ada.id, text="hello")
    await scene.slack.settled()
    (echo,) = scene.slack.deliveries
    # Bolt drops it before any listener, because it carries the bot's own user.
    assert (
        echo.ok
        and echo.payload["event"]["bot_id"] == scene.slack.workspace.bot_id
        and peer.heard == []
    )


async def test_what_the_app_has_no_scope_for_it_does_not_hear(scene: Scene, peer: Peer) -> None:
    scene.slack.workspace.scopes = frozenset({"chat:write"})
    assert await scene.slack.dm(scene.ada, "hello") is None
    assert await scene.slack.mention(scene.ada, scene.team, "hello") is None
    with pytest.raises(LookupError):
        await scene.slack.command(scene.ada, scene.team, "/standup")
    assert peer.heard == []


async def test_an_ephemeral_card_is_pressed_without_its_message(scene: Scene, peer: Peer) -> None:
    await scene.client.chat_postEphemeral(
        channel=scene.team.id, user=scene.ada.id, text="card", blocks=CARD
    )
    card = scene.slack.last_seen_by(scene.ada, scene.team)
    assert (await scene.slack.press(scene.ada, card, "answer")).ok
    body = peer.heard[0][1]
    assert "message" not in body and body["container"]["is_ephemeral"] is True
    with pytest.raises(LookupError, match="does not see"):
        await scene.slack.press(scene.ben, card, "answer")


async def test_the_url_check_passes(scene: Scene, peer: Peer) -> None:
    assert await scene.slack.verify_url()


async def test_everything_works_through_socket_mode_as_well(scene: Scene) -> None:
    slack, peer = scene.slack, Peer(scene.slack)
    handler: Any = AsyncSocketModeHandler(
        peer.bolt, slack.app_token, web_client=peer.bolt.client, ping_interval=0.05
    )
    try:
        await handler.connect_async()
        await slack.connected()
        said = await slack.command(scene.ada, scene.team, "/standup setup")
        assert [one.text for one in said.messages] == ["heard setup"]
        view = (await slack.command(scene.ada, scene.team, "/standup form")).view
        assert view is not None
        peer.then["submit"] = {"response_action": "errors", "errors": {"plan": "No."}}
        assert (await slack.submit(scene.ada, view, {"plan": "x"})).errors == {"plan": "No."}
        done = await slack.dm(scene.ada, "hello")
        assert done is not None and done.ok and peer.heard[-1][0] == "message"
        await slack.refresh_sockets()
        await slack.connected()
        assert (await slack.shortcut(scene.ada, "anywhere")).ok
    finally:
        await handler.close_async()
