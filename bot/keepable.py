"""What people type, as a database can keep it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Event = TypeVar("Event")

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL takes no NUL, and halves of a character have no UTF-8."""


def keepable(event: Event) -> Event:
    """The same, with a sign for what cannot be kept in its words."""
    changed = {
        name: kept
        for name in _names(type(event))
        if (kept := _kept(value := getattr(event, name))) is not value
    }
    return replace(event, **changed) if changed else event  # type: ignore[type-var]


def _names(of: type[Any]) -> tuple[str, ...]:
    if of not in _NAMES:
        _NAMES[of] = tuple(each.name for each in fields(of))
    return _NAMES[of]


_NAMES: dict[type[Any], tuple[str, ...]] = {}


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKEEPABLE.sub("\ufffd", value) if _UNKEEPABLE.search(value) else value
    if isinstance(value, dict):
        kept = {name: _kept(inner) for name, inner in value.items()}
        return kept if any(kept[name] is not value[name] for name in value) else value
    if is_dataclass(value):
        return keepable(value)
    return value
