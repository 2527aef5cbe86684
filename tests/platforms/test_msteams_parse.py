"""Activities as Teams sends them, and the events they are."""

from __future__ import annotations

from typing import Any

import pytest

from bot.msteams import invokes, parse, people
from bot.msteams.book import heard
from bot.msteams.forms import carried, carrying
from bot.msteams.parse import Us
from bot.msteams.typed import typed
from handlers.cards import Form, TextField
from handlers.events import Commanded, FormSent, HomeOpened, Pressed, Reacted, Said

US = Us("T", "28:bot", frozenset({"standup", "drumbeat"}))
ADA = {"id": "29:ada", "name": "Ada Brandt", "aadObjectId": "aad-ada"}


def activity(**more: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "id": "1700",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "channelId": "msteams",
        "from": ADA,
        "recipient": {"id": "28:bot", "name": "Drumbeat"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "T"},
        "channelData": {"tenant": {"id": "T"}},
        "text": "",
        **more,
    }


def in_channel(root: str, **more: Any) -> dict[str, Any]:
    where = f"19:c@thread.tacv2;messageid={root}"
    return activity(
        conversation={"id": where, "conversationType": "channel", "tenantId": "T"},
        channelData={
            "tenant": {"id": "T"},
            "team": {"id": "19:t"},
            "channel": {"id": "19:c@thread.tacv2", "name": "harbor"},
        },
        **more,
    )


def mention(name: str, ref: str) -> dict[str, Any]:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": ref, "name": name}}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("standup status", "standup", "status"),
        ("/standup status", "standup", "status"),
        ("  Standup   status now ", "standup", "status now"),
        ("/STANDUP", "standup", ""),
        ("/what is this", "what", "is this"),
    ],
)
def test_a_first_word_we_know_or_a_slash_is_a_command(text: str, name: str, words: str) -> None:
    event = parse.message(activity(text=text), US)
    assert isinstance(event, Commanded)
    assert (event.command, event.words) == (name, words)


def test_what_no_command_understands_is_an_answer_in_the_chat_and_help_in_a_channel() -> None:
    strict = Us("T", "28:bot", US.families, lambda name, words: words == "status")
    text = "standup with Ben"
    assert isinstance(parse.message(activity(text=text), strict), Said)
    assert isinstance(parse.message(activity(text=f"/{text}"), strict), Commanded)
    told = in_channel("1700", text=f"<at>Drumbeat</at> {text}")
    told["entities"] = [mention("Drumbeat", "28:bot")]
    assert isinstance(parse.message(told, strict), Commanded)


@pytest.mark.parametrize("text", ["home", "Home", "/home", " home "])
def test_home_is_a_word(text: str) -> None:
    assert isinstance(parse.message(activity(text=text), US), HomeOpened)


def test_a_message_says_by_itself_where_it_is_and_in_which_thread() -> None:
    event = parse.message(in_channel("1600", text="yes"), US)
    assert isinstance(event, Said)
    assert event.origin.place == "19:c@thread.tacv2"
    assert event.origin.place_name == "harbor"
    assert event.message == "19:c@thread.tacv2/1700"
    assert event.thread == "19:c@thread.tacv2/1600"
    assert event.seen_key == "msteams:19:c@thread.tacv2/1700"
    first = parse.message(in_channel("1700", text="yes"), US)
    assert isinstance(first, Said)
    assert first.thread == ""


def test_people_are_known_by_the_directory_s_id_or_else_by_teams_own() -> None:
    event = parse.message(activity(text="hello"), US)
    assert event
    assert event.origin.person == "aad-ada"
    alone = parse.message(activity(text="hello", **{"from": {"id": "29:x"}}), US)
    assert alone
    assert alone.origin.person == "29:x"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ('<p>well <img alt="🎉" src="x"> done</p>', "well 🎉 done"),
        ('<p>so <emoji alt="🎉" title="Party"></emoji></p>', "so 🎉"),
        ('<p>look at <a href="https://x.example">x.example</a></p>', "look at x.example"),
        (
            '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1500">'
            "<strong>Drumbeat</strong><p>What next?</p></blockquote><p>Docs</p>",
            "Docs",
        ),
        ("<div><p>&nbsp;kept&nbsp;</p></div>", "kept"),
    ],
)
def test_what_was_typed_comes_out_of_the_html(content: str, words: str) -> None:
    attachments = [{"contentType": "text/html", "content": content}]
    assert typed({"text": "lost", "attachments": attachments}, "28:bot").text == words


def test_a_quotation_names_what_it_answers() -> None:
    quote = {"type": "quotedReply", "quotedReply": {"messageId": "1500"}}
    told = activity(text='<quoted messageId="1500"/> Docs', entities=[quote])
    event = parse.message(told, US)
    assert isinstance(event, Said)
    assert (event.text, event.thread) == ("Docs", "a:1/1500")


