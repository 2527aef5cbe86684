"""Group commit: what many deliveries have to note is committed together, within 25 ms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeAlias

import structlog
from sqlmodel import Session

from storage import notes
from storage.notes import Sent
from storage.session import Database

log = structlog.get_logger()

Note: TypeAlias = Sent | Callable[[Session], bool]
"""What most messages come to is written for many in one statement. A call tells whether there was
still something to note."""
GATHERING = 0.01
"""Seconds that a note waits for company."""
PAUSE = 0.5
"""Seconds until a note that the database did not take is tried again."""


class Noting:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Note, asyncio.Future[bool]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def note(self, note: Note) -> bool:
        """Returns once the note is committed, however often that has to be tried: what is on the
        platform must not be forgotten because the database was away."""
        while True:
            done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            self._waiting.append((note, done))
            if self._flushing is None or self._flushing.done():
                self._flushing = asyncio.create_task(self._flush())
            try:
                return await done
            except Exception:
                log.exception("ledger not writable")
                await asyncio.sleep(PAUSE)

    async def _flush(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHERING)
            batch, self._waiting = self._waiting, []
            if not await self._commit(batch, last_try=len(batch) == 1):
                # One of them may be at fault: it must not hold the others up.
                for each in batch:
                    await self._commit([each], last_try=True)

    async def _commit(self, batch: list[tuple[Note, asyncio.Future[bool]]], last_try: bool) -> bool:
        try:
            results = await self._database.run_short(self._write, [note for note, _ in batch])
        except Exception as trouble:
            if not last_try:
                return False
            for _, done in batch:
                if not done.done():
                    done.set_exception(trouble)
            return True
        for (_, done), result in zip(batch, results, strict=True):
            if not done.done():
                done.set_result(result)
        return True

    def _write(self, batch: list[Note]) -> list[bool]:
        with self._database.begin() as opened:
            session = opened.session
            sent = [note for note in batch if isinstance(note, Sent)]
            notes.note_all_sent(session, sent)
            return [isinstance(note, Sent) or note(session) for note in batch]
