"""What people do in the fake Teams, as the bot hears of it, and what they see of its answers."""

import pytest

from .teams_peer import TeamsScene, block, card, execute, line, opens, task, words

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"


async def test_installing_is_told_twice(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.install(scene.ada)
    update, installed = scene.heard
    assert (update["type"], update["membersAdded"]) == (
        "conversationUpdate",
        [{"id": teams.bot_id}],
    )
    assert (installed["type"], installed["action"]) == ("installationUpdate", "add")
    assert update["conversation"] == {
        "conversationType": "personal",
        "tenantId": teams.tenant.id,
        "id": teams.bot_chat(scene.ada).id,
    }
    assert update["from"] == {"id": scene.ada.id, "aadObjectId": scene.ada.aad}
    await teams.uninstall(scene.ada)
    assert scene.heard[-1]["action"] == "remove"


async def test_what_is_said_comes_in_teams_envelope(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.say(scene.ada, None, "/standup <b> & co")
    [told] = scene.heard
    assert told["text"] == "/standup <b> & co"
    assert told["attachments"][0]["content"] == "<p>/standup &lt;b&gt; &amp; co</p>"
    assert told["channelId"] == "msteams" and told["serviceUrl"] == teams.service_url
    assert told["recipient"] == {"id": teams.bot_id, "name": "Drumbeat"}
    assert told["from"]["aadObjectId"] == scene.ada.aad and told["from"]["id"].startswith("29:")
    assert told["timestamp"] == "2026-11-23T09:00:00.000Z"
    assert told["localTimestamp"] == "2026-11-23T10:00:00.000+01:00"
    assert "localTimezone" not in told
    teams.tells_zone = True
    await teams.say(scene.ada, None, "hi")
    assert scene.heard[1]["localTimezone"] == "Europe/Berlin"
    assert scene.heard[1]["entities"][0]["timezone"] == "Europe/Berlin"


async def test_in_a_channel_the_bot_hears_what_mentions_it(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.say(scene.ada, scene.harbor, "lunch?", to_bot=False)
    assert scene.heard == []
    await teams.say(scene.ada, "harbor", "blocked by @Ben", at=[scene.ben])
    [told] = scene.heard
    assert told["text"] == "<at>Drumbeat</at> blocked by <at>Ben</at>\n"
    mentioned = [one["mentioned"]["id"] for one in told["entities"] if one["type"] == "mention"]
    assert mentioned == [scene.ben.id, teams.bot_id]
    assert told["conversation"]["id"] == f"{scene.harbor.id};messageid={told['id']}"
    assert told["channelData"]["team"] == {"id": scene.harbor.team}
    root = teams.seen_by(scene.ben, scene.harbor)[-1]
    await teams.say(scene.ben, scene.harbor, "why?", under=root)
    assert scene.heard[1]["conversation"]["id"] == told["conversation"]["id"]
    assert teams.transcript(scene.harbor).endswith("    09:00 Ben: @Drumbeat why?")


async def test_a_slash_command_is_seen_by_who_gave_it(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    answer = await teams.slash(scene.ada, scene.harbor, "/standup status")
    assert answer.activity["text"] == "standup status"
    assert answer.activity["recipient"]["isTargeted"] is True
    assert teams.seen_by(scene.ben, scene.harbor) == []
    # Nothing public can hang below it.
    where = answer.activity["conversation"]["id"]
    assert (await scene.send(where, words("for all"))).status_code == 404
    with pytest.raises(LookupError):
        await teams.slash(scene.ada, teams.bot_chat(scene.ada), "standup")


async def test_a_reply_in_the_chat_with_the_bot_quotes(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.install(scene.ada)
    question = await scene.post(teams.bot_chat(scene.ada), card(block("What is on today?")))
    answer = await teams.say(scene.ada, None, "tests", under=question)
    assert answer.activity["replyToId"] == question.id
    [quote] = [one for one in answer.activity["entities"] if one["type"] == "quotedReply"]
    assert quote["quotedReply"]["senderId"] == teams.bot_id


async def test_a_group_chat_knows_neither_team_nor_thread(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    group = teams.add_group_chat("Lunch", [scene.ada, scene.ben], bot=False)
    with pytest.raises(LookupError):
        await teams.say(scene.ada, group, "hi")
    await teams.add_to_chat(group, scene.ada)
    told = (await teams.say(scene.ada, group, "hi")).activity
    assert told["conversation"]["conversationType"] == "groupChat"
    assert told["conversation"]["id"] == group.id and "team" not in told["channelData"]


async def test_people_and_channels_come_and_go(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    cleo = teams.add_person("Cleo")
    await teams.join(cleo, scene.harbor, by=scene.ada)
    await teams.leave(scene.ben, scene.harbor)
    await teams.rename_channel(scene.harbor, "port", scene.ada)
    await teams.delete_channel(scene.harbor, scene.ada)
    await teams.restore_channel(scene.harbor, scene.ada)
    await teams.create_channel(scene.harbor, "dock", scene.ada)
    await teams.delete_team(scene.harbor, scene.ada)
    events = [told["channelData"]["eventType"] for told in scene.heard]
    assert events == [
        "teamMemberAdded",
        "teamMemberRemoved",
        "channelRenamed",
        "channelDeleted",
        "channelRestored",
        "channelCreated",
        "teamDeleted",
    ]
    joined, left, renamed, *_ = scene.heard
    assert joined["membersAdded"] == [{"id": cleo.id, "aadObjectId": cleo.aad}]
    assert joined["conversation"]["id"] == scene.harbor.team
    assert left["membersRemoved"][0]["id"] == scene.ben.id
    assert renamed["channelData"]["channel"] == {"id": scene.harbor.id, "name": "port"}


async def test_what_is_over_for_the_bot_can_come_back(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.delete_team(scene.harbor, scene.ada)
    assert (await scene.send(scene.harbor, words("hi"))).status_code == 404
    await teams.restore_team(scene.harbor, scene.ada)
    assert (await scene.send(scene.harbor, words("hi"))).status_code == 201
    await teams.rename_team(scene.harbor, "Quay", scene.ada)
    assert scene.heard[-1]["channelData"]["team"]["name"] == "Quay"
    group = teams.add_group_chat("Lunch", [scene.ada, scene.ben])
    await teams.remove_from_chat(group, scene.ada)
    assert (await scene.send(group, words("hi"))).status_code == 403
    await teams.install(scene.ben)
    teams.dismiss(scene.ben)
    assert (await scene.send(teams.bot_chat(scene.ben), words("hi"))).status_code == 403


async def test_a_press_carries_data_and_inputs(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    made = card(
        block("How are you?"),
        line("mood", "Mood", isRequired=True, errorMessage="Say something."),
        actions=[execute("Send", key="k1")],
    )
    message = await scene.post(scene.harbor, made)
    refused = await teams.press(scene.ada, message, "Send")
    assert refused.errors == {"Mood": "Say something."} and scene.heard == []
    scene.then["adaptiveCard/action"] = {"statusCode": 200, "type": MESSAGE, "value": "Thanks!"}
    answer = await teams.press(scene.ada, message, "Send", {"Mood": "fine"})
    [told] = scene.heard
    assert (told["type"], told["name"]) == ("invoke", "adaptiveCard/action")
    assert told["value"]["action"]["data"] == {"key": "k1", "mood": "fine"}
    assert told["value"]["action"]["verb"] == "send" and told["value"]["trigger"] == "manual"
    assert told["replyToId"] == message.id
    assert told["conversation"]["id"].endswith(f";messageid={message.id}")
    assert (answer.words, answer.ok) == ("Thanks!", True)
    teams.executes = False
    told = (await teams.press(scene.ada, message, "Send", {"Mood": "old"})).activity
    assert (told["type"], told["value"]) == ("message", {"key": "k1", "mood": "old"})


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ({"statusCode": 200, "type": ADAPTIVE, "value": card(block("Done"))}, None),
        ({"statusCode": 200, "type": ADAPTIVE, "value": {"type": "AdaptiveCard"}}, "malformed"),
        ({"statusCode": 200, "type": "text/plain", "value": "x"}, "malformed"),
        ({"status": "ok"}, "malformed"),
        (None, "malformed"),
        (
            {
                "statusCode": 400,
                "type": "application/vnd.microsoft.error",
                "value": {"message": "no"},
            },
            "refused",
        ),
    ],
)
async def test_an_answer_to_a_press_has_one_of_three_shapes(
    scene_on_teams: TeamsScene, answer: object, failed: str | None
) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    message = await scene.post(scene.harbor, card(block("?"), actions=[execute("Done")]))
    scene.then["adaptiveCard/action"] = answer
    assert (await teams.press(scene.ada, message, "Done")).failed == failed


async def test_a_question_comes_into_view_on_a_press(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    hidden = {
        "type": "Container",
        "id": "sure",
        "isVisible": False,
        "items": [block("Sure?"), {"type": "ActionSet", "actions": [execute("Yes")]}],
    }
    toggle = {"type": "Action.ToggleVisibility", "title": "Stop", "targetElements": ["sure"]}
    message = await scene.post(scene.harbor, card(block("Stop?"), hidden, actions=[toggle]))
    assert teams.buttons(message, scene.ada) == ["Stop"]
    await teams.press(scene.ada, message, "Stop")
    assert teams.buttons(message, scene.ada) == ["Yes", "Stop"]
    assert teams.text_of(message, scene.ada) == "Stop?\nSure?"
    assert teams.text_of(message, scene.ben) == "Stop?"


async def test_a_dialog_opens_from_a_card_and_is_shown_again(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    message = await scene.post(scene.harbor, card(block("Ready?"), actions=[opens("Open", k="1")]))
    send = {"type": "Action.Submit", "title": "Save", "data": {"form": "f"}}
    form = card(line("today", "Today", value="tests"), actions=[send])
    scene.then["task/fetch"] = task(form)
    await teams.press(scene.ada, message, "Open")
    assert scene.heard[0]["value"]["data"] == {"k": "1", "msteams": {"type": "task/fetch"}}
    dialog = teams.dialog_of(scene.ada)
    assert dialog is not None and teams.dialog_of(scene.ben) is None
    assert (teams.text_of(dialog), teams.inputs(dialog)) == ("Stand-up\nToday", ["Today"])
    wrong = card(line("today", "Today"), block("Say more.", color="attention"), actions=[send])
    scene.then["task/submit"] = task(wrong)
    answer = await teams.submit(scene.ada, dialog, {"Today": "x"})
    assert scene.heard[1]["value"]["data"] == {"form": "f", "today": "x"}
    assert list(answer.errors.values()) == teams.errors_of(dialog) == ["Say more."]
    # What was typed is gone: the bot did not put it into the new card.
    await teams.submit(scene.ada, dialog)
    assert scene.heard[2]["value"]["data"] == {"form": "f", "today": ""}
    scene.then["task/submit"] = {"task": {"type": "message", "value": "Saved."}}
    assert (await teams.submit(scene.ada, dialog)).words == "Saved."
    assert teams.dialog_of(scene.ada) is None
    with pytest.raises(LookupError):
        await teams.submit(scene.ada, dialog)


async def test_an_ill_made_dialog_does_not_open(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    message = await scene.post(scene.harbor, card(block("Ready?"), actions=[opens("Open")]))
    for body in (
        None,
        {"task": {"type": "continue", "value": {"title": "x", "card": card(block("x"))}}},
        task(card(block("x"), actions=[execute("Save")])),
        task(card(block("x")), title=""),
    ):
        scene.then["task/fetch"] = body
        assert (await teams.press(scene.ada, message, "Open")).failed == "malformed"
    assert teams.dialog_of(scene.ada) is None


async def test_a_messages_menu_opens_a_dialog_about_it(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.say(scene.ben, scene.harbor, "the build <is> red", to_bot=False)
    said = teams.last_seen_by(scene.ada, scene.harbor)
    send = {"type": "Action.Submit", "title": "Log"}
    scene.then["composeExtension/fetchTask"] = task(card(line("s", "Summary"), actions=[send]))
    answer = await teams.message_action(scene.ada, said, "log_blocker")
    value = scene.heard[0]["value"]
    assert (value["commandId"], value["commandContext"]) == ("log_blocker", "message")
    payload = value["messagePayload"]
    assert payload["body"]["content"] == "<p>the build &lt;is&gt; red</p>"
    assert payload["from"]["user"]["id"] == scene.ben.aad and payload["id"] == said.id
    await teams.submit(scene.ada, answer.dialog, {"Summary": "red build"})
    sent = scene.heard[1]
    assert sent["name"] == "composeExtension/submitAction"
    assert (sent["value"]["commandId"], sent["value"]["data"]) == (
        "log_blocker",
        {"s": "red build"},
    )
    assert teams.dialog_of(scene.ada) is None


async def test_a_card_with_refresh_asks_for_ones_own_view(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    refresh = {"action": execute("Mine"), "userIds": [scene.ada.id]}
    message = await scene.post(scene.harbor, card(block("Votes"), refresh=refresh))
    own = {"statusCode": 200, "type": ADAPTIVE, "value": card(block("Your vote: yes"))}
    scene.then["adaptiveCard/action"] = own
    assert await teams.look(scene.ben, message) is None
    await teams.look(scene.ada, message)
    assert scene.heard[0]["value"]["trigger"] == "automatic"
    assert teams.text_of(message, scene.ada) == "Your vote: yes"
