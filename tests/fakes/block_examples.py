"""Blocks that Slack takes, and blocks it refuses, with words from its reason."""

from typing import Any

from .slack.world import JSON


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> JSON:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> JSON:
    return {"type": "section", "text": mrkdwn("hi"), **more}


def button(**more: Any) -> JSON:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def asked(element: JSON, **more: Any) -> JSON:
    return {"type": "input", "label": plain("Say"), "element": element, **more}


def select(count: int = 2, **more: Any) -> JSON:
    return {
        "type": "static_select",
        "action_id": "s",
        "options": [option(str(n)) for n in range(count)],
        **more,
    }


def option(value: str, **more: Any) -> JSON:
    return {"text": plain(value), "value": value, **more}


def rich(*elements: JSON) -> JSON:
    return {"type": "rich_text", "elements": list(elements)}


def line(*pieces: JSON) -> JSON:
    return {"type": "rich_text_section", "elements": list(pieces)}


GOOD: list[tuple[str, JSON]] = [
    (
        "a section with everything",
        section(fields=[mrkdwn("a"), plain("b")], accessory=button(style="primary", value="v")),
    ),
    ("a header", {"type": "header", "text": plain("x" * 150)}),
    ("a divider", {"type": "divider", "block_id": "d"}),
    (
        "a context",
        {
            "type": "context",
            "elements": [
                mrkdwn("a"),
                {"type": "image", "image_url": "https://x.y/z", "alt_text": "z"},
            ],
        },
    ),
    (
        "all pickers",
        actions(
            select(),
            {"type": "users_select", "action_id": "u"},
            {"type": "multi_users_select", "action_id": "mu"},
            {"type": "channels_select", "action_id": "c"},
            {"type": "conversations_select", "action_id": "v"},
            {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-23"},
            {"type": "timepicker", "action_id": "t", "initial_time": "09:30"},
            {"type": "overflow", "action_id": "o", "options": [option("a"), option("b")]},
            {
                "type": "radio_buttons",
                "action_id": "r",
                "options": [option("a")],
                "initial_option": option("a"),
            },
        ),
    ),
    (
        "an input",
        asked(
            {
                "type": "plain_text_input",
                "action_id": "a",
                "max_length": 10,
                "initial_value": "x" * 10,
            }
        ),
    ),
    (
        "a number",
        asked(
            {
                "type": "number_input",
                "is_decimal_allowed": False,
                "min_value": "1",
                "max_value": "5",
            }
        ),
    ),
    ("a picture", {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "votes"}),
    (
        "rich text",
        rich(
            line(
                {"type": "text", "text": "a", "style": {"bold": True}},
                {"type": "user", "user_id": "U1"},
                {"type": "emoji", "name": "tada"},
            ),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [line({"type": "link", "url": "https://x.y"})],
            },
            {"type": "rich_text_quote", "elements": [{"type": "channel", "channel_id": "C1"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]},
            line(
                {"type": "date", "timestamp": 1795424400, "format": "{date}", "fallback": "today"}
            ),
        ),
    ),
    ("a table", {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 20] * 100}),
    ("markdown", {"type": "markdown", "text": "x" * 12_000}),
    (
        "a confirmation",
        actions(
            button(
                confirm={
                    "title": plain("Sure?"),
                    "text": mrkdwn("?"),
                    "confirm": plain("Y"),
                    "deny": plain("N"),
                }
            )
        ),
    ),
]

