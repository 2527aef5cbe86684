"""The parts of a card as Block Kit blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias, TypeVar, assert_never

import orjson

from bot.fitting import check, fits
from bot.slack import spans
from bot.slack.spans import Block
from handlers.cards import (
    Args,
    Bold,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Divider,
    Facts,
    Heading,
    Part,
    Picture,
    Plain,
    Quote,
    Small,
    Spans,
    Text,
)
from handlers.charts import Chart
from handlers.lately import Lately

T = TypeVar("T")
Files: TypeAlias = Mapping[Chart, str]
"""Slack's ids of the charts that it has as pictures; all others are shown in words."""
NO_FILES: Files = {}

BUTTONS_IN_A_ROW = 5
"""Slack takes 25; more than five wrap into a heap."""
FACTS_IN_A_BLOCK = 5
"""Ten fields, of which each fact takes two."""


def blocks(parts: Sequence[Part], files: Files = NO_FILES) -> list[Block]:
    """To read and not to change: what a team's cards have in common is made once."""
    made = [
        block
        for part in parts
        for block in (_blocks(part, files) if isinstance(part, Chart) else _lately.of(part))
    ]
    return _numbered(made)


def packed(args: Args) -> str:
    """Slack hands values back with &, < and > escaped, in places: there is none to escape."""
    text = orjson.dumps(args).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _numbered(made: list[Block]) -> list[Block]:
    """No two buttons of a message have the same name."""
    used: dict[str, int] = {}
    return [_renamed(block, used) if block["type"] == "actions" else block for block in made]


def _renamed(row: Block, used: dict[str, int]) -> Block:
    buttons: list[Block] = []
    for button in row["elements"]:
        action = button["action_id"]
        nth = used[action] = used.get(action, 0) + 1
        buttons.append(button if nth == 1 else {**button, "action_id": f"{action}:{nth}"})
    return {**row, "elements": buttons}


def _blocks(part: Part, files: Files = NO_FILES) -> list[Block]:
    match part:
        case Heading(text):
            words = fits("A heading", text, 150)
            return [{"type": "header", "text": spans.plain(words)}] if words else []
        case Text(words):
            return _rich_text([_section(words)]) if spans.rich(words) else []
        case Quote(text):
            return _rich_text([_quote(text)]) if text else []
        case Bullets(items):
            return _rich_text([_list(items)]) if items else []
        case Small(words):
            return [{"type": "context", "elements": _small(words)}] if words else []
        case Facts(rows):
            return _facts(rows)
        case Divider():
            return [{"type": "divider"}]
        case Picture() if not part.is_for_the_world:
            # Slack would refuse the whole message.
            return _blocks(part.in_words, files)
        case Picture(alt, url):
            fits("A picture's address", url, 3000)
            alt = fits("A picture's description", alt, 2000)
            return [{"type": "image", "image_url": url, "alt_text": alt}]
        case Chart():
            return [_chart(part, files)]
        case Buttons(buttons):
            return [
                {"type": "actions", "elements": [_button(button) for button in row]}
                for row in _chunks(buttons, BUTTONS_IN_A_ROW)
            ]
        case _:
            assert_never(part)


_lately = Lately(_blocks)


def _chart(chart: Chart, files: Files) -> Block:
    if chart not in files:
        words = (Bold(chart.title), Plain(f"\n{chart.alt}"))
        return {"type": "rich_text", "elements": [_section(words)]}
    alt = fits("A chart's description", chart.words, 2000)
    return {"type": "image", "slack_file": {"id": files[chart]}, "alt_text": alt}


def _rich_text(elements: list[Block]) -> list[Block]:
    return [{"type": "rich_text", "elements": elements}]


def _section(words: Spans) -> Block:
    return {"type": "rich_text_section", "elements": spans.rich(words)}


def _quote(text: str) -> Block:
    return {"type": "rich_text_quote", "elements": spans.rich((Plain(text),))}


def _list(items: tuple[Spans, ...]) -> Block:
    return {"type": "rich_text_list", "style": "bullet", "elements": [_section(i) for i in items]}


def _small(words: Spans) -> list[Block]:
    """One piece where that is safe; else what was typed stays apart from what needs markup."""
    if spans.is_words(words):
        return [_plain("A remark", spans.words(words), 3000)]
    if spans.is_tame(words):
        return [_mrkdwn("A remark", words, 3000)]
    pieces: list[Block] = []
    for is_typed, group in groupby(words, key=lambda span: isinstance(span, Plain)):
        piece = tuple(group)
        if not is_typed:
            pieces.append(_mrkdwn("A remark", piece, 3000))
        elif spans.words(piece).strip():
            pieces.append(_plain("A remark", spans.words(piece), 3000))
    check("A remark's pieces", len(pieces), 10)
    return pieces


def _facts(rows: tuple[tuple[str, Spans], ...]) -> list[Block]:
    if all(spans.is_words(value) or spans.is_tame(value) for _, value in rows):
        return [
            {"type": "section", "fields": [field for row in chunk for field in _fields(*row)]}
            for chunk in _chunks(rows, FACTS_IN_A_BLOCK)
        ]
    return _rich_text([_section((Bold(label), Plain("  "), *value)) for label, value in rows])


def _fields(label: str, value: Spans) -> tuple[Block, Block]:
    left = (Bold(label),) if spans.is_tame((Plain(label),)) else (Plain(label),)
    shown = value if value and (spans.words(value) or not spans.is_words(value)) else (Plain("–"),)
    return _field(left), _field(shown)


def _field(words: Spans) -> Block:
    if spans.is_words(words):
        return _plain("A fact", spans.words(words), 2000)
    return _mrkdwn("A fact", words, 2000)


def _plain(part: str, text: str, limit: int) -> Block:
    return spans.plain(fits(part, text, limit))


def _mrkdwn(part: str, words: Spans, limit: int) -> Block:
    made = spans.mrkdwn(words)
    fits(part, made["text"], limit)
    return made


def _button(button: Button) -> Block:
    made: Block = {
        "type": "button",
        "action_id": button.action,
        "text": spans.plain(fits("A button's label", button.label, 75)),
        "value": fits("What a button carries", packed(button.args), 2000),
    }
    if button.look != "plain":
        made["style"] = button.look
    if button.confirm:
        made["confirm"] = _confirm(button.confirm, button.look == "danger")
    return made


def _confirm(confirm: Confirm, is_danger: bool) -> Block:
    made: Block = {
        "title": spans.plain(fits("A question's title", confirm.title, 100)),
        "text": spans.plain(fits("A question", confirm.text, 300)),
        "confirm": spans.plain(fits("A yes", confirm.yes, 30)),
        "deny": spans.plain(fits("A no", confirm.no, 30)),
    }
    return {**made, "style": "danger"} if is_danger else made


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
