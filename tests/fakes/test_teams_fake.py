"""The fake's connector, asked by a plain HTTP client."""

import pytest

from .teams_peer import TeamsScene, block, card, conversation, execute, with_card, words

PRIVATELY = "?isTargetedActivity=true"


def code(answer: object) -> str:
    return str(answer.json()["error"]["code"])  # type: ignore[attr-defined]


async def test_a_message_is_seen_by_those_who_are_there(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    answer = await scene.send(scene.harbor, words("good *morning*"))
    assert answer.status_code == 201
    [seen] = teams.seen_by(scene.ben, scene.harbor)
    assert (seen.id, teams.text_of(seen)) == (answer.json()["id"], "good morning")
    assert teams.seen_by(teams.add_person("Cleo"), scene.harbor) == []


async def test_nobody_gets_in_without_a_token_made_for_this(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    other = (await scene.token(scope="https://graph.microsoft.com/.default")).json()
    for bearer in ("nonsense", teams.token(), other["access_token"]):
        scene.bearer = bearer
        assert (await scene.send(scene.harbor, words("hi"))).status_code == 401
    bare = await scene.http.post(f"{teams.service_url}v3/conversations", json={})
    assert bare.status_code == 401
    scene.bearer = ""
    assert (await scene.send(scene.harbor, words("hi"))).status_code == 201
    scene.now.move(3600)
    assert (await scene.send(scene.harbor, words("hi"))).status_code == 401
    scene.bearer = ""
    assert (await scene.send(scene.harbor, words("hi"))).status_code == 201
    teams.revoke_tokens()
    assert (await scene.send(scene.harbor, words("hi"))).status_code == 401


async def test_what_is_not_served_is_not_found(scene_on_teams: TeamsScene) -> None:
    scene = scene_on_teams
    where = conversation(scene.harbor)
    assert (await scene.call("GET", f"{where}/activities")).status_code == 405
    assert (await scene.call("POST", f"{where}/history", {})).status_code == 404
    assert (await scene.call("POST", f"{where}/activities/", words("x"))).status_code == 404
    scene.teams.move_region("emea")
    answer = await scene.send(scene.harbor, words("hi"))
    assert answer.status_code == 201 and "/emea/" in str(answer.request.url)
    old = str(answer.request.url).replace("emea", "teams")
    headers = {"Authorization": f"Bearer {scene.bearer}"}
    assert (await scene.http.post(old, json=words("hi"), headers=headers)).status_code == 404


async def test_a_bot_that_is_not_there_is_told_so(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    outside = teams.add_channel("outside", [scene.ada], bot=False)
    assert code(await scene.send(outside, words("hi"))) == "BotNotInConversationRoster"
    assert code(await scene.send("19:404@thread.tacv2", words("hi"))) == "ConversationNotFound"
    await teams.remove_from_team(scene.harbor, scene.ada)
    assert code(await scene.send(scene.harbor, words("hi"))) == "BotNotInConversationRoster"
    await teams.add_to_team(scene.harbor, scene.ada)
    await teams.archive_team(scene.harbor, scene.ada)
    archived = await scene.send(scene.harbor, words("hi"))
    assert archived.status_code == 403 and "MessageWritesBlocked" in archived.json()["message"]
    await teams.unarchive_team(scene.harbor, scene.ada)
    await teams.delete_channel(scene.harbor, scene.ada)
    assert code(await scene.send(scene.harbor, words("hi"))) == "ConversationNotFound"


async def test_a_thread_is_named_in_the_conversations_id(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    root = (await scene.send(scene.harbor, words("digest"))).json()["id"]
    under = f"{scene.harbor.id};messageid={root}"
    assert (await scene.send(under, words("an answer"))).status_code == 201
    assert (await scene.send(f"{scene.harbor.id};messageid=1", words("x"))).status_code == 404
    seen = teams.seen_by(scene.ada, scene.harbor)
    assert [teams.text_of(one) for one in teams.thread(seen[0])] == ["an answer"]
    # A reply to an activity alone starts a thread of its own.
    path = f"{conversation(scene.harbor)}/activities/{root}"
    assert (await scene.call("POST", path, words("beside"))).status_code == 201
    assert len(teams.thread(seen[0])) == 1


async def test_a_new_thread_can_be_created_with_its_first_message(
    scene_on_teams: TeamsScene,
) -> None:
    scene = scene_on_teams
    body = {
        "isGroup": True,
        "channelData": {"channel": {"id": scene.harbor.id}},
        "activity": words("digest"),
    }
    made = (await scene.call("POST", "conversations", body)).json()
    assert made["id"] == f"{scene.harbor.id};messageid={made['activityId']}"


async def test_only_the_bots_own_messages_change_and_go(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    path = f"{conversation(scene.harbor)}/activities"
    ref = (await scene.send(scene.harbor, words("one"))).json()["id"]
    assert (await scene.call("PUT", f"{path}/{ref}", words("two"))).json() == {"id": ref}
    [seen] = teams.seen_by(scene.ben, scene.harbor)
    assert (seen.text, seen.edited) == ("two", True)
    await teams.say(scene.ada, scene.harbor, "mine")
    theirs = teams.last_seen_by(scene.ben, scene.harbor).id
    assert (await scene.call("PUT", f"{path}/{theirs}", words("x"))).status_code == 403
    assert (await scene.call("DELETE", f"{path}/{theirs}")).status_code == 403
    assert (await scene.call("DELETE", f"{path}/{ref}")).status_code == 200
    gone = "ActivityNotFoundInConversation"
    assert code(await scene.call("DELETE", f"{path}/{ref}")) == gone
    assert code(await scene.call("PUT", f"{path}/{ref}", words("x"))) == gone


async def test_a_targeted_message_is_for_one_and_stays_so(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    to_ada = {**words("psst"), "recipient": {"id": scene.ada.id}}
    answer = await scene.send(scene.harbor, to_ada, PRIVATELY)
    path = f"{conversation(scene.harbor)}/activities/{answer.json()['id']}"
    assert [one.text for one in teams.seen_by(scene.ada, scene.harbor)] == ["psst"]
    assert teams.seen_by(scene.ben, scene.harbor) == []
    assert (await scene.call("PUT", path, words("all"))).status_code == 404
    assert code(await scene.call("PUT", path + PRIVATELY, to_ada)) == "Bad argument"
    assert (await scene.call("PUT", path + PRIVATELY, words("hush"))).status_code == 200
    assert teams.seen_by(scene.ada, scene.harbor)[0].text == "hush"
    scene.now.move(24 * 3600)
    scene.bearer = ""
    assert teams.seen_by(scene.ada, scene.harbor) == []
    assert (await scene.call("DELETE", path + PRIVATELY)).status_code == 404


async def test_a_targeted_message_needs_somebody_who_is_there(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.install(scene.ada)
    assert code(await scene.send(scene.harbor, words("psst"), PRIVATELY)) == "Bad argument"
    outsider = {**words("psst"), "recipient": {"id": teams.add_person("Cleo").id}}
    assert (await scene.send(scene.harbor, outsider, PRIVATELY)).status_code == 403
    alone = {**words("psst"), "recipient": {"id": scene.ada.id}}
    answer = await scene.send(teams.bot_chat(scene.ada), alone, PRIVATELY)
    assert code(answer) == "Bad argument"


async def test_a_person_is_written_to_where_the_app_is_installed(
    scene_on_teams: TeamsScene,
) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams

    async def create(ref: str, **more: object) -> object:
        body = {"members": [{"id": ref}], "tenantId": teams.tenant.id, **more}
        return await scene.call("POST", "conversations", body)

    cleo = teams.add_person("Cleo")
    assert code(await create(cleo.id)) == "ForbiddenOperationException"
    # A team that the bot is in is enough, unless Teams says otherwise.
    made = (await create(scene.ada.aad, activity=words("hello"))).json()  # type: ignore[attr-defined]
    assert [one.id for one in teams.seen_by(scene.ada)] == [made["activityId"]]
    teams.needs_personal_app = True
    assert code(await create(scene.ben.id)) == "ForbiddenOperationException"
    await teams.install(cleo)
    first, again = await create(cleo.id), await create(cleo.aad)
    assert first.json() == again.json()  # type: ignore[attr-defined]
    assert (
        code(await create("29:nobody")) == code(await create(cleo.id, tenantId="")) == "BadSyntax"
    )


async def test_who_blocks_the_bot_gets_nothing(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    await teams.install(scene.ada)
    chat = teams.bot_chat(scene.ada)
    teams.block(scene.ada)
    answer = await scene.send(chat, words("hi"))
    assert (answer.status_code, answer.json()["errorCode"]) == (403, 209)
    assert "MessageWritesBlocked" in answer.json()["message"]
    for how in ("ConversationBlockedByUser", "BotDisabledByAdmin"):
        teams.block(scene.ada, how)
        assert code(await scene.send(chat, words("hi"))) == how
    teams.unblock(scene.ada)
    assert (await scene.send(chat, words("hi"))).status_code == 201
    await teams.uninstall(scene.ada)
    assert (await scene.send(chat, words("hi"))).status_code == 403


async def test_the_roster_comes_in_pages_without_bots(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    guest = teams.add_person("Gil Guest", is_guest=True)
    scene.harbor.members += [guest.id, *(teams.add_person(f"P{n}").id for n in range(100))]
    where = conversation(scene.harbor)
    first = (await scene.call("GET", f"{where}/pagedmembers?pageSize=1")).json()
    assert len(first["members"]) == 50
    token = {"pageSize": 500, "continuationToken": first["continuationToken"]}
    rest = (await scene.call("GET", f"{where}/pagedmembers", params=token)).json()
    assert len(rest["members"]) == 53 and "continuationToken" not in rest
    told = (await scene.call("GET", f"{where}/members/{guest.aad}")).json()
    assert (told["userRole"], told["givenName"], told["surname"]) == ("guest", "Gil", "Guest")
    assert len((await scene.call("GET", f"{where}/members")).json()) == 103
    missing = await scene.call("GET", f"{where}/members/29:404")
    assert code(missing) == "MemberNotFoundInConversation"


async def test_a_team_names_its_channels(scene_on_teams: TeamsScene) -> None:
    scene = scene_on_teams
    team = scene.harbor.team
    told = (await scene.call("GET", f"teams/{team}/conversations")).json()["conversations"]
    assert told == [{"id": team, "name": None}, {"id": scene.harbor.id, "name": "harbor"}]
    assert (await scene.call("GET", f"teams/{team}")).json()["name"] == "Team harbor"


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "event", "text": "x"},
        {"type": "message"},
        {"type": "message", "text": "  "},
        {"type": "message", "text": "x", "textFormat": "html"},
        {"type": "message", "text": 1},
        {"type": "message", "text": "x", "blocks": []},
        {"type": "message", "text": "x", "from": {"id": "28:another"}},
        {"type": "message", "text": "hi <at>Ada</at>"},
        {"type": "message", "attachments": [{"contentType": "application/x", "content": {}}]},
        {**with_card(card(block("x"))), "summary": ""},
        with_card({"type": "AdaptiveCard", "version": "1.6", "body": [block("x")]}),
        ["no object"],
    ],
)
async def test_a_malformed_activity_is_refused(scene_on_teams: TeamsScene, wrong: object) -> None:
    answer = await scene_on_teams.send(scene_on_teams.harbor, wrong)
    assert (answer.status_code, code(answer)) == (400, "BadSyntax")
    assert scene_on_teams.teams.seen_by(scene_on_teams.ada, scene_on_teams.harbor) == []


async def test_a_message_is_at_most_80_kb_of_utf_16(scene_on_teams: TeamsScene) -> None:
    scene = scene_on_teams
    frame = len('{"type": "message", "text": ""}')
    most = 40 * 1024 - frame
    assert (await scene.send(scene.harbor, words("ä" * most))).status_code == 201
    answer = await scene.send(scene.harbor, words("ä" * (most + 1)))
    assert (answer.status_code, code(answer)) == (413, "MessageSizeTooBig")
    # One outside the Basic Multilingual Plane counts twice.
    assert (await scene.send(scene.harbor, words("👩" * (most // 2 + 1)))).status_code == 413


async def test_typing_leaves_nothing(scene_on_teams: TeamsScene) -> None:
    scene = scene_on_teams
    assert (await scene.send(scene.harbor, {"type": "typing"})).status_code == 202
    assert scene.teams.seen_by(scene.ada, scene.harbor) == []


async def test_an_updated_card_is_the_same_for_all_again(scene_on_teams: TeamsScene) -> None:
    scene, teams = scene_on_teams, scene_on_teams.teams
    message = await scene.post(scene.harbor, card(block("Vote"), actions=[execute("Yes")]))
    own = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive"}
    scene.then["adaptiveCard/action"] = {**own, "value": card(block("You voted"))}
    await teams.press(scene.ada, message, "Yes")
    assert teams.text_of(message, scene.ada) == "You voted"
    assert teams.text_of(message, scene.ben) == "Vote"
    path = f"{conversation(scene.harbor)}/activities/{message.id}"
    await scene.call("PUT", path, with_card(card(block("Closed"))))
    assert {teams.text_of(message, one) for one in (scene.ada, scene.ben)} == {"Closed"}
