"""An environment of our own: no settings of whoever runs the tests, and a folder without `.env`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("DRUMBEAT_", "SLACK_", "TEAMS_")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """For a process of its own, which may stand in any folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def stand_in(folder: Path, settings: Mapping[str, str], patch: pytest.MonkeyPatch) -> None:
    """For this process, until the test is over."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        patch.delenv(name)
    for name, value in settings.items():
        patch.setenv(name, value)
    patch.chdir(folder)
