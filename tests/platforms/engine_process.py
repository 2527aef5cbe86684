"""An engine in a process of its own, told what to do line by line and saying what it does.

    enqueue KEY · together KEY,… · rollback KEY · take over PROCESS,… (the living ones) · let go ·
    undone · stop

Keys that begin with `hang` finish when they are let go, with `die` not in a process called `dying`;
those with `fail` fail once.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.engine import Engine
from handlers.events import Due
from storage import migrate
from storage.session import Database

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def say(*words: object) -> None:
    print(*words, flush=True)


class Rolled(Exception):
    """Back."""


async def live(url: str, process: str) -> None:
    database = Database(url)
    migrate.upgrade(database)
    failed: set[str] = set()
    let_go = asyncio.Event()

    async def handle(due: Due) -> None:
        say("begun", due.key)
        if due.key.startswith("hang") or (due.key.startswith("die") and process == "dying"):
            await let_go.wait()
        if due.key.startswith("fail") and due.key not in failed:
            failed.add(due.key)
            raise RuntimeError("on purpose")
        say("done", due.key)

    engine = Engine(database, process, handle)

    def enqueue(keys: str, back: bool) -> None:
        with database.everywhere() as session:
            dues = [Due(1, "standup.ask", key, MONDAY) for key in keys.split(",")]
            engine.enqueue(session, *dues)
            if back:
                raise Rolled

    await engine.start()
    say("ready")
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        what, _, rest = line.partition(" ")
        match what:
            case "enqueue" | "together":
                await database.run(enqueue, rest, False)
            case "rollback":
                try:
                    await database.run(enqueue, rest, True)
                except Rolled:
                    say("rolled back")
            case "take":
                names = [process, *rest.removeprefix("over").strip().split(",")]

                async def living(names: Sequence[str] = tuple(names)) -> Sequence[str]:
                    return names

                say("took", await engine.take_over(living))
            case "let":
                let_go.set()
            case "undone":
                say("undone", await engine.undone())
            case "stop":
                break
    await engine.stop()
    database.close()
    say("stopped")


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], sys.argv[2]))
