"""What somebody typed or chose, as the client keeps, checks and sends it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..world import JSON
from .markdown import shown

Choice = str | bool | int | float | Sequence[str]
Values = dict[str, str]


def inputs_of(card: JSON) -> Iterator[JSON]:
    """Of this card alone; invisible ones are sent as well."""
    yield from _inside(card.get("body") or [])


def first_values(inputs: Iterable[JSON]) -> Values:
    found: Values = {}
    for one in inputs:
        if one["type"] == "Input.Toggle":
            found[one["id"]] = str(one.get("value") or one.get("valueOff") or "false")
        elif one.get("value") not in (None, ""):
            found[one["id"]] = str(one["value"])
    return found


def fill(inputs: Sequence[JSON], values: Values, answers: dict[str, Any]) -> None:
    """`answers` by label or id; a choice by its words or its value."""
    for ref, answer in answers.items():
        one = _named(inputs, ref)
        values[one["id"]] = _value(one, answer)


def refusals(inputs: Iterable[JSON], values: Values) -> dict[str, str]:
    """What the client says before anything is sent, by label."""
    found = {}
    for one in inputs:
        value = values.get(one["id"], "")
        if not _fits(one, value):
            label = str(one.get("label") or one["id"])
            found[label] = str(one.get("errorMessage") or "This is not right.")
    return found


def sent_values(inputs: Iterable[JSON], values: Values) -> Values:
    """An empty line of text is sent, an empty choice or number is not."""
    found: Values = {}
    for one in inputs:
        value = values.get(one["id"], "")
        if value or one["type"] in ("Input.Text", "Input.Date", "Input.Time"):
            found[one["id"]] = value
    return found


def _named(inputs: Sequence[JSON], ref: str) -> JSON:
    for one in inputs:
        if ref in (one.get("label"), one["id"], one.get("title")):
            return one
    known = [str(one.get("label") or one["id"]) for one in inputs]
    raise LookupError(f"no input {ref!r} among {known}")


def _value(one: JSON, answer: Any) -> str:
    if one["type"] == "Input.Toggle":
        on = answer in (True, "true", one.get("valueOn"))
        return str(one.get("valueOn") or "true") if on else str(one.get("valueOff") or "false")
    if one["type"] == "Input.ChoiceSet":
        several = [answer] if isinstance(answer, str) else list(answer)
        return ",".join(_choice(one, each) for each in several if each)
    text = str(answer)
    most = one.get("maxLength")
    # The client takes no further letters.
    return text[:most] if isinstance(most, int) else text


def _choice(one: JSON, wanted: str) -> str:
    choices = one.get("choices") or []
    for choice in choices:
        if wanted in (choice["title"], shown(choice["title"]), choice["value"]):
            return str(choice["value"])
    if "choices.data" in one:
        return wanted
    # Several at once, as they are sent.
    parts = [part.strip() for part in wanted.split(",")]
    if one.get("isMultiSelect") and len(parts) > 1:
        return ",".join(_choice(one, part) for part in parts)
    raise LookupError(f"no choice {wanted!r} among {[each['title'] for each in choices]}")


def _fits(one: JSON, value: str) -> bool:
    if not value.strip():
        return not one.get("isRequired")
    match one["type"]:
        case "Input.Toggle":
            return not one.get("isRequired") or value == str(one.get("valueOn") or "true")
        case "Input.Text":
            return not one.get("regex") or re.search(one["regex"], value) is not None
        case "Input.Number":
            return _between(one, _number(value))
        case "Input.Date":
            good = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None
            return good and _between(one, value)
        case "Input.Time":
            good = re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None
            return good and _between(one, value)
    return True


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _between(one: JSON, value: Any) -> bool:
    if value is None:
        return False
    low, high = one.get("min"), one.get("max")
    return (low is None or value >= low) and (high is None or value <= high)


def _inside(thing: Any) -> Iterator[JSON]:
    if isinstance(thing, list):
        for one in thing:
            yield from _inside(one)
    elif isinstance(thing, dict):
        if str(thing.get("type")).startswith("Input."):
            yield thing
        for name in ("items", "columns", "rows", "cells"):
            yield from _inside(thing.get(name) or [])
