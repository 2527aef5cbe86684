"""What a reader of an Adaptive Card sees, and what Teams would not take. Knows nothing of how the
cards are made."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema
from markdown_it import MarkdownIt

from tests.fakes.msteams.cards.charts import KINDS

SCHEMA = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8"))
CARD = jsonschema.Draft6Validator({**SCHEMA, "$ref": "#/definitions/AdaptiveCard"})
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
FORMULA = re.compile(r"\{\{(DATE|TIME)\([^)]*\)\}\}")
MOST_BYTES = 80_000
TEAMS_ONLY = ("msteams", "choices.data")
"""What Teams adds to the schema."""


def problems(activity: dict[str, Any]) -> list[str]:
    content = activity["attachments"][0]["content"]
    found = card_problems(content)
    size = bytes_of(activity)
    return found + ([f"{size} bytes"] if size > MOST_BYTES else [])


def bytes_of(activity: dict[str, Any]) -> int:
    """As Teams counts them."""
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))


def card_problems(content: dict[str, Any]) -> list[str]:
    found = [error.message for error in CARD.iter_errors(_without(content))]
    ids = Counter(node["id"] for node in nodes(content) if "id" in node and "type" in node)
    found += [f"two of {name}" for name, times in ids.items() if times > 1]
    for node in nodes(content):
        match node:
            case {"type": "ActionSet", "actions": actions} if not 0 < len(actions) <= 6:
                found.append(f"{len(actions)} buttons side by side")
            case {"type": "Action.Execute"} if node["fallback"]["type"] != "Action.Submit":
                found.append("no fallback")
            case {"type": "Action.Execute"} if node["fallback"]["data"] != node["data"]:
                found.append("another fallback")
            case {"type": str(kind), "data": data} if kind.startswith("Chart."):
                found += [f"{kind}: {problem}"] if (problem := KINDS[kind]["data"](data)) else []
            case {"type": "Action.ToggleVisibility"}:
                targets = {each["elementId"] for each in node["targetElements"]}
                found += [f"no {name} to show" for name in targets - ids.keys()]
    text = "\n".join(node.get("text", "") for node in nodes(content))
    for entity in content.get("msteams", {}).get("entities", []):
        if entity["text"] not in text:
            found.append(f"{entity['text']} is nowhere")
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, from top to bottom."""
    match value:
        case list():
            for each in value:
                yield from nodes(each)
        case dict():
            yield value
            for each in value.values():
                yield from nodes(each)


def words(content: dict[str, Any]) -> list[str]:
    """What is read on the card, piece by piece. A moment is `◷`, a mention `@name`."""
    tags = {
        entity["text"]: entity["mentioned"]["name"]
        for entity in content.get("msteams", {}).get("entities", [])
    }
    return list(_words(content, tags))


def _words(value: Any, tags: dict[str, str]) -> Iterator[str]:
    match value:
        case list():
            for each in value:
                yield from _words(each, tags)
        case {"type": "TextBlock", "text": text}:
            yield markdown(text, tags)
        case {"type": "RichTextBlock", "inlines": inlines}:
            yield "".join(FORMULA.sub("◷", run["text"]) for run in inlines)
        case {"type": "Image", "altText": alt}:
            yield alt
        case {"type": str(kind), "fallback": fallback} if kind.startswith("Chart."):
            yield from _words(fallback, tags)
        case {"facts": facts}:
            for fact in facts:
                yield markdown(fact["title"], tags)
                yield markdown(fact["value"], tags)
        case {"type": str(kind)} if kind.startswith("Action."):
            yield value["title"]
        case {"style": "expanded", "choices": list(choices), **field}:
            # Boxes and circles are labelled in Markdown.
            yield str(field.get("label", ""))
            yield from (markdown(each["title"], tags) for each in choices)
        case dict():
            for name in ("label", "placeholder", "value", "title"):
                if isinstance(value.get(name), str):
                    yield value[name]
            for each in value.values():
                yield from _words(each, tags) if isinstance(each, list | dict) else ()


def markdown(text: str, tags: dict[str, str]) -> str:
    """Its words, without what is format. Whatever HTML there is would not be shown."""
    for tag, name in tags.items():
        text = text.replace(tag, f"@{name}")
    text = FORMULA.sub("◷", text)
    shown = []
    for token in MARKDOWN.parse(text):
        for child in token.children or []:
            match child.type:
                case "text" | "code_inline":
                    shown.append(child.content)
                case "softbreak" | "hardbreak":
                    shown.append("\n")
                case "image":
                    shown.append("🖼")
        if token.type in ("code_block", "fence", "hr", "heading_open", "blockquote_open"):
            shown.append(f"<{token.type}>")
        if token.type == "list_item_open":
            shown.append("\n• " if shown else "• ")
    return "".join(shown)


def _without(content: dict[str, Any]) -> Any:
    """As a client of 1.5 takes it, with charts as what stands in for them."""
    bare = copy.deepcopy(content)
    for node in nodes(bare):
        for name in TEAMS_ONLY:
            node.pop(name, None)
        if str(node.get("type")).startswith("Chart."):
            stands_in = node["fallback"]
            node.clear()
            node.update(stands_in)
    return bare
