"""Cards and forms as Adaptive Cards, checked against the schema and against what a reader sees."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fitting import TooBig
from bot.msteams import render
from bot.msteams.inputs import ANSWER, answers
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
from handlers.charts import Chart, Look, Series
from handlers.events import Origin
from handlers.paging import pages
from tests.platforms.adaptive_cards import (
    MOST_BYTES,
    bytes_of,
    card_problems,
    nodes,
    problems,
    words,
)

ORIGIN = Origin("msteams", "T1", "29:ada", "19:harbor", "channel", "Ada", "Harbor")
NAMES = {"29:ben": "Ben Hughes", "19:quay": "Quay"}
MORNING = Moment(datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "Europe/Berlin", "day and time")
SPANS: tuple[Span, ...] = (
    Plain("a "),
    Bold("b"),
    Italic("c"),
    Code("d"),
    Mention("29:ben"),
    Mention("29:nobody"),
    PlaceLink("19:quay"),
    PlaceLink("19:nowhere"),
    Link("the plan", "https://x.org/?a=1&b=(2)"),
    MORNING,
)
WORDY = tuple(span for span in SPANS if not isinstance(span, Mention | Moment))
CONFIRM = Confirm("Sure?", "It is gone *then*.", "Yes, away with it")
EVERY_PART: tuple[Part, ...] = (
    Divider(),
    Heading("Stand-up of Monday"),
    Heading("*Stand-up*"),
    Text(SPANS),
    Text(WORDY),
    Quote("as\ntyped"),
    Divider(),
    Bullets((SPANS, (Plain("two"),))),
    Bullets(((Plain("one"),), (Bold("two"), Mention("29:ben")))),
    Bullets(((Code("x"),),) * 20),
    Small(SPANS),
    Small((Plain("small"),)),
    Facts((("Owner", (Mention("29:ben"),)), ("Due", (Plain("Friday"),)), ("Link", ()))),
    Facts((("*Owner*", (Mention("29:ben"),)), ("Due", (Plain("on\nFriday"),)))),
    Divider(),
    Picture("A chart of votes", "https://x.org/chart.png"),
    Buttons(
        (
            Button("Answer", "standup.answer", {"day": "1"}, "primary", opens_form=True),
            Button("Skip", "standup.skip", {"day": "1"}),
            Button("Away", "standup.away", {"day": "2"}, "danger", confirm=CONFIRM),
            Button("Stop", "standup.stop", confirm=CONFIRM),
        )
    ),
)
OPTIONS = tuple(Option(f"v{n}", f"Choice {n}") for n in range(3))
MANY = tuple(Option(f"v{n}", f"Choice {n}") for n in range(40))
EVERY_FIELD: tuple[Field, ...] = (
    TextField("t1", "Plan", "was", "A hint", "Placeholder", multiline=True),
    TextField("t2", "Short", required=False, longest=10),
    TextField("t3", "Long", "x" * 20, longest=10),
    ChoiceField("c1", "Menu", OPTIONS, "v1"),
    ChoiceField("c2", "Radio", OPTIONS, "v1", look="radio", required=False),
    ChoiceField("c3", "Too many for radio", MANY, look="radio"),
    ChoicesField("m1", "Boxes", OPTIONS, ("v0", "v2")),
    ChoicesField("m2", "Many", MANY, ("v39",)),
    TimeField("h1", "Hour", time(9, 30)),
    TimeField("h2", "Hour"),
    DayField("d1", "Day", date(2026, 11, 23)),
    DayField("d2", "Day"),
    PersonField("p1", "Owner", "29:ben"),
    PersonField("p2", "Owner"),
    PlaceField("place", "Channel", "19:quay"),
    PlaceField("w2", "Channel"),
)
EVERYTHING = Form(
    "f",
    "Everything",
    (Heading("h"), plain("t"), Divider(), *EVERY_FIELD, Quote("q"), Small(SPANS)),
    args={"a": "b"},
)
HOSTILE = [
    "<at>Ben Hughes</at> <!channel> <@U123>",
    "*bold* _it_ ~~no~~ `code` ```block``` > quote\n> quote\n# heading\n\n---\n- list\n1. one",
    "{{DATE(2026-11-23T08:00:00Z)}} {{TIME(2026-11-23T08:00:00Z)}} ${title}",
    "[bank](https://evil.example) ![x](https://x.org/x.png) <https://x.org>",
    "<b>bold</b> &amp; &lt; &#42; <script>alert(1)</script>",
    "\u202eoverride\u202c שלום 👩🏽‍💻",
    "1) one\n2. two\n+ three\n= four\n    five",
    "back\\slash \\*still\\*",
    "a" * 2_900,
]


def content_of(activity: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = activity["attachments"][0]["content"]
    return content


def read(*parts: Part) -> list[str]:
    return words(render.adaptive(Card("x", parts), NAMES))


def test_every_part_keeps_to_the_schema() -> None:
    card = Card("All parts", EVERY_PART)
    assert problems(render.message(card, NAMES)) == []
    assert problems(render.message(card)) == []
    assert card_problems(render.adaptive(card, NAMES)) == []
    assert card_problems(render.notice("Notice", card, {"t": "typed"})["card"]["content"]) == []


@pytest.mark.parametrize("places", [{}, {"19:harbor": "Harbor", "19:quay": "Quay"}])
@pytest.mark.parametrize("typed", [{}, {"t1": "x" * 4000, "c1": "v2", "p1": "29:ada"}])
def test_every_field_keeps_to_the_schema(places: dict[str, str], typed: dict[str, str]) -> None:
    errors = {"t1": "Too *long*.", "gone": "No such field."}
    task = render.dialog(EVERYTHING, ORIGIN, errors, typed, names=NAMES, places=places)
    assert card_problems(task["card"]["content"]) == []
    card = render.form_card(EVERYTHING, ORIGIN, errors, typed, names=NAMES, places=places)
    assert problems(card) == []
    for content in (task["card"]["content"], content_of(card)):
        inputs = [node for node in nodes(content) if node.get("type", "").startswith("Input.")]
        assert [node["id"] for node in inputs] == [ANSWER + field.id for field in EVERY_FIELD]
        required = {node["id"] for node in inputs if node.get("isRequired")}
        named = {ANSWER + field.id for field in EVERY_FIELD if field.required}
        # What is too long to show need not be typed again, until it has been.
        assert required == (named if typed else named - {"answer.t3"})
        shown = words(content)
        assert shown.index("No such field.") < shown.index("Plan") < shown.index("Too *long*.")


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_is_shown_as_typed_and_pings_nobody(typed: str) -> None:
    every = Card(
        "x",
        tuple(
            replace(part, spans=(Plain(typed), *part.spans)) if isinstance(part, Text) else part
            for part in EVERY_PART
        ),
    )
    assert problems(render.message(every, NAMES)) == []
    assert read(plain(typed), Quote(typed), Small((Bold(typed),))) == [typed] * 3
    assert read(Heading(typed)) == [typed]
    for shown in (
        read(text(Mention("29:ben"), " said ", typed, MORNING)),
        read(Small((MORNING, Mention("29:ben"), Code(typed)))),
        read(Facts((("What", (Plain(typed), Mention("29:ben"))),))),
        read(Bullets(((Mention("29:ben"), Italic(typed)), (Plain("x"),)))),
    ):
        assert typed in "\n".join(shown).replace("\u200b", "").replace("\u00a0", " ")
        assert "\n".join(shown).count("@Ben Hughes") == 1


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
TYPED = st.lists(LINES, max_size=4).map("\n".join)
MARKS = "*_`~[]()<>{}#+-.!|\\&=:\"' 1a\u00a0"
TRICKY = st.lists(st.text(MARKS, max_size=12), max_size=3).map("\n".join)


@given(
    st.lists(st.tuples(st.sampled_from([Plain, Bold, Italic, Code]), TYPED | TRICKY), max_size=4)
)
def test_no_words_at_all_reach_markup(typed: list[tuple[type[Plain], str]]) -> None:
    spans = tuple(kind(words) for kind, words in typed)
    said = "".join(words for _, words in typed)
    shown = read(Text(spans), Quote(said))
    assert shown == [said] * 2 if said.strip() else shown == []
    # A moment makes it Markdown, which does not keep spaces at the ends of lines.
    assert _trimmed("\n".join(read(Text((*spans, MORNING))))) == _trimmed(f"{said}◷, ◷")


def _trimmed(shown: str) -> list[str]:
    return [line.replace("\u200b", "").strip() for line in shown.split("\n")]


@given(st.lists(TYPED | TRICKY, min_size=1, max_size=3))
def test_lists_and_facts_show_what_was_typed(typed: list[str]) -> None:
    said = [words for words in typed if words.strip()]
    bullets = Bullets(tuple((Plain(words),) for words in said))
    facts = Facts(tuple(("Label", (Plain(words),)) for words in said))
    in_list = [piece for block in read(bullets) for piece in re.split(r"\n(?=• )", block)]
    listed = "\n".join(piece.removeprefix("• ") for piece in in_list if piece != "\u00a0•")
    assert _edgeless(listed) == _edgeless("\n".join(said))
    of_facts = [piece for piece in read(facts) if piece != "Label"]
    assert [_edgeless(piece) for piece in of_facts] == [_edgeless(words) for words in said]


def _edgeless(said: str) -> str:
    return re.sub(r"\s+", " ", said.replace("\u200b", "")).strip()


def test_the_lists_of_one_card_look_alike() -> None:
    tame, wild = Bullets(((Plain("one"),),)), Bullets(((Code("/standup"),),))
    for lists in ((tame, wild), (wild, tame)):
        first, second = render.adaptive(Card("x", lists))["body"]
        assert [first["type"], second["type"]] == ["ColumnSet"] * 2
    [alone] = render.adaptive(Card("x", (tame,)))["body"]
    assert alone["text"] == "- one"


def test_a_person_is_mentioned_by_name_or_not_at_all() -> None:
    card = Card("x", (text(Mention("29:ben"), " and ", Mention("29:nobody")),) * 2)
    content = render.adaptive(card, NAMES)
    (entity,) = content["msteams"]["entities"]
    assert entity["mentioned"] == {"id": "29:ben", "name": "Ben Hughes"}
    assert words(content) == ["@Ben Hughes and someone"] * 2
    assert "msteams" not in render.adaptive(card)


@pytest.mark.parametrize("name", ["*Ada*", "Ada</at><at>Ben", "", "A_d_a & [Co]", "O'Neill (x)"])
def test_a_name_cannot_get_out_of_its_mention(name: str) -> None:
    content = render.adaptive(Card("x", (text("By ", Mention("29:x")),)), {"29:x": name})
    (entity,) = content["msteams"]["entities"]
    assert entity["mentioned"]["name"] == name
    assert re.fullmatch(r"<at>[^<>*_\[\]]+</at>", entity["text"])
    assert card_problems(content) == []


def test_namesakes_are_mentioned_each() -> None:
    parts = (text(Mention("29:x"), " and ", Mention("29:y")),)
    content = render.adaptive(Card("x", parts), {"29:x": "Ada", "29:y": "Ada"})
    entities = content["msteams"]["entities"]
    assert {entity["mentioned"]["id"]: entity["text"] for entity in entities} == {
        "29:x": "<at>Ada</at>",
        "29:y": "<at>Ada\u200b</at>",
    }
    assert card_problems(content) == []


def test_a_moment_is_told_in_the_readers_own_zone() -> None:
    content = render.adaptive(Card("x", (Text((Plain("At "), MORNING)),)))
    at = "2026-11-23T08:00:00Z"
    assert content["body"][0]["text"] == f"At {{{{DATE({at}, SHORT)}}}}, {{{{TIME({at})}}}}"


def test_a_press_carries_the_same_with_and_without_action_execute() -> None:
    (skip,) = _actions(Button("Skip", "standup.skip", {"day": "1"}, "danger"))
    assert skip["verb"] == "standup.skip"
    assert skip["data"] == {"action": "standup.skip", "args": {"day": "1"}}
    assert skip["style"] == skip["fallback"]["style"] == "destructive"


def test_a_button_that_opens_a_form_fetches_a_task() -> None:
    (answer,) = _actions(Button("Answer", "standup.answer", {"day": "1"}, opens_form=True))
    assert answer["type"] == "Action.Submit"
    opens = {"type": "task/fetch"}
    assert answer["data"] == {"action": "standup.answer", "args": {"day": "1"}, "msteams": opens}


def test_a_question_comes_up_before_the_press_counts() -> None:
    button = Button("Delete", "x.delete", {"n": "1"}, "danger", confirm=CONFIRM)
    content = render.adaptive(Card("x", (Buttons((button, button)),)))
    asks, question, *_ = content["body"]
    assert [action["type"] for action in asks["actions"]] == ["Action.ToggleVisibility"] * 2
    assert question["isVisible"] is False
    yes, no = question["items"][-1]["actions"]
    assert (yes["title"], yes["data"]["args"]) == ("Yes, away with it", {"n": "1"})
    assert no["targetElements"] == [{"elementId": question["id"], "isVisible": False}]
    assert card_problems(content) == []


def test_buttons_stand_six_side_by_side() -> None:
    row = Buttons(tuple(Button(str(n), f"x.{n}") for n in range(14)))
    body = render.adaptive(Card("x", (row,)))["body"]
    assert [len(each["actions"]) for each in body] == [6, 6, 2]


def test_a_form_says_where_it_came_from_beside_what_is_answered() -> None:
    data = render.dialog(EVERYTHING, ORIGIN)["card"]["content"]["actions"][0]["data"]
    assert data == {"form": "f", "args": {"a": "b"}, "place": "19:harbor", "place_kind": "channel"}
    sent = {**data, "answer.place": "19:quay", "answer.t1": "", "answer.c1": "v2"}
    assert answers(sent) == {"place": "19:quay", "c1": "v2"}


def test_a_form_in_the_chat_is_sent_by_the_same_data() -> None:
    content = content_of(render.form_card(EVERYTHING, ORIGIN))
    (send,) = content["body"][-1]["actions"]
    assert (send["verb"], send["title"]) == ("form", "Save")
    assert (
        send["data"] == render.dialog(EVERYTHING, ORIGIN)["card"]["content"]["actions"][0]["data"]
    )


def test_what_was_typed_stays_in_the_form_and_what_was_emptied_stays_empty() -> None:
    form = Form("f", "F", (TextField("a", "A", "old", longest=3), TextField("b", "B", "old")))
    first, second = _inputs(render.dialog(form, ORIGIN, {"a": "No."}, {"a": "longer"}))
    assert first["value"] == "longer"
    assert "maxLength" not in first
    assert "value" not in second


def test_boxes_are_labelled_as_typed_and_so_are_the_lines_of_a_menu() -> None:
    typed = (Option("a", "*Bold* [click](https://example.org)"),)
    many = (*typed, *MANY)
    form = Form("f", "F", (ChoicesField("b", "B", typed, ()), ChoicesField("m", "M", many, ())))
    boxes, menu = _inputs(render.dialog(form, ORIGIN))
    escaped = r"\*Bold\* \[click\](https://example.org)"
    assert boxes["choices"][0]["title"].replace("\u200b", "") == escaped
    assert menu["choices"][0]["title"] == typed[0].label


def test_people_are_searched_for_and_channels_chosen() -> None:
    form = Form("f", "F", (PersonField("p", "P", "29:ben"), PlaceField("c", "C")))
    places = {"19:a": "A", "19:b": "B"}
    person, place = _inputs(render.dialog(form, ORIGIN, names=NAMES, places=places))
    assert person["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    assert person["choices"] == [{"title": "Ben Hughes", "value": "29:ben"}]
    assert [choice["title"] for choice in place["choices"]] == ["A", "B"]
    (_, here) = _inputs(render.dialog(form, ORIGIN))
    assert (here["value"], here["choices"][0]["title"]) == ("19:harbor", "Harbor")
    (_, named) = _inputs(render.dialog(form, Origin("msteams", "T1", "29:ada", "", "nowhere")))
    assert named["type"] == "Input.Text"


def test_a_notice_gives_back_what_was_typed() -> None:
    task = render.notice("Not now", Card("Closed", ()), {"a": "my *words*", "b": ""})
    assert words(task["card"]["content"]) == ["Closed", "This is what you typed:", "my *words*"]


def test_a_long_card_takes_the_width_of_the_chat() -> None:
    assert "msteams" not in render.adaptive(Card("x", (plain("short"),)))
    assert render.adaptive(Card("x", (Quote("x" * 700),)))["msteams"] == {
        "width": "full",
        "entities": [],
    }


@pytest.mark.parametrize("look", ["vertical bars", "stacked bars", "horizontal bars", "line"])
@pytest.mark.parametrize("names", [("One",), ("One", "Two")])
def test_what_is_not_known_is_not_drawn_as_nothing(look: Look, names: tuple[str, ...]) -> None:
    series = tuple(Series(name, (7, None, 9)) for name in names)
    shown = Card("x", (Chart("T", "W", ("a", "b", "c"), series, look),))
    (_, drawn) = render.adaptive(shown)["body"]
    figures = [
        node["y"] if "y" in node else node["value"]
        for node in nodes(drawn["data"])
        if "y" in node or "value" in node
    ]
    assert sorted(figures) == sorted([7, 9] * len(names))


def test_empty_parts_leave_nothing_behind() -> None:
    parts = (Heading(""), plain(""), Quote(""), Bullets(()), Small(()), Buttons(()), Facts(()))
    assert render.adaptive(Card("Said", (*parts, Divider())))["body"] == []
    assert read() == ["x"]


@pytest.mark.parametrize(
    "show",
    [
        lambda: render.message(Card("x", (Quote("x" * 39_000),))),
        lambda: render.message(Card("x", (Quote("👩" * 19_600),))),
        lambda: render.message(Card("x", (Buttons((Button("x", "x", {"a": "x" * 20_000}),)),))),
        lambda: render.notice("x", Card("x", (Quote("x" * 39_000),))),
        lambda: render.notice("x" * 65, Card("x", ())),
        lambda: render.dialog(Form("f", "F", (TextField("a", "A", longest=3),) * 999), ORIGIN),
        lambda: render.form_card(Form("f", "F", (plain("x" * 40_000),)), ORIGIN),
        lambda: render.dialog(Form("f", "F", (ChoiceField("c", "C", ()),)), ORIGIN),
    ],
)
def test_what_does_not_fit_is_refused_and_never_cut(show: Any) -> None:
    with pytest.raises(TooBig, match="holds"):
        show()


PARTS = st.one_of(
    TYPED.map(Quote),
    TRICKY.map(lambda said: Text((Plain(said), Mention("29:ben"), MORNING))),
    st.lists(TRICKY, max_size=60).map(lambda said: Bullets(tuple((Plain(s),) for s in said))),
    st.lists(TYPED, max_size=12).map(lambda said: Facts(tuple(("*", (Plain(s),)) for s in said))),
    st.integers(1, 3000).map(lambda times: Quote("Ω*\n" * times)),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(PARTS, max_size=40))
def test_what_is_paged_fits(parts: list[Part]) -> None:
    for page in pages(Card("x", tuple(parts))):
        assert bytes_of(render.message(page, NAMES)) < MOST_BYTES


def _actions(*buttons: Button) -> list[dict[str, Any]]:
    (block,) = render.adaptive(Card("x", (Buttons(buttons),)))["body"]
    found: list[dict[str, Any]] = block["actions"]
    return found


def _inputs(task: dict[str, Any]) -> list[dict[str, Any]]:
    found = nodes(task["card"]["content"])
    return [node for node in found if node.get("type", "").startswith("Input.")]
