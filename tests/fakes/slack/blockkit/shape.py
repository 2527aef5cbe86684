"""Small checks that combine: each takes a value and where it stands, and yields what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

type_name = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    dict: "an object",
    list: "a list",
}

Check = Callable[[Any, str], Iterator[str]]


def _a(kind: type, value: object, at: str) -> Iterator[str]:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"must be {type_name[kind]} at {at}"


def string(most: int | None = None, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield from _a(str, value, at)
        elif len(value) < least:
            yield f"must be at least {least} characters at {at}"
        elif most is not None and len(value) > most:
            yield f"must be at most {most} characters, not {len(value)}, at {at}"

    return check


def matching(pattern: str, example: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield f"must look like {example} at {at}"

    return check


def one_of(*allowed: Any) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield f"must be one of {', '.join(map(str, allowed))}, not {value!r}, at {at}"

    return check


def boolean(value: Any, at: str) -> Iterator[str]:
    yield from _a(bool, value, at)


def integer(least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield from _a(int, value, at)
        elif not least <= value <= most:
            yield f"must be between {least} and {most}, not {value}, at {at}"

    return check


def anything(value: Any, at: str) -> Iterator[str]:
    del value, at
    return iter(())


def listing(each: Check, most: int, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield from _a(list, value, at)
            return
        if len(value) < least:
            yield f"must have at least {least} items at {at}"
        if len(value) > most:
            yield f"must have at most {most} items, not {len(value)}, at {at}"
        for index, item in enumerate(value):
            yield from each(item, f"{at}/{index}")

    return check


@dataclass(frozen=True)
class Shape:
    """An object's keys; `rule` looks at how they hang together."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rule: Check = anything

    def __call__(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield from _a(dict, value, at)
            return
        for key, check in self.required.items():
            if key in value:
                yield from check(value[key], f"{at}/{key}")
            else:
                yield f"missing required field: {key} at {at}"
        for key, check in self.optional.items():
            if key in value:
                yield from check(value[key], f"{at}/{key}")
        for key in value:
            if key != "type" and key not in self.required and key not in self.optional:
                yield f"unknown field: {key} at {at}"
        yield from self.rule(value, at)


def typed(shapes: Mapping[str, Check]) -> Check:
    """The shape is chosen by the object's `type`."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield from _a(dict, value, at)
        elif isinstance(kind := value.get("type"), str) and kind in shapes:
            yield from shapes[kind](value, at)
        else:
            yield f"unsupported type: {kind} at {at}"

    return check
