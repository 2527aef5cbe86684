"""Group commit: what many deliveries have to note is committed together, within 25 ms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlmodel import Session

from storage.session import Database

Note = Callable[[Session], None]
GATHERING = 0.005
"""Seconds that a note waits for company."""


class Noting:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Note, asyncio.Future[None]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def note(self, note: Note) -> None:
        """Returns once the note is committed; raises what its commit raised."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((note, done))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        await done

    async def _flush(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHERING)
            batch, self._waiting = self._waiting, []
            try:
                await self._database.run(self._commit, [note for note, _ in batch])
            except Exception as trouble:
                for _, done in batch:
                    if not done.done():
                        done.set_exception(trouble)
            else:
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)

    def _commit(self, notes: list[Note]) -> None:
        with self._database.everywhere() as session:
            for note in notes:
                note(session)
