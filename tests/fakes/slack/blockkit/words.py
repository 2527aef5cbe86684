"""Everything a reader sees in blocks, in reading order, as mrkdwn: plain text comes escaped, so that
what looks like markup in it stays what it is."""

import html
from collections.abc import Iterable
from typing import Any


def words(blocks: Iterable[Any]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, dict):
            found += _block(block)
    return [one for one in found if one]


def _block(block: dict[str, Any]) -> list[str]:
    match block.get("type"):
        case "section":
            return [
                *_text(block.get("text")),
                *_each(block.get("fields"), _text),
                *_element(block.get("accessory")),
            ]
        case "header":
            return _text(block.get("text"))
        case "context":
            return _each(block.get("elements"), _small)
        case "actions":
            return _each(block.get("elements"), _element)
        case "input":
            return [
                *_text(block.get("label")),
                *_element(block.get("element")),
                *_text(block.get("hint")),
            ]
        case "image":
            return [*_text(block.get("title")), str(block.get("alt_text") or "")]
        case "video":
            return [*_text(block.get("title")), *_text(block.get("description"))]
        case "markdown":
            return [str(block.get("text") or "")]
        case "rich_text":
            return _each(block.get("elements"), _paragraph)
        case "table":
            return _each(block.get("rows"), lambda row: _each(row, _cell))
        case _:
            return []


def _each(values: Any, read: Any) -> list[str]:
    return (
        [word for value in values or [] for word in read(value)] if isinstance(values, list) else []
    )


def _text(value: Any) -> list[str]:
    if not isinstance(value, dict):
        return []
    text = str(value.get("text") or "")
    return [text if value.get("type") == "mrkdwn" else _literal(text)]


def _literal(text: str) -> str:
    return html.escape(text, quote=False)


def _small(value: Any) -> list[str]:
    if isinstance(value, dict) and value.get("type") == "image":
        return [str(value.get("alt_text") or "")]
    return _text(value)


def _element(value: Any) -> list[str]:
    if not isinstance(value, dict):
        return []
    choices = [*_each(value.get("options"), _option), *_each(value.get("option_groups"), _group)]
    alt = [str(value.get("alt_text") or "")]
    typed_in = [str(value["initial_value"])] if isinstance(value.get("initial_value"), str) else []
    return [*_text(value.get("text")), *_text(value.get("placeholder")), *typed_in, *choices, *alt]


def _group(value: Any) -> list[str]:
    return (
        [*_text(value.get("label")), *_each(value.get("options"), _option)]
        if isinstance(value, dict)
        else []
    )


def _option(value: Any) -> list[str]:
    return (
        [*_text(value.get("text")), *_text(value.get("description"))]
        if isinstance(value, dict)
        else []
    )


def _paragraph(value: Any) -> list[str]:
    if not isinstance(value, dict):
        return []
    if value.get("type") == "rich_text_list":
        return _each(value.get("elements"), _paragraph)
    return ["".join(_each(value.get("elements"), _inline))]


def _inline(value: Any) -> list[str]:
    if not isinstance(value, dict):
        return []
    match value.get("type"):
        case "text":
            return [_literal(str(value.get("text") or ""))]
        case "link":
            return [str(value.get("text") or value.get("url") or "")]
        case "user":
            return [f"<@{value.get('user_id')}>"]
        case "channel":
            return [f"<#{value.get('channel_id')}>"]
        case "emoji":
            return [f":{value.get('name')}:"]
        case "date":
            return [str(value.get("fallback") or value.get("timestamp") or "")]
        case "broadcast":
            return [f"@{value.get('range')}"]
        case _:
            return []


def _cell(value: Any) -> list[str]:
    if isinstance(value, dict) and value.get("type") == "rich_text":
        return _each(value.get("elements"), _paragraph)
    return _text(value)
