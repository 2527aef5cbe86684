"""What Teams tells only who asks: the channels of a team, and what they are called."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.msteams.book import GENERAL, Book, Entry, Heard
from bot.msteams.parse import Payload, place
from bot.msteams.people import ref
from bot.msteams.send import quoted
from bot.msteams.wire import Wire
from bot.port import Limited, Stopped, Trouble

log = structlog.get_logger()

WHILE_SOMEBODY_WAITS = 2.0
"""Seconds."""


class Learning:
    def __init__(self, wire: Wire, book: Book) -> None:
        self.wire = wire
        self.book = book
        self._asked: set[str] = set()
        """Teams that were asked about, by this process."""

    async def learn(self, told: Payload, tenant: str) -> None:
        """Puts the channel's name into the activity, where Teams has left it out."""
        data = told.get("channelData") or {}
        channel, team = data.get("channel"), str((data.get("team") or {}).get("id") or "")
        if not isinstance(channel, dict) or not team or channel.get("name"):
            return
        entry = await self.book.of(tenant, "channel", place(told))
        if entry and not entry.about.get("name") and team not in self._asked:
            self._asked.add(team)
            await self._ask(tenant, team, entry.service_url)
            entry = await self.book.of(tenant, "channel", place(told))
        if entry and entry.about.get("name"):
            channel["name"] = entry.about["name"]

    async def channels(self, told: Payload, tenant: str) -> Sequence[str]:
        """Of the team that the activity is about, as far as we know them."""
        team = str(((told.get("channelData") or {}).get("team") or {}).get("id") or "")
        return [*await self.book.channels(tenant, team)] if team else []

    async def left(self, told: Payload, tenant: str, channels: Sequence[str]) -> bool:
        """After the bot was taken away there. True: it is nowhere in the tenant any more."""
        if told["conversation"].get("conversationType") == "personal":
            return await self.book.forget(tenant, "direct", [ref(told["from"])])
        return await self.book.forget(tenant, "channel", [place(told), *channels])

    async def deleted(self, told: Payload, tenant: str) -> None:
        """A channel that nobody can choose any more."""
        data = told.get("channelData") or {}
        if data.get("eventType") == "channelDeleted":
            await self.book.forget(tenant, "channel", [str(data["channel"]["id"])])

    async def _ask(self, tenant: str, team: str, service_url: str) -> None:
        path = f"teams/{quoted(team)}/conversations"
        try:
            async with asyncio.timeout(WHILE_SOMEBODY_WAITS):
                answer = await self.wire.call(service_url, "get", path)
        except (Limited, Stopped, Trouble, TimeoutError) as trouble:
            log.info("channels not known", trouble=str(trouble))
            return
        told = [
            Heard(
                "channel",
                each["id"],
                Entry(service_url, each["id"], team, {"name": each.get("name") or GENERAL}),
            )
            for each in answer.get("conversations") or []
        ]
        await self.book.note(tenant, told)
