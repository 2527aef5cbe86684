"""Charts as files in Slack: sent there before the message that shows them, and not a second time.

A file that nobody was told of is shown by its id. Slack looks through it first, for a second or
two, and takes no message with it until then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot import charts
from bot.port import Home, Limited, NotYet, Stopped, Trouble
from bot.slack.blocks import NO_FILES, Files
from bot.slack.wire import DEAD_TOKEN, Wire
from handlers.cards import Card, Picture
from handlers.charts import Chart
from storage import uploads, workspaces
from storage.session import Database, confine

log = structlog.get_logger()

T = TypeVar("T")
Call: TypeAlias = Callable[..., Awaitable[dict[str, Any]]]

LOOKED_THROUGH = timedelta(minutes=2)
"""What Slack has not taken by then, it never will."""
REFUSED = {"invalid_blocks", "invalid_arguments"}
"""How Slack calls a message, and a view, with a file that it does not show (yet)."""


class Pictures:
    def __init__(
        self, wire: Wire, database: Database, call: Call, now: Callable[[], datetime]
    ) -> None:
        """`call(home, method, **args)`: the Web API, with the workspace's token."""
        self.wire = wire
        self.call = call
        self._database = database
        self._now = now
        # Each is there while somebody holds it or waits for it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def of(self, home: Home, card: Card) -> Files:
        """The card's charts as files; what is not there yet is sent there. Where Slack takes no
        files from us, there are none. Raises NotYet."""
        wanted = charts_in(card)
        if not wanted:
            return NO_FILES
        try:
            return {chart: await self._file(home, chart) for chart in wanted}
        except Stopped as stopped:
            if stopped.detail in DEAD_TOKEN:
                raise
            # The scope is missing where the app was installed before it asked for it.
            log.warning("a chart is shown in words", why=stopped.detail)
            return NO_FILES
        except Trouble as trouble:
            raise NotYet(str(trouble)) from trouble
        except Limited as limited:
            # Files have a limit of their own: messages to elsewhere need not wait.
            raise Limited(limited.after, "place") from limited

    async def shown(self, home: Home, files: Files) -> None:
        """A message with them was taken."""
        if files:
            await self._within(home, uploads.found_good, files.values())

    async def refused(self, home: Home, files: Files) -> None:
        """A message with them was not. Raises NotYet where it may be taken later; else it is to be
        sent without."""
        rows = await self._within(home, uploads.known, [charts.digest(chart) for chart in files])
        rows = rows or {}
        if gone := [row.ref for row in rows.values() if row.is_good]:
            # Somebody deleted it in Slack.
            await self._within(home, uploads.drop, gone)
            raise NotYet("a file is gone")
        newest = max((row.uploaded_at for row in rows.values()), default=None)
        if newest and self._now() - newest < LOOKED_THROUGH:
            raise NotYet("a file is not looked through yet")
        log.warning("slack does not show a file", files=list(files.values()))

    async def _file(self, home: Home, chart: Chart) -> str:
        digest = charts.digest(chart)
        async with self._locks.setdefault(f"{home.ref} {digest}", asyncio.Lock()):
            known = await self._within(home, uploads.known, [digest])
            if known and digest in known:
                return known[digest].ref
            ref = await self._uploaded(home, chart, digest)
            await self._within(home, uploads.keep, digest, ref, self._now())
            return ref

    async def _uploaded(self, home: Home, chart: Chart, digest: str) -> str:
        content = await asyncio.to_thread(charts.png, chart)
        name = f"{digest[:8]}.png"
        told = await self.call(
            home, "files.getUploadURLExternal", filename=name, length=len(content)
        )
        await self.wire.upload(told["upload_url"], content)
        file = {"id": told["file_id"], "title": chart.title}
        await self.call(home, "files.completeUploadExternal", files=[file])
        return str(told["file_id"])

    async def _within(self, home: Home, work: Callable[..., T], *args: object) -> T | None:
        def transaction() -> T | None:
            with self._database.everywhere() as session:
                workspace = workspaces.called(session, "slack", home.ref)
                if workspace is None:
                    return None
                confine(session, workspace.key)
                return work(session, *args)

        return await self._database.run(transaction)


def charts_in(card: Card) -> tuple[Chart, ...]:
    return tuple(part for part in card.parts if isinstance(part, Chart))


def without_pictures(card: Card) -> Card:
    """Those that lie elsewhere, in words."""
    parts = (part.in_words if isinstance(part, Picture) else part for part in card.parts)
    return replace(card, parts=tuple(parts))
