"""Blocks, and on which surface each may stand."""

from collections.abc import Iterator
from typing import Any, Literal

from .elements import ELEMENTS, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, among, slack_file, url
from .rich_text import element as rich_element
from .rich_text import rich_text
from .shape import Check, Shape, boolean, integer, listing, one_of, string, typed
from .text import any_text, pings, plain

Surface = Literal["message", "modal", "home"]

block_id: dict[str, Check] = {"block_id": string(255)}


def _says_something(value: dict[str, Any], at: str) -> Iterator[str]:
    if "text" not in value and "fields" not in value:
        yield f"needs text or fields at {at}"


def _one_picture(value: dict[str, Any], at: str) -> Iterator[str]:
    if ("image_url" in value) == ("slack_file" in value):
        yield f"needs either image_url or slack_file at {at}"


def _dispatches(value: dict[str, Any], at: str) -> Iterator[str]:
    element = value.get("element")
    if (
        isinstance(element, dict)
        and element.get("type") == "file_input"
        and value.get("dispatch_action")
    ):
        yield f"a file_input cannot dispatch at {at}"


def _no_pings(value: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(text := value.get("text"), str):
        for ping in pings(text):
            yield f"pings many people with {ping} at {at}/text"


def _rectangle(value: dict[str, Any], at: str) -> Iterator[str]:
    rows = value.get("rows")
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        yield f"every row needs the same number of cells at {at}"


def _text_or_picture(value: Any, at: str) -> Iterator[str]:
    picture = isinstance(value, dict) and value.get("type") == "image"
    yield from (IMAGE if picture else any_text(3000))(value, at)


cell = typed(
    {
        "raw_text": Shape({"text": string(10_000)}),
        "raw_number": Shape({"value": lambda value, at: iter(())}, {"text": string(10_000)}),
        "rich_text": rich_text,
    }
)
column = Shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: dict[str, Check] = {
    "section": Shape(
        {},
        {
            "text": any_text(3000),
            "fields": listing(any_text(2000), 10),
            "accessory": typed(among(IN_SECTION)),
            "expand": boolean,
            **block_id,
        },
        _says_something,
    ),
    "header": Shape({"text": plain(150)}, {**block_id, "level": integer(1, 4)}),
    "divider": Shape({}, block_id),
    "context": Shape({"elements": listing(_text_or_picture, 10)}, block_id),
    "actions": Shape({"elements": listing(typed(among(IN_ACTIONS)), 25)}, block_id),
    "input": Shape(
        {"label": plain(2000), "element": typed(among(IN_INPUT))},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean, **block_id},
        _dispatches,
    ),
    "image": Shape(
        {"alt_text": string(2000)},
        {"image_url": url, "slack_file": slack_file, "title": plain(2000), **block_id},
        _one_picture,
    ),
    "rich_text": Shape({"elements": listing(rich_element, 1000)}, block_id),
    "video": Shape(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": url, "video_url": url},
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": url,
            "provider_name": string(200),
            "title_url": url,
            **block_id,
        },
    ),
    "markdown": Shape({"text": string(12_000)}, block_id, _no_pings),
    "table": Shape(
        {"rows": listing(listing(cell, 20), 100)},
        {"column_settings": listing(column, 20), **block_id},
        _rectangle,
    ),
}

# A list, because what is asked about may not be hashable.
INTERACTIVE = [name for name in ELEMENTS if name != "image"]
_ONLY_MESSAGES = {"markdown", "table"}
_ONLY_MODALS = {"file_input"}


def block(surface: Surface) -> Check:
    allowed = (
        BLOCKS
        if surface == "message"
        else {name: check for name, check in BLOCKS.items() if name not in _ONLY_MESSAGES}
    )
    shape = typed(allowed)

    def check(value: Any, at: str) -> Iterator[str]:
        yield from shape(value, at)
        for element in elements_of(value):
            if element.get("type") in _ONLY_MODALS and surface != "modal":
                yield f"{element['type']} may stand in a modal only at {at}"

    return check


def elements_of(value: Any) -> list[dict[str, Any]]:
    """The interactive elements of one block."""
    if not isinstance(value, dict):
        return []
    found: list[Any] = [value.get("accessory"), value.get("element")]
    if value.get("type") == "actions" and isinstance(value.get("elements"), list):
        found += value["elements"]
    return [each for each in found if isinstance(each, dict) and each.get("type") in INTERACTIVE]
