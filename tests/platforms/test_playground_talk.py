"""Saying, commanding, pressing: what a person does, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms.playground import town

pytestmark = pytest.mark.asyncio

HOSTILE = "<script>alert(1)</script> @channel <!here> *b* [l](javascript:x) {{7*7}} \u202e ' -- 🥁"


async def test_what_a_person_says_is_seen_as_typed(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.do("say", "ben", place="harbor", text=HOSTILE)
        message = (await demo.messages("emi"))[-1]

    assert message["text"] == HOSTILE
    assert message["parts"] == [{"is_a": "text", "spans": [{"is_a": "plain", "text": HOSTILE}]}]
    assert (message["author"], message["author_name"]) == ("ben", "Ben Hughes")
    assert (message["private"], message["edited"]) == (False, False)


async def test_a_text_of_40000_characters_arrives_whole(tmp_path: Path) -> None:
    text = "ü" * 40_000
    async with town(tmp_path) as demo:
        await demo.do("say", "ben", place="harbor", text=text)
        assert (await demo.texts("emi"))[-1] == text


async def test_a_reply_stands_in_its_thread_and_not_in_the_channel(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        first = (await demo.do("say", "ben", place="harbor", text="Question"))["message"]
        await demo.do("say", "emi", place="harbor", text="Answer", thread=first["id"])
        reply = (await demo.messages("ada"))[-1]["thread"][0]
        await demo.do("say", "dev", place="harbor", text="And more", thread=reply["id"])
        last = (await demo.messages("ada"))[-1]

    assert last["text"] == "Question"
    assert [message["text"] for message in last["thread"]] == ["Answer", "And more"]


async def test_the_bot_does_not_hear_what_people_say_among_themselves(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.do("say", "ben", place="harbor", text="Lunch?")

    assert answer["messages"] == []


async def test_the_bot_hears_its_name_its_direct_chat_and_its_own_threads(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        by_name = await demo.do("say", "ben", place="harbor", text="@drumbeat hello")
        in_direct = await demo.do("say", "ben", place="dm-ben", text="psst")
        await demo.command("ada", "/post The digest")
        digest = (await demo.messages("ben"))[-1]
        in_thread = await demo.do("say", "ben", place="harbor", text="Nice", thread=digest["id"])

    assert [answer["text"] for answer in by_name["messages"]] == ["I heard “hello” in thread “”"]
    assert in_direct["messages"][0]["text"] == "I heard “psst” in thread “”"
    assert in_thread["messages"][0]["text"] == f"I heard “Nice” in thread “{digest['id']}”"


async def test_a_private_answer_comes_at_once_and_stays_in_the_place(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.command("ada", "/whisper  Two  spaces")
        last = (await demo.messages("ada"))[-1]

    assert answer["form"] is None
    assert answer["messages"] == [last]
    assert (last["private"], last["text"], last["author"]) == (True, "Two  spaces", "drumbeat")


async def test_what_a_command_posts_is_there_when_it_answers(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/post Hello all")
        assert (await demo.texts("emi"))[-1] == "Hello all"


async def test_an_unknown_command_is_answered_in_private(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.command("ada", "/nonsense now")

    assert answer["messages"][0]["private"]
    assert "/nonsense" in answer["messages"][0]["text"]


async def test_a_failure_in_the_bot_is_told_with_what_was_typed(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        answer = await demo.command("ada", "/broken please")

    assert "/broken please" in answer["messages"][0]["text"]


async def test_a_press_gives_the_card_as_it_is_now_and_a_private_word(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/buttons")
        card = (await demo.messages("ben"))[-1]
        by_id = await demo.do("press", "ben", message=card["id"], button=card["buttons"][0]["id"])
        by_label = await demo.do("press", "ben", message=card["id"], button="Up")
        seen_by_emi = (await demo.messages("emi"))[-1]

    refreshed, private = by_id["messages"]
    assert (refreshed["id"], refreshed["text"]) == (card["id"], "Count 1")
    assert (private["private"], private["text"]) == (True, "Ben Hughes made it 1")
    assert by_label["messages"][0]["text"] == "Count 2"
    assert (seen_by_emi["text"], seen_by_emi["edited"]) == ("Count 2", True)


async def test_a_page_that_is_behind_presses_nothing_else(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/buttons")
        card = (await demo.messages("ben"))[-1]
        old = card["buttons"][0]["id"]
        await demo.do("press", "ben", message=card["id"], button=old)
        answer = await demo.do("press", "ben", status=404, message=card["id"], button=old)

    assert "error" in answer


async def test_a_press_can_open_a_form_and_asks_first_where_it_should(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/buttons")
        card = (await demo.messages("ben"))[-1]
        button = card["buttons"][1]
        answer = await demo.do("press", "ben", message=card["id"], button=button["id"])

    assert button["opens_form"]
    assert button["confirm"] == {
        "title": "Really?",
        "text": "It is long.",
        "yes": "Yes",
        "no": "Cancel",
    }
    assert answer["form"]["title"] == "Survey"
    assert answer["messages"] == []


async def test_home_is_a_message_with_buttons_that_work(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        home = await demo.get("home", **{"as": "hugo"})
        answer = await demo.do("press", "hugo", message=home["id"], button="Up")
        direct = await demo.texts("hugo", "dm-hugo")
        as_a_place = await demo.messages("hugo", "home")

    assert home["text"] == "Hello Hugo Almeida\nCount 0"
    assert answer["messages"][0]["text"] == "Count 1"
    assert direct == ["Hugo Almeida made it 1"]
    assert as_a_place == [home]


async def test_a_shortcut_takes_the_message_along(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        said = (await demo.do("say", "ben", place="harbor", text="Legal is slow"))["message"]
        answer = await demo.do("shortcut", "ada", message=said["id"], name="note")
        everywhere = await demo.do("shortcut", "ada", name="hello")

    link = f"http://127.0.0.1:3000/playground#harbor/{said['id']}"
    assert answer["messages"][0]["text"] == f"ben: Legal is slow ({link})"
    assert everywhere["messages"][0]["text"] == "Hello nowhere"
    assert everywhere["messages"][0]["place"] == "dm-ada"


async def test_every_part_of_a_card_has_its_words_for_the_reader(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        await demo.command("ada", "/everything")
        for_emi = (await demo.messages("emi"))[-1]
        for_ada = (await demo.messages("ada"))[-1]

    assert for_ada["text"] == (
        "A heading\nHello @Emi Sato in #team-harbor at \n10:00Mon 23 Nov, 10:00\n"
        "bold italic code a link\nbad\n<b>as typed</b>\n• one\n• two\nOwner: @Ben Hughes\n"
        "small print\nA chart of votes"
    )
    assert "18:00Mon 23 Nov, 18:00" in for_emi["text"]
    assert for_ada["images"] == [{"alt": "A chart of votes", "url": "https://a.test/chart.png"}]
    assert [part["is_a"] for part in for_ada["parts"]] == [
        "heading",
        "text",
        "text",
        "text",
        "text",
        "quote",
        "bullets",
        "facts",
        "small",
        "divider",
        "picture",
        "buttons",
    ]
    assert for_ada["parts"][4]["spans"] == [{"is_a": "plain", "text": "bad"}]


async def test_messages_come_in_pages_from_the_newest(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        for number in range(4):
            await demo.do("say", "ben", place="harbor", text=str(number))
        query = {"as": "ada", "place": "harbor", "limit": "2"}
        newest = await demo.get("messages", **query)
        older = await demo.get("messages", **query, before=newest[0]["id"])

    assert [message["text"] for message in newest] == ["2", "3"]
    assert [message["text"] for message in older] == ["0", "1"]


async def test_commands_and_shortcuts_are_what_the_bot_routes(tmp_path: Path) -> None:
    async with town(tmp_path) as demo:
        commands = await demo.get("commands")
        shortcuts = await demo.get("shortcuts")

    assert commands[0] == {
        "command": "/whisper",
        "verb": "",
        "usage": "<words>",
        "hint": "say it back in private",
        "example": "/whisper",
        "opens_form": False,
    }
    assert [(entry["name"], entry["on"], entry["opens_form"]) for entry in shortcuts] == [
        ("note", "message", True),
        ("hello", "global", False),
    ]
