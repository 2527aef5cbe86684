"""Payloads in Slack's shapes, and what they say happened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack import parse
from bot.slack.parse import Us
from bot.slack.typed import words
from handlers.events import (
    Commanded,
    FormSent,
    HomeOpened,
    Joined,
    Left,
    Origin,
    PersonChanged,
    PersonFacts,
    PlaceChanged,
    Pressed,
    Reacted,
    Said,
    Shortcut,
    Uninstalled,
)

PAYLOADS = Path(__file__).parent.parent / "payloads" / "slack"
US = Us("T01ACME", "U01BOT")
TRIGGER = "slack:trigger:13345224609.738474920.8088930838d88f008e0"
IN_TEAM = Origin("slack", "T01ACME", "U01ADA", "C01TEAM", "channel")
IN_DIRECT = Origin("slack", "T01ACME", "U01ADA", "D01", "direct")
NOWHERE = Origin("slack", "T01ACME", "U01ADA", "", "nowhere")
NOBODY = Origin("slack", "T01ACME", "", "", "nowhere")


def named(origin: Origin) -> Origin:
    return Origin(
        origin.platform, origin.workspace, origin.person, origin.place, origin.place_kind, "ada"
    )


def test_a_command() -> None:
    origin = Origin("slack", "T01ACME", "U01ADA", "C01TEAM", "channel", "ada", "team")
    assert parse.command(payload("command"), US) == Commanded(
        origin, "standup", "away @bob & #ops from Monday", TRIGGER, {"bob": "U02BOB"}
    )


@pytest.mark.parametrize("name", ["command_in_private_channel", "command_in_direct"])
def test_where_slack_gives_no_channel_name_there_is_none(name: str) -> None:
    assert parse.command(payload(name), US).origin.place_name == ""


def test_a_direct_message() -> None:
    assert parse.event(payload("message_direct"), US) == Said(
        IN_DIRECT,
        "a <b> & x.org/1, see the plan (https://y.org)",
        "D01/1795424400.000100",
        "",
        "slack:message:D01/1795424400.000100",
    )


def test_a_reply_knows_its_thread() -> None:
    said = parse.event(payload("message_in_thread"), US)
    assert isinstance(said, Said)
    assert said.thread == "D01/1795424400.000100"


def test_a_mention_leaves_the_bots_own_name_out() -> None:
    said = parse.event(payload("mention"), US)
    assert isinstance(said, Said)
    assert said.origin == IN_TEAM
    assert said.text == "start with @U02BOB, @here and @ops"


@pytest.mark.parametrize(
    "name",
    [
        "message_own",
        "message_of_another_app",
        "message_changed",
        "message_channel_join",
        "messages_tab_opened",
        "own_tokens_revoked",
        "unheard_of",
    ],
)
def test_not_for_us(name: str) -> None:
    assert parse.event(payload(name), US) is None


def test_a_press_gives_its_args_back_and_nothing_but_words() -> None:
    assert parse.press(payload("press"), US) == Pressed(
        named(IN_TEAM),
        "standup.answer",
        {"day": "2026-11-23"},
        "C01TEAM/1795424400.000300",
        TRIGGER,
    )


def test_a_press_at_home_has_no_message() -> None:
    assert parse.press(payload("press_in_home"), US) == Pressed(
        named(NOWHERE), "standup.setup", {}, "", TRIGGER
    )


def test_choosing_in_a_menu_is_no_press() -> None:
    assert parse.press(payload("press_on_menu"), US) is None


def test_a_message_shortcut_brings_the_message() -> None:
    assert parse.shortcut(payload("shortcut_on_message"), US) == Shortcut(
        named(IN_TEAM),
        "blocker.log",
        TRIGGER,
        "C01TEAM/1795424400.000400",
        "waiting for @ada & legal",
        "U02BOB",
        "https://acme.slack.com/archives/C01TEAM/p1795424400000400",
    )


def test_a_global_shortcut() -> None:
    assert parse.shortcut(payload("shortcut_global"), US) == Shortcut(
        named(NOWHERE), "standup.answer", TRIGGER
    )


def test_a_form_knows_where_it_came_from_and_what_was_answered() -> None:
    assert parse.form(payload("form"), US) == FormSent(
        named(IN_TEAM),
        "standup.answers",
        {"day": "2026-11-23"},
        {
            "plan": "ship & <rest>",
            "mood": "4",
            "days": "mon,tue",
            "hour": "09:30",
            "due": "2026-12-01",
            "owner": "U02BOB",
            "where": "C02",
        },
        "slack:view:V02:1795424400.abc",
    )


def test_home() -> None:
    assert parse.event(payload("home_opened"), US) == HomeOpened(NOWHERE)


def test_coming_and_going() -> None:
    assert parse.event(payload("joined"), US) == Joined(
        IN_TEAM, False, "slack:joined:C01TEAM:U01ADA:1.7"
    )
    assert parse.event(payload("left"), US) == Left(IN_TEAM, False, "slack:left:C01TEAM:U01ADA:1.8")
    for name, kind in (("bot_joined", Joined), ("bot_removed", Left)):
        event = parse.event(payload(name), US)
        assert isinstance(event, kind)
        assert event.is_the_bot
        assert event.origin.person == "U01BOT"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("archived", "archived"),
        ("unarchived", "restored"),
        ("deleted", "deleted"),
        ("renamed", "renamed"),
    ],
)
def test_channels_that_change(name: str, change: str) -> None:
    event = parse.event(payload(name), US)
    assert isinstance(event, PlaceChanged)
    assert event.change == change
    assert event.origin.person == ""
    assert event.origin.place_name == ("crew" if change == "renamed" else "")


def test_people_who_change() -> None:
    changed = parse.event(payload("person_changed"), US)
    facts = PersonFacts(
        "U02BOB", "Bob Reed", "America/New_York", is_guest=True, is_administrator=True
    )
    assert changed == PersonChanged(NOBODY, facts, "slack:person:U02BOB:1795424000")
    gone = parse.event(payload("person_deactivated"), US)
    assert isinstance(gone, PersonChanged)
    assert gone.facts.is_gone
    assert gone.facts.zone == ""


def test_both_ways_of_being_uninstalled_are_one_happening() -> None:
    expected = Uninstalled(NOBODY, "slack:uninstalled:T01ACME:1795424400")
    assert parse.event(payload("uninstalled"), US) == expected
    assert parse.event(payload("tokens_revoked"), US) == expected


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("a < b > c", "a < b > c"),
        ("&amp;copy; &lt;!channel&gt;", "&copy; <!channel>"),
        ("<mailto:ada@x.org|ada@x.org>", "ada@x.org"),
        ("<http://x.org/>", "http://x.org/"),
        ("<http://x.org|x.org>", "x.org"),
        ("<!date^1^{date}|1 Jan> <#C1>", "1 Jan #C1"),
        ("<that>", "<that>"),
    ],
)
def test_markup_becomes_what_was_typed(typed: str, plain: str) -> None:
    assert words(typed) == plain


def payload(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text())
    return told


def reaction(**changes: Any) -> dict[str, Any]:
    put = {
        "type": "reaction_added",
        "user": "U01ADA",
        "reaction": "+1::skin-tone-3",
        "item_user": US.bot_user,
        "item": {"type": "message", "channel": "C01TEAM", "ts": "1700000000.000100"},
        "event_ts": "1700000001.000200",
    }
    return {"type": "event_callback", "event": {**put, **changes}}


def test_a_sign_on_our_own_message_is_told_of_and_on_others_is_not() -> None:
    message = "C01TEAM/1700000000.000100"
    told = parse.event(reaction(), US)
    key = f"slack:reaction:{message}:U01ADA:+1::skin-tone-3:True:1700000001.000200"
    assert told == Reacted(IN_TEAM, message, "👍", True, key)
    back = parse.event(reaction(type="reaction_removed", reaction="team_ferry"), US)
    assert isinstance(back, Reacted)
    assert (back.sign, back.is_there) == (":team_ferry:", False)
    for other in ({"item_user": "U02BOB"}, {"user": US.bot_user}, {"item": {"type": "file"}}):
        assert parse.event(reaction(**other), US) is None
