"""Cards and forms in Slack's blocks, checked against Slack's rules."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fitting import TooBig
from bot.slack import render
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Code,
    Confirm,
    DayField,
    Divider,
    Facts,
    Field,
    Form,
    Heading,
    Italic,
    Link,
    Mention,
    Moment,
    Option,
    Part,
    PersonField,
    Picture,
    PlaceField,
    PlaceLink,
    Plain,
    Quote,
    Small,
    Span,
    Text,
    TextField,
    TimeField,
    plain,
    text,
)
from handlers.events import Origin
from tests.fakes.slack.blockkit import problems, text_problems, view_problems, words

ORIGIN = Origin("slack", "T1", "U1", "C1", "channel")
MORNING = Moment(datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "Europe/Berlin", "day and time")
SPANS: tuple[Span, ...] = (
    Plain("a "),
    Bold("b"),
    Italic("c"),
    Code("d"),
    Mention("U2"),
    PlaceLink("C2"),
    Link("the plan", "https://x.org/?a=1&b=2"),
    MORNING,
)
EVERY_PART: tuple[Part, ...] = (
    Heading("Stand-up of Monday"),
    Text(SPANS),
    Quote("as\ntyped"),
    Bullets((SPANS, (Plain("two"),))),
    Small(SPANS),
    Small((Plain("small"),)),
    Facts((("Owner", (Mention("U2"),)), ("Due", (Plain("Friday"),)), ("Link", ()))),
    Divider(),
    Picture("A chart of votes", "https://x.org/chart.png"),
    Buttons(
        (
            Button("Answer", "standup.answer", {"day": "1"}, "primary"),
            Button("Skip", "standup.skip", {"day": "1"}),
            Button(
                "Skip", "standup.skip", {"day": "2"}, "danger", False, Confirm("Sure?", "x", "Yes")
            ),
        )
    ),
)
OPTIONS = tuple(Option(f"v{n}", f"Choice {n}") for n in range(3))
MANY = tuple(Option(f"v{n}", f"Choice {n}") for n in range(40))
EVERY_FIELD: tuple[Field, ...] = (
    TextField("t1", "Plan", "was", "A hint", "Placeholder", multiline=True),
    TextField("t2", "Short", required=False, longest=10),
    ChoiceField("c1", "Menu", OPTIONS, "v1"),
    ChoiceField("c2", "Radio", OPTIONS, "v1", look="radio", required=False),
    ChoiceField("c3", "Too many for radio", MANY, look="radio"),
    ChoicesField("m1", "Boxes", OPTIONS, ("v0", "v2")),
    ChoicesField("m2", "Many", MANY, ("v39",)),
    TimeField("h1", "Hour", time(9, 30)),
    TimeField("h2", "Hour"),
    DayField("d1", "Day", date(2026, 11, 23)),
    DayField("d2", "Day"),
    PersonField("p1", "Owner", "U2"),
    PersonField("p2", "Owner"),
    PlaceField("w1", "Channel", "C2"),
    PlaceField("w2", "Channel"),
)
HOSTILE = [
    "<!channel> <!here|here> <!everyone> <!subteam^S1>",
    "<@U123> <#C1> <https://evil.example|bank>",
    "*bold* _it_ ~no~ `code` ```block``` > quote\n> quote",
    ":tada: :+1: 🎉 & &amp; &lt;",
    "\u202eoverride\u202c שלום",
    "https://x.org www.x.org ada@x.org @here #team",
    "a" * 2_900,
]


def test_every_part_keeps_to_slacks_rules_on_every_surface() -> None:
    card = Card("All parts", EVERY_PART)
    message = render.message(card)
    assert problems(message["blocks"], "message") == []
    assert view_problems(render.home(card)) == []
    assert view_problems(render.notice("Notice", card)) == []


def test_every_field_keeps_to_slacks_rules() -> None:
    items = (Heading("h"), plain("t"), Quote("q"), Divider(), *EVERY_FIELD)
    view = render.modal(Form("f", "Everything", items, args={"a": "b"}), ORIGIN)
    assert view_problems(view) == []
    blocks = {block["block_id"]: block for block in view["blocks"] if "block_id" in block}
    assert list(blocks) == [field.id for field in EVERY_FIELD]
    assert all(blocks[field.id]["optional"] is not field.required for field in EVERY_FIELD)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_is_shown_as_typed_and_pings_nobody(typed: str) -> None:
    for part in (
        plain(typed),
        text(Mention("U2"), " said ", typed),
        Quote(typed),
        Bullets(((Plain(typed),),)),
        Small((Plain(typed),)),
        Small((Mention("U2"), Plain(typed), MORNING)),
        Facts((("What", (Plain(typed[:1900]), Mention("U2"))),)),
    ):
        message = render.message(Card(typed, (part,)))
        assert problems(message["blocks"], "message") == []
        assert text_problems(message["text"]) == []
        shown = html.unescape("".join(words(message["blocks"])))
        assert (typed[:1900] if isinstance(part, Facts) else typed) in shown
        assert typed not in "".join(_mrkdwn(message["blocks"])) or typed.isalpha()


@given(st.text(min_size=1, max_size=200))
def test_no_words_at_all_reach_markup(typed: str) -> None:
    parts = (
        Small((Mention("U2"), Plain(typed))),
        Facts((("What", (Plain(typed), MORNING)),)),
        Quote(typed),
    )
    message = render.message(Card(typed, parts))
    ours = re.compile(r"\*What\*|<[@!][^>]*>")
    assert not any(re.search("[*_~`<>]", ours.sub("", one)) for one in _mrkdwn(message["blocks"]))
    found = problems(message["blocks"], "message")
    assert [one for one in found if "ping" in one or "escaped" in one] == []


def test_a_moment_is_shown_in_the_readers_zone_and_falls_back_to_its_own() -> None:
    (block,) = render.message(Card("x", (Text((MORNING,)),)))["blocks"]
    (shown,) = block["elements"][0]["elements"]
    assert shown["timestamp"] == int(MORNING.at.timestamp())
    assert shown["format"] == "{date_short_pretty} at {time}"
    assert shown["fallback"] == "Mon 23 Nov, 09:00"


def test_a_button_twice_has_two_ids_and_its_own_args() -> None:
    first, second = _buttons(Button("A", "x.y", {"n": "1"}), Button("A", "x.y", {"n": "<&>"}))
    assert (first["action_id"], second["action_id"]) == ("x.y", "x.y:2")
    assert json.loads(second["value"]) == {"n": "<&>"}
    assert "&" not in second["value"]


def test_what_cards_have_in_common_looks_the_same_in_each_and_its_buttons_are_told_apart() -> None:
    shared = Buttons((Button("A", "x.y"), Button("B", "x.y")))
    own = Buttons((Button("Own", "x.y"),))
    for parts, names in (
        ((shared,), ["x.y", "x.y:2"]),
        ((own, shared), ["x.y", "x.y:2", "x.y:3"]),
        ((shared, own), ["x.y", "x.y:2", "x.y:3"]),
        ((shared,), ["x.y", "x.y:2"]),
    ):
        rows = render.message(Card("x", parts))["blocks"]
        assert [button["action_id"] for row in rows for button in row["elements"]] == names


def test_buttons_stand_five_in_a_row() -> None:
    row = Buttons(tuple(Button(str(n), f"x.{n}") for n in range(12)))
    blocks = render.message(Card("x", (row,)))["blocks"]
    assert [len(block["elements"]) for block in blocks] == [5, 5, 2]


def test_a_danger_asks_in_red() -> None:
    (made,) = _buttons(Button("X", "x", look="danger", confirm=Confirm("Sure?", "Gone.", "Yes")))
    assert made["style"] == made["confirm"]["style"] == "danger"


@pytest.mark.parametrize(
    "part",
    [
        Heading("x" * 151),
        Small((Plain("x" * 3001),)),
        Facts((("x", (Plain("x" * 2001),)),)),
        Picture("x" * 2001, "https://x.org"),
        Buttons((Button("x" * 76, "x"),)),
        Buttons((Button("x", "x", {"a": "x" * 2000}),)),
        Quote("x" * 13_001),
        Bullets(((Plain("x"),),) * 13_001),
    ],
)
def test_what_does_not_fit_is_refused_and_never_cut(part: Part) -> None:
    with pytest.raises(TooBig):
        render.message(Card("x", (part,)))


def test_more_blocks_than_slack_takes_are_refused() -> None:
    render.message(Card("x", (Divider(),) * 50))
    render.home(Card("x", (Divider(),) * 100))
    with pytest.raises(TooBig):
        render.message(Card("x", (Divider(),) * 51))
    with pytest.raises(TooBig):
        render.home(Card("x", (Divider(),) * 101))


def test_an_answer_too_long_for_its_field_is_kept_by_leaving_it_empty() -> None:
    field = TextField("plan", "Plan", "x" * 3001, multiline=True)
    view = render.modal(Form("f", "F", (field,)), ORIGIN)
    (block,) = view["blocks"]
    assert "initial_value" not in block["element"]
    assert block["optional"]
    assert "too long" in block["hint"]["text"]
    assert view_problems(view) == []


def test_empty_parts_leave_nothing_behind() -> None:
    parts = (Heading(""), plain(""), Quote(""), Bullets(()), Small(()), Buttons(()), Facts(()))
    assert render.message(Card("Said", parts)) == {"text": "Said"}


def test_several_private_answers_become_one() -> None:
    whole = render.together((Card("One", (plain("1"),)), Card("Two", ())))
    message = render.message(whole)
    assert message["text"] == "One Two"
    assert words(message["blocks"]) == ["1", "Two"]


def test_a_form_that_replaces_another_does_not_inherit_what_was_typed() -> None:
    form = Form("f", "F", (TextField("a", "A", "new"),))
    ids = {
        render.modal(form, ORIGIN, turn)["blocks"][0]["element"]["action_id"]
        for turn in ("", ":1.a", ":1.b")
    }
    assert len(ids) == 3


def _buttons(*buttons: Button) -> list[dict[str, Any]]:
    (block,) = render.message(Card("x", (Buttons(buttons),)))["blocks"]
    elements: list[dict[str, Any]] = block["elements"]
    return elements


def _mrkdwn(value: Any) -> list[str]:
    if isinstance(value, list):
        return [piece for each in value for piece in _mrkdwn(each)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "mrkdwn":
        return [value["text"]]
    return [piece for each in value.values() for piece in _mrkdwn(each)]
