"""What holds for every file of the project."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from tests.fakes.surroundings import ROOT

FOLDERS = ("benchmarks", "bot", "docs", "handlers", "manifests", "scheduler", "storage", "tests")
TEXT = {".py", ".js", ".css", ".html", ".md", ".json", ".toml", ".mako"}
MOST_LINES, MOST_LINES_OF_TESTS = 300, 500

LONG = {
    "handlers/cards.py": "a closed set of parts stays in one place",
    "handlers/events.py": "a closed set, told in one place",
    "handlers/routing.py": "one registry, and the routing that reads it",
    "storage/migrations/versions/0001_the_first_tables.py": "written by Alembic, read by nobody",
}
"""Path to the reason."""

# Put together, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
SKIPPED = re.compile(r"\b(?:pytest|mark)\.(?:skip|xfail|importorskip)")


def files() -> list[Path]:
    here = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT]
    inside = [
        path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in TEXT and "node_modules" not in path.parts
    ]
    return here + inside


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_long_without_a_reason() -> None:
    long = {
        name
        for name, path in ((named(path), path) for path in files() if path.suffix == ".py")
        if len(path.read_text("utf-8").splitlines())
        > (MOST_LINES_OF_TESTS if name.startswith("tests/") else MOST_LINES)
    }
    assert sorted(long - set(LONG)) == [], "look for the second subject in it"
    assert [path for path in LONG if not (ROOT / path).is_file()] == []


def test_nothing_is_left_unfinished() -> None:
    found = [named(path) for path in files() if UNFINISHED.search(path.read_text("utf-8"))]
    assert found == []


def test_no_test_is_skipped() -> None:
    tests = (ROOT / "tests").rglob("*.py")
    assert [named(path) for path in tests if SKIPPED.search(path.read_text("utf-8"))] == []


def modules() -> list[str]:
    names = []
    for folder in ("bot", "handlers", "scheduler", "storage"):
        names += [found.name for found in pkgutil.walk_packages([str(ROOT / folder)], f"{folder}.")]
    # Alembic runs these itself, with a database in hand.
    return [name for name in names if not name.startswith("storage.migrations")]


@pytest.mark.parametrize("name", modules())
def test_every_module_can_be_imported(name: str) -> None:
    importlib.import_module(name)
