"""What a schema cannot say: rules of Teams for cards, elements and actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..world import JSON

if TYPE_CHECKING:
    from .check import Walk

MOST_CHOICES = 500
MOST_REFRESHED = 60
_MSTEAMS = {"width", "entities"}
_TASKS = ("messageBack", "imBack", "task/fetch")


def card(walk: Walk, thing: JSON, path: str) -> None:
    told = thing.get("msteams") or {}
    if isinstance(told, dict) and set(told) - _MSTEAMS:
        walk.no(f"{path}.msteams", f"unknown {sorted(set(told) - _MSTEAMS)}")
    if isinstance(told, dict) and str(told.get("width", "full")).lower() != "full":
        walk.no(f"{path}.msteams.width", f"is {told['width']!r}, not full")
    refresh = thing.get("refresh")
    if isinstance(refresh, dict):
        action = refresh.get("action")
        if not isinstance(action, dict) or action.get("type") != "Action.Execute":
            walk.no(f"{path}.refresh", "needs an Action.Execute")
        if len(refresh.get("userIds") or []) > MOST_REFRESHED:
            walk.no(f"{path}.refresh", f"for {MOST_REFRESHED} people at most")
    taken = {str(one.get("id")) for one in _inputs(thing)}
    for action in _actions(thing):
        data = action.get("data")
        if isinstance(data, dict) and (both := taken & set(data)):
            walk.no(path, f"inputs and data of an action share {sorted(both)}")


def element(walk: Walk, thing: JSON, path: str) -> None:
    kind = str(thing["type"])
    match kind:
        case "TextBlock":
            walk.texts.append(str(thing.get("text")))
            if walk.strict and not thing.get("wrap") and "maxLines" not in thing:
                walk.no(path, "text without wrap is cut at the end of the line")
        case "Image" if walk.strict and not thing.get("altText"):
            walk.no(path, "a picture without words")
        case "FactSet" | "ActionSet" | "RichTextBlock" | "ColumnSet" | "ImageSet" | "Table":
            held = {"FactSet": "facts", "ActionSet": "actions", "RichTextBlock": "inlines"}
            more = {"ColumnSet": "columns", "ImageSet": "images", "Table": "rows"}
            if not thing.get((held | more)[kind]):
                walk.no(path, "holds nothing")
    if kind == "Table":
        _table(walk, thing, path)
    if kind.startswith("Input."):
        _input(walk, thing, path)


def action(walk: Walk, thing: JSON, path: str) -> None:
    match thing["type"]:
        case "Action.Execute":
            fallback = thing.get("fallback")
            if walk.surface == "dialog":
                walk.no(path, "a dialog knows Action.Submit only")
            elif not isinstance(fallback, dict) or fallback.get("type") != "Action.Submit":
                walk.no(path, "Action.Execute without Action.Submit as fallback")
            if not thing.get("verb"):
                walk.no(path, "verb is missing")
        case "Action.Submit":
            _submit(walk, thing, path)
        case "Action.ToggleVisibility":
            for one in thing.get("targetElements") or []:
                ref = one.get("elementId") if isinstance(one, dict) else one
                walk.targets.append(str(ref))
    if walk.strict and isinstance(thing.get("data"), str):
        walk.no(path, "data in a string: inputs get lost")


def _submit(walk: Walk, thing: JSON, path: str) -> None:
    data = thing.get("data")
    told = data.get("msteams") if isinstance(data, dict) else None
    if told is None:
        return
    kind = told.get("type") if isinstance(told, dict) else None
    if kind not in _TASKS:
        walk.no(f"{path}.data.msteams", f"type {kind!r}, not one of {', '.join(_TASKS)}")
    elif walk.surface == "dialog":
        walk.no(f"{path}.data.msteams", "does nothing in a dialog")


def _table(walk: Walk, thing: JSON, path: str) -> None:
    columns = len(thing.get("columns") or [])
    for number, row in enumerate(thing.get("rows") or []):
        cells = len(row.get("cells") or []) if isinstance(row, dict) else 0
        if cells > columns:
            walk.no(f"{path}.rows[{number}]", f"{cells} cells in {columns} columns")


def _input(walk: Walk, thing: JSON, path: str) -> None:
    if walk.strict and not thing.get("label"):
        walk.no(path, "an input without label")
    if walk.strict and thing.get("isRequired") and not thing.get("errorMessage"):
        walk.no(path, "a required input without errorMessage")
    value = thing.get("value")
    if thing["type"] == "Input.Text":
        most = thing.get("maxLength")
        if isinstance(most, int) and isinstance(value, str) and len(value) > most:
            walk.no(path, "the value is longer than maxLength")
        if not thing.get("isMultiline") and isinstance(value, str) and "\n" in value:
            walk.no(path, "several lines in an input of one")
    if thing["type"] == "Input.ChoiceSet":
        _choices(walk, thing, path)


def _choices(walk: Walk, thing: JSON, path: str) -> None:
    choices = [one for one in thing.get("choices") or [] if isinstance(one, dict)]
    searched = "choices.data" in thing
    if not choices and not searched:
        walk.no(path, "no choices")
    if len(choices) > MOST_CHOICES:
        walk.no(path, f"{len(choices)} choices; nobody reads more than {MOST_CHOICES}")
    values = [str(one.get("value")) for one in choices]
    if len(set(values)) < len(values):
        walk.no(path, "two choices with the same value")
    several = bool(thing.get("isMultiSelect"))
    if several and any("," in one for one in values):
        walk.no(path, "a comma in a value of a multiple choice")
    given = str(thing.get("value") or "")
    chosen = [one for one in (given.split(",") if several else [given]) if one]
    if not searched and set(chosen) - set(values):
        walk.no(path, f"the value {given!r} is not among the choices")


def _inputs(thing: Any) -> Iterator[JSON]:
    return (one for one in _all(thing) if str(one.get("type")).startswith("Input."))


def _actions(thing: Any) -> Iterator[JSON]:
    return (one for one in _all(thing) if str(one.get("type")).startswith("Action."))


def _all(thing: Any) -> Iterator[JSON]:
    """Everything with a type, inside out of `data`, which is the bot's own."""
    if isinstance(thing, dict):
        if "type" in thing:
            yield thing
        for name, value in thing.items():
            if name not in ("data", "choices.data"):
                yield from _all(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from _all(one)
