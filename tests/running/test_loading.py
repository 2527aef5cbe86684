"""What takes long to load is there before somebody waits for it, and nobody waits for it to start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.surroundings import environment

LIBRARIES = ("dateparser.date", "holidays", "pygal", "resvg_py")
STARTING = f"""
import asyncio, json, sys
from bot.app import Drumbeat
from bot.settings import Settings

def there():
    return [name for name in {LIBRARIES!r} if name in sys.modules]

async def live():
    drumbeat = Drumbeat(Settings())
    told = {{"built": there()}}
    await drumbeat.start()
    told["started"] = not drumbeat._loading.done()
    await drumbeat._loading
    told["loaded"] = there()
    await drumbeat.stop()
    print(json.dumps(told))

asyncio.run(live())
"""


@pytest.mark.long
def test_slow_libraries_are_loaded_behind_the_start(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'drumbeat.db'}"
    told = subprocess.run(
        [sys.executable, "-c", STARTING],
        cwd=tmp_path,
        env=environment({"DRUMBEAT_PORT": "0", "DRUMBEAT_DATABASE_URL": database}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert json.loads(told.stdout.splitlines()[-1]) == {
        "built": [],
        "started": True,
        "loaded": list(LIBRARIES),
    }


def test_words_that_no_table_knows_are_guessed_without_loading_more() -> None:
    code = (
        "import sys\n"
        "from datetime import datetime\n"
        "from handlers.when import guessing\n"
        "guessing.load()\n"
        "before = set(sys.modules)\n"
        "guessing.guessed('day after tomorrow', datetime(2026, 11, 23), 'en')\n"
        "more = set(sys.modules) - before\n"
        "print(sorted(name for name in more if name.startswith('dateparser')))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert told.stdout.strip() == "[]"