BAD: list[tuple[str, JSON, str]] = [
    ("an unknown block", {"type": "carousel3"}, "unsupported type"),
    ("an unknown key", section(colour="red"), "unknown field: colour"),
    ("a section with nothing", {"type": "section"}, "needs text or fields"),
    ("an empty text", section(text=mrkdwn("")), "at least 1"),
    ("a long section", section(text=mrkdwn("x" * 3001)), "at most 3000"),
    ("a long field", section(fields=[mrkdwn("x" * 2001)]), "at most 2000"),
    ("too many fields", section(fields=[mrkdwn("x")] * 11), "at most 10 items"),
    ("a long header", {"type": "header", "text": plain("x" * 151)}, "at most 150"),
    ("a header in mrkdwn", {"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
    ("a text that is a string", section(text="hi"), "must be an object"),
    ("emoji in mrkdwn", section(text={**mrkdwn("x"), "emoji": True}), "unknown field: emoji"),
    ("a long button", actions(button(text=plain("x" * 76))), "at most 75"),
    ("a long value", actions(button(value="x" * 2001)), "at most 2000"),
    ("a long action_id", actions(button(action_id="x" * 256)), "at most 255"),
    ("a strange style", actions(button(style="fancy")), "must be one of primary, danger"),
    ("the same action twice", actions(button(), button()), "action_id 'go' is used twice"),
    (
        "too many buttons",
        actions(*[button(action_id=str(n)) for n in range(26)]),
        "at most 25 items",
    ),
    ("no buttons", actions(), "at least 1 items"),
    ("too much context", {"type": "context", "elements": [mrkdwn("x")] * 11}, "at most 10 items"),
    (
        "a button in context",
        {"type": "context", "elements": [button()]},
        "unsupported type: button",
    ),
    (
        "a text input among actions",
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input",
    ),
    ("a button as input", asked(button()), "unsupported type: button"),
    (
        "a select without options",
        actions({"type": "static_select", "options": []}),
        "at least 1 items",
    ),
    ("too many options", actions(select(101)), "at most 100 items"),
    ("a long option", actions(select(options=[option("x" * 76)])), "at most 75"),
    (
        "a long option value",
        actions(select(options=[{"text": plain("x"), "value": "x" * 151}])),
        "at most 150",
    ),
    (
        "a foreign first option",
        actions(select(initial_option=option("9"))),
        "must be among the options",
    ),
    (
        "the same value twice",
        actions(select(options=[option("1"), option("1")])),
        "values must be unique",
    ),
    (
        "options and groups",
        actions(select(option_groups=[{"label": plain("g"), "options": [option("z")]}])),
        "either options or",
    ),
    ("a long placeholder", actions(select(placeholder=plain("x" * 151))), "at most 150"),
    (
        "eleven radios",
        asked({"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]}),
        "at most 10 items",
    ),
    (
        "eleven checkboxes",
        asked({"type": "checkboxes", "options": [option(str(n)) for n in range(11)]}),
        "at most 10 items",
    ),
    (
        "a lonely overflow",
        actions({"type": "overflow", "options": [option("a")]}),
        "at least 2 items",
    ),
    (
        "six in an overflow",
        actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]}),
        "at most 5 items",
    ),
    (
        "a wrong date",
        actions({"type": "datepicker", "initial_date": "23-11-2026"}),
        "must look like 2026-11-23",
    ),
    (
        "a wrong time",
        actions({"type": "timepicker", "initial_time": "9:30"}),
        "must look like 09:30",
    ),
    ("a long label", asked(select(), label=plain("x" * 2001)), "at most 2000"),
    ("a long hint", asked(select(), hint=plain("x" * 2001)), "at most 2000"),
    (
        "a max_length beyond Slack's",
        asked({"type": "plain_text_input", "max_length": 3001}),
        "between 1 and 3000",
    ),
    (
        "min above max",
        asked({"type": "plain_text_input", "min_length": 5, "max_length": 4}),
        "min_length is above",
    ),
    (
        "a first value too long",
        asked({"type": "plain_text_input", "max_length": 2, "initial_value": "abc"}),
        "longer than max_length",
    ),
    (
        "a number outside",
        asked(
            {
                "type": "number_input",
                "is_decimal_allowed": False,
                "max_value": "5",
                "initial_value": "9",
            }
        ),
        "outside",
    ),
    (
        "a number as a number",
        asked({"type": "number_input", "is_decimal_allowed": False, "max_value": 5}),
        "a number in a string",
    ),
    (
        "a picture nobody can hear",
        {"type": "image", "image_url": "https://x.y/z"},
        "missing required field: alt_text",
    ),
    (
        "a picture from nowhere",
        {"type": "image", "alt_text": "x"},
        "either image_url or slack_file",
    ),
    (
        "a wrong rich list",
        rich({"type": "rich_text_list", "style": "dots", "elements": [line()]}),
        "one of bullet, ordered",
    ),
    ("text outside a rich section", rich({"type": "text", "text": "x"}), "unsupported type: text"),
    (
        "an unknown rich style",
        rich(line({"type": "text", "text": "x", "style": {"blink": True}})),
        "unknown field: blink",
    ),
    ("a broadcast", rich(line({"type": "broadcast", "range": "channel"})), "pings many people"),
    (
        "a table too wide",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
        "at most 20 items",
    ),
    (
        "a table too long",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101},
        "at most 100 items",
    ),
    (
        "a ragged table",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * n for n in (1, 2)]},
        "same number of cells",
    ),
    ("a lot of markdown", {"type": "markdown", "text": "x" * 12_001}, "at most 12000"),
    (
        "a half confirmation",
        actions(button(confirm={"title": plain("Sure?")})),
        "missing required field: deny",
    ),
    ("not a block", "hello", "must be an object"),  # type: ignore[list-item]
]
