"""Asking for other words, outside any transaction; what comes of it is an event as any."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.dispatch import Handle
from handlers.events import Origin, WordingSuggested
from handlers.weeknotes.model import Asked, Suggested, Unavailable, Wording, understood
from handlers.weeknotes.wording import asked
from storage import wishes
from storage.session import Database

log = structlog.get_logger()

EVERY = timedelta(seconds=5)
AGAIN = timedelta(minutes=5)
"""After which whoever asked may be taken for dead."""
MOST = 10
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class _Task:
    weeknote: int
    asked_at: datetime
    attempts: int
    asked: Asked
    origin: Origin


Job = tuple[timedelta, Callable[[], Awaitable[None]]]


def jobs(
    database: Database, model: Wording | None, handle: Handle, now: Callable[[], datetime]
) -> dict[str, Job]:
    """None where there is no model."""
    return {"words": (EVERY, Askings(database, model, handle, now).ask)} if model else {}


class Askings:
    def __init__(
        self,
        database: Database,
        model: Wording,
        handle: Handle,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._model = model
        self._handle = handle
        self._now = now

    async def ask(self) -> None:
        """Everything that somebody has wished for."""
        while tasks := await self._database.run(self._claim):
            await asyncio.gather(*(self._ask(task) for task in tasks))

    def _claim(self) -> list[_Task]:
        with self._database.everywhere() as session:
            return [
                _Task(
                    weeknote.key,
                    wish.asked_at,
                    wish.attempts,
                    asked(session, weeknote),
                    Origin(workspace.platform, workspace.ref, "", "", "nowhere"),
                )
                for wish, weeknote, workspace in wishes.claim(session, self._now(), AGAIN, MOST)
            ]

    async def _ask(self, task: _Task) -> None:
        trouble, told = "", Suggested()
        try:
            if task.attempts > ATTEMPTS:
                raise Unavailable("It was tried several times.")
            told = understood(task.asked, await self._model.suggest(task.asked))
        except Unavailable as wrong:
            trouble = str(wrong)
        log.info("words asked for", weeknote=task.weeknote, failed=bool(trouble))
        await self._handle(
            WordingSuggested(
                task.origin,
                weeknote=task.weeknote,
                asked_at=task.asked_at,
                opening=told.opening,
                points=tuple(told.points.items()),
                trouble=trouble,
            )
        )
