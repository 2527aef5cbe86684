"""Our side of the fan-out in a process of its own; prints what it took as JSON.

    python -m benchmarks.fan_out_process pipeline | limited MESSAGES MOMENT
    python -m benchmarks.fan_out_process ledger MESSAGES

Configured by the environment, as always. `pipeline` makes everybody due and goes from the tick to
the last message noted as sent, `limited` at the platform's own pace; `ledger` begins with every
message written and waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import sys
import time
from datetime import datetime

import uvloop
from sqlmodel import update

from bot import logs
from bot.app import Drumbeat, real_now
from bot.serve import settle_in
from bot.settings import Settings
from storage.models import Delivery, Due
from storage.session import Database

POLL = 0.05
"""Seconds between two looks at how far it is."""


async def run(part: str, messages: int, moment: str = "") -> dict[str, float]:
    settings = Settings()
    logs.set_up(settings.log, for_good=True)
    drumbeat = Drumbeat(settings)
    settle_in()
    await drumbeat.start()
    # As after the first seconds of its life, like the peer.
    await drumbeat.loaded()
    if part != "limited":
        drumbeat.platforms["slack"].pace = None
    await drumbeat.database.run(_begin, drumbeat.database, moment)
    wall, cpu = time.perf_counter(), time.process_time()
    if moment:
        await drumbeat.beat.tick()
    else:
        drumbeat.deliveries.wake()
    await _all_sent(settings, messages)
    took = {"cpu": time.process_time() - cpu, "seconds": time.perf_counter() - wall}
    await drumbeat.stop()
    return took


def _begin(database: Database, moment: str) -> None:
    with database.everywhere() as session:
        if moment:
            session.exec(update(Due).values(next_run_at=datetime.fromisoformat(moment)))
        else:
            session.exec(update(Delivery).values(state="waiting", ref="", due_at=real_now()))


async def _all_sent(settings: Settings, messages: int) -> None:
    """Looks into the file beside the bot's own sessions."""
    path = settings.database_url.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path)) as file:
        sent = "SELECT count(*) FROM delivery WHERE state = 'sent'"
        while file.execute(sent).fetchone()[0] < messages:
            await asyncio.sleep(POLL)


def main() -> None:
    part, messages, *moment = sys.argv[1:]
    print(json.dumps(uvloop.run(run(part, int(messages), *moment))))


if __name__ == "__main__":
    main()
