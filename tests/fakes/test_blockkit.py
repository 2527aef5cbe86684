"""What the Block Kit checker takes and refuses."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples

from .block_examples import BAD, GOOD, asked, button, mrkdwn, plain, section
from .peer import CARD, FORM
from .slack.blockkit import problems, text_problems, view_problems, words
from .slack.world import JSON


@pytest.mark.parametrize("block", [pytest.param(block, id=name) for name, block in GOOD])
def test_a_good_block_has_no_problems(block: JSON) -> None:
    assert problems([block], "message") == []


@pytest.mark.parametrize(
    ("block", "words_of_it"), [pytest.param(block, said, id=name) for name, block, said in BAD]
)
def test_a_bad_block_is_told_apart_and_where(block: JSON, words_of_it: str) -> None:
    found = problems([block], "message")
    assert any(words_of_it in one for one in found), found
    assert all("at /blocks" in one for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "plain *bold* _it_", "a &amp; b &lt; c &gt; d", "<@U123> and <@W1|ada>", "<#C1|team>", "<https://x.y/?a=1&b=2|here>",
        "<mailto:a@b.c|mail>", "<!date^1795424400^{date_short}|Monday>", "> quoted\n>more", "&lt;!channel&gt;",
    ],
)  # fmt: skip
def test_slacks_own_markup_passes(text: str) -> None:
    assert text_problems(text) == [] and problems([section(text=mrkdwn(text))], "message") == []


@pytest.mark.parametrize(
    "text",
    [
        "<!channel>", "<!here|here>", "<!everyone>", "<!subteam^S1>", "a & b", "a < b", "a > b", "<script>", "<@ada>",
        "<javascript:x|y>", "&nbsp;", "<#team>",
    ],
)  # fmt: skip
def test_pings_of_many_and_loose_markup_leak(text: str) -> None:
    assert text_problems(text) and problems([section(text=mrkdwn(text))], "message")


def test_plain_text_needs_no_escaping() -> None:
    assert problems([section(text=plain("a < b & <!channel>"))], "message") == []


@given(st.text(min_size=1, max_size=200).filter(lambda text: bool(text.strip())))
def test_escaped_words_never_leak(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text_problems(escaped) == []


KEYS = [
    "type",
    "text",
    "fields",
    "elements",
    "element",
    "accessory",
    "blocks",
    "options",
    "option_groups",
    "initial_options",
    "label",
    "rows",
    "title",
]
LEAVES = (
    st.none()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["section", "actions", "input", "rich_text", "modal"])
)


@settings(max_examples=examples(200))
@given(
    st.recursive(
        LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner)
    )
)
def test_whatever_is_checked_the_checker_answers(value: Any) -> None:
    problems(value, "message")
    problems([value], "modal")
    view_problems(value)


def test_only_a_message_may_hold_markdown_and_only_a_modal_a_file() -> None:
    markdown, file = {"type": "markdown", "text": "x"}, asked({"type": "file_input"})
    assert (
        problems([markdown], "message") == []
        and problems([markdown], "modal")
        and problems([markdown], "home")
    )
    assert problems([file], "modal") == [] and problems([file], "message")


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred() -> None:
    divider: JSON = {"type": "divider"}
    assert problems([divider] * 50, "message") == [] and problems([divider] * 51, "message")
    assert problems([divider] * 100, "home") == [] and problems([divider] * 101, "modal")


def test_a_message_holds_thirteen_thousand_characters() -> None:
    full = section(text=mrkdwn("x" * 3000))
    assert problems([full] * 4, "message") == []
    assert "at most 13000 characters" in problems([full] * 5, "message")[0]


def test_block_ids_are_used_once() -> None:
    assert problems([section(block_id="a"), section(block_id="a")], "message") == [
        "block_id 'a' is used twice at /blocks"
    ]


def test_only_one_element_has_the_focus() -> None:
    focused = asked({"type": "plain_text_input", "focus_on_load": True})
    assert problems([focused], "modal") == [] and problems([focused, focused], "modal")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": plain("x" * 25)}, "at most 24"),
        ({"submit": plain("x" * 25)}, "at most 24"),
        ({"close": plain("x" * 25)}, "at most 24"),
        ({"private_metadata": "x" * 3001}, "at most 3000"),
        ({"callback_id": "x" * 256}, "at most 255"),
        ({"colour": "red"}, "unknown field: colour"),
        ({"type": "dialog"}, "unsupported type: dialog"),
        ({"title": mrkdwn("x")}, "unsupported type: mrkdwn"),
    ],
)
def test_a_view_keeps_its_limits(change: JSON, said: str) -> None:
    assert view_problems(FORM) == []
    assert any(said in one for one in view_problems({**FORM, **change}))


def test_a_modal_with_inputs_needs_a_button_to_send_it() -> None:
    without = {key: value for key, value in FORM.items() if key != "submit"}
    assert view_problems(without) == ["a modal with input blocks needs submit at /view"]
    assert view_problems({**without, "blocks": CARD}) == []


def test_the_text_beside_the_blocks_must_say_something() -> None:
    assert (
        text_problems("")
        == text_problems("  ")
        == text_problems(None)
        == ["fallback text must not be empty at /text"]
    )


def test_words_come_in_reading_order() -> None:
    blocks = [
        section(fields=[mrkdwn("one"), mrkdwn("two")], accessory=button()),
        *[block for name, block in GOOD if name == "rich text"],
    ]
    assert words(blocks) == [
        "hi",
        "one",
        "two",
        "Go",
        "a<@U1>:tada:",
        "https://x.y",
        "<#C1>",
        "x",
        "today",
    ]