def test_our_mention_goes_and_others_stay_by_name_in_both_versions() -> None:
    entities = [mention("Ben", "29:ben"), mention("Drumbeat", "28:bot")]
    told = {"text": "<at>Drumbeat</at> ask <at>Ben</at>", "entities": entities}
    assert typed(told, "28:bot").text == "ask @Ben"
    mentions = "".join(
        f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="{n}">{name}</span> {w} '
        for n, name, w in ((1, "Drumbeat", "ask"), (0, "Ben", ""))
    )
    rich = {**told, "attachments": [{"contentType": "text/html", "content": f"<p>{mentions}</p>"}]}
    assert typed(rich, "28:bot").text == "ask @Ben"


@pytest.mark.parametrize(
    ("told", "clock"),
    [
        ({"localTimezone": "Europe/Berlin"}, {"zone": "Europe/Berlin"}),
        ({"localTimezone": "W. Europe Standard Time"}, {}),
        (
            {"entities": [{"type": "clientInfo", "timezone": "Asia/Tokyo"}]},
            {"zone": "Asia/Tokyo"},
        ),
        ({"localTimestamp": "2026-11-23T10:00:00.000+01:00"}, {"offset": 60}),
        ({"localTimestamp": "2026-11-23T03:30:00-05:30"}, {"offset": -330}),
        ({"localTimestamp": "2026-11-23T10:00:00"}, {}),
        ({"localTimestamp": "soon"}, {}),
        ({}, {}),
    ],
)
def test_a_zone_is_taken_where_it_is_told_and_the_offset_else(
    told: dict[str, Any], clock: dict[str, Any]
) -> None:
    assert people.clock(told) == clock


def test_how_to_reach_everybody_is_said_by_what_they_say() -> None:
    [direct] = heard(activity(text="hello"))
    assert (direct.kind, direct.place, direct.entry.ref) == ("direct", "aad-ada", "a:1")
    assert direct.entry.account == "29:ada"
    person, channel = heard(in_channel("1700", text="hello"))
    assert person.entry.ref == ""
    assert person.entry.about["met"] == channel.place == "19:c@thread.tacv2"
    assert (channel.entry.belongs_to, channel.entry.about) == ("19:t", {"name": "harbor"})


def test_what_comes_back_from_a_client_is_taken_for_words_only() -> None:
    data = {"action": "standup.answer", "args": {"day": "x", "n": 7, "l": []}, "answer.q": "yes"}
    value = {"action": {"type": "Action.Execute", "verb": "standup.answer", "data": data}}
    told = activity(type="invoke", name="adaptiveCard/action", value=value, replyToId="1600")
    event = invokes.invoked(told, US)
    assert isinstance(event, Pressed)
    assert (event.args, event.answers) == ({"day": "x"}, {"q": "yes"})
    assert event.message == "a:1/1600"


@pytest.mark.parametrize("data", [{}, {"form": "f", "place": None, "args": "x"}, {"action": None}])
@pytest.mark.parametrize("name", ["adaptiveCard/action", "task/fetch", "task/submit"])
def test_half_a_payload_is_no_crash_of_another_kind(name: str, data: dict[str, Any]) -> None:
    value = {"action": {"verb": "v", "data": data}, "data": data}
    told = activity(type="invoke", name=name, value=value)
    try:
        event = invokes.invoked(told, US)
    except (AttributeError, KeyError, TypeError, ValueError):
        return
    assert event is None or isinstance(event, FormSent | Pressed)


def test_a_form_travels_with_its_button_and_comes_back() -> None:
    form = Form("f", "A form", (TextField("what", "What", "x" * 3000),))
    card = carrying({"actions": [{"type": "Action.Submit", "data": {"form": "f"}}]}, form)
    data = card["actions"][0]["data"]
    assert carried(data) == form
    assert len(data["shown"]) < 1000
    # Whatever else a client may send is no form.
    assert carried({**data, "form": "another"}) is None
    for wrong in ("", "x", "🎉", data["shown"][:-9], None, 7):
        assert carried({"form": "f", "shown": wrong}) is None


def test_a_form_that_is_a_bomb_does_not_go_off() -> None:
    import base64
    import zlib

    bomb = base64.b85encode(zlib.compress(b" " * 50_000_000)).decode()
    assert carried({"form": "f", "shown": bomb}) is None


def test_signs_on_our_message_are_told_of_one_by_one() -> None:
    told = in_channel(
        "1600",
        type="messageReaction",
        replyToId="1600",
        reactionsAdded=[{"type": "like"}, {"type": "1f389_partypopper"}, {"type": "odd"}],
        reactionsRemoved=[{"type": "heart"}],
    )
    put = parse.reactions(told, US)
    assert [(each.sign, each.is_there) for each in put if isinstance(each, Reacted)] == [
        ("👍", True),
        ("🎉", True),
        (":odd:", True),
        ("❤️", False),
    ]
    assert {each.message for each in put if isinstance(each, Reacted)} == {"19:c@thread.tacv2/1600"}
    assert len({each.seen_key for each in put if isinstance(each, Reacted)}) == 4
