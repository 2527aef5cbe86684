"""Of a test that works a database, a platform or a browser, `make test` runs one variant, always the
same; CI runs all of them."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

EVERY_VARIANT = bool(os.environ.get("EVERY_VARIANT"))
SLOW = ("flows", "platforms", "running", "storage", "web")
"""Folders whose tests take long; rules and cards are quick and tried with everything."""
HERE = Path(__file__).parent


def choose(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same order; which variant it is differs from test to test."""
    chosen: dict[str, pytest.Item] = {}
    for item in items:
        if _folder(item) in SLOW:
            test = _test(item)
            if test not in chosen or _lot(item) < _lot(chosen[test]):
                chosen[test] = item
    return [item for item in items if chosen.get(_test(item), item) is item]


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).parts[0]


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _lot(item: pytest.Item) -> int:
    return zlib.crc32(item.nodeid.encode())
