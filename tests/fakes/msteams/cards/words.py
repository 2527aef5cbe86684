"""What a card says, in reading order, without its buttons."""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import Any

from ..world import JSON
from .markdown import dated, shown


def words(card: JSON, zone: tzinfo = UTC) -> list[str]:
    """One piece a line; what is not visible is not there."""
    return list(_elements(card.get("body") or [], zone))


def errors_in(card: JSON) -> list[str]:
    """What stands there in the colour of trouble: a form shown again with words at its fields."""
    found = []
    for one in _all(card.get("body") or []):
        inlines = [run for run in one.get("inlines") or [] if isinstance(run, dict)]
        if _is_red(one):
            found.append(shown(str(one["text"])) if one["type"] == "TextBlock" else one["text"])
        elif any(_is_red(run) for run in inlines):
            # One sentence in several runs.
            found.append("".join(str(run["text"]) for run in inlines))
    return found


def _is_red(one: JSON) -> bool:
    return str(one.get("color", "")).lower() == "attention"


def _elements(elements: list[JSON], zone: tzinfo) -> Iterator[str]:
    for one in elements:
        if one.get("isVisible") is not False:
            yield from _element(one, zone)


def _element(one: JSON, zone: tzinfo) -> Iterator[str]:
    kind = str(one["type"])
    match kind:
        case "TextBlock":
            yield shown(one["text"], zone)
        case "RichTextBlock":
            runs = [run if isinstance(run, str) else run["text"] for run in one["inlines"]]
            # Runs know no Markdown, but moments.
            yield dated("".join(runs), zone)
        case "FactSet":
            for fact in one["facts"]:
                yield f"{shown(fact['title'], zone)}: {shown(fact['value'], zone)}"
        case "Image":
            if one.get("altText"):
                yield str(one["altText"])
        case "ImageSet":
            yield from _elements(one["images"], zone)
        case "Container":
            yield from _elements(one["items"], zone)
        case "ColumnSet":
            for column in one["columns"]:
                if column.get("isVisible") is not False:
                    yield from _elements(column.get("items") or [], zone)
        case "Table":
            for row in one["rows"]:
                cells = [" ".join(_elements(cell["items"], zone)) for cell in row["cells"]]
                yield " | ".join(cells)
    if kind.startswith("Chart."):
        # What it draws is not read out; the words beside it are those of clients without charts.
        yield str(one.get("title") or kind)
        if isinstance(one.get("fallback"), dict):
            yield from _elements([one["fallback"]], zone)
    if kind.startswith("Input."):
        yield from _input(one)


def _input(one: JSON) -> Iterator[str]:
    for name in ("label", "title"):
        if one.get(name):
            yield str(one[name])
    if one["type"] == "Input.ChoiceSet" and str(one.get("style", "")).lower() == "expanded":
        # The labels of boxes and circles are Markdown; the lines of a menu are not.
        yield from (shown(str(choice["title"])) for choice in one["choices"])


def _all(thing: Any) -> Iterator[JSON]:
    if isinstance(thing, dict):
        if thing.get("isVisible") is not False:
            yield thing
            for name, value in thing.items():
                if name not in ("inlines", "data"):
                    yield from _all(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from _all(one)
