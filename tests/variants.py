"""What `make test` leaves to CI: of a test that works a database, a platform or a browser, all variants
but one, always the same, and mostly on SQLite; and what is marked `long`, where something shorter tells
most of it."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

EVERY_VARIANT = bool(os.environ.get("EVERY_VARIANT"))
SLOW = ("flows", "platforms", "running", "storage", "web")
"""Folders whose tests take long; rules and cards are quick and tried with everything."""
HERE = Path(__file__).parent
ON_POSTGRES = 8
"""One test of so many, of those that run on either."""


def choose(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same order; which variant it is differs from test to test."""
    short = [item for item in items if not item.get_closest_marker("long")]
    chosen: dict[str, pytest.Item] = {}
    for item in short:
        if _folder(item) in SLOW:
            test = _test(item)
            if test not in chosen or _lot(item) < _lot(chosen[test]):
                chosen[test] = item
    return [item for item in short if chosen.get(_test(item), item) is item]


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).parts[0]


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _lot(item: pytest.Item) -> tuple[bool, int]:
    on_postgres = "postgres" in item.nodeid.partition("[")[2]
    is_its_turn = _number(_test(item)) % ON_POSTGRES == 0
    return on_postgres is not is_its_turn, _number(item.nodeid)


def _number(words: str) -> int:
    return zlib.crc32(words.encode())
