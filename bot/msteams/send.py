"""Teams as the bot's outgoing side: the `Platform` port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal
from urllib.parse import quote

import structlog

from bot.msteams import people, render
from bot.msteams.book import Book, Entry, Heard, Kind
from bot.msteams.naming import Naming
from bot.msteams.wire import Scope, Wire
from bot.port import Home, Limited, Pace, Stopped, Trouble
from handlers.cards import Card
from handlers.events import PersonFacts
from handlers.replies import Place

log = structlog.get_logger()

Payload = dict[str, Any]
Method = Literal["get", "post", "put", "delete"]

PAGE = 500
WAITS = 3
"""How often a 429 is sat out before the ledger is asked to come back later."""
WHILE_SOMEBODY_WAITS = 2.0
"""Seconds a question may take that stands between a person and the answer."""
GROUP_CHAT = "@thread.v2"
"""How the ids of group chats end; they have no threads."""


class MsTeamsPlatform:
    name = "msteams"
    # A bot may send 7 a second, 60 in 30 s and 1,800 an hour to a conversation, and ask 50 times a
    # second in a tenant. With 6 at once and 0.45 a second it stays below all of them (6, 20 and
    # 1,626), and leaves room for answers, which go past the ledger.
    pace: Pace | None = Pace(place=0.45, place_burst=6, workspace=30, workspace_burst=10)

    def __init__(
        self,
        wire: Wire,
        book: Book,
        naming: Naming,
        bot: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`bot`: our own id, `28:…`; empty in development without an app."""
        self.wire = wire
        self.book = book
        self.naming = naming
        self.bot = bot
        self.sleep = sleep

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        body = await self.message(home.ref, card)
        url, where = await self.reached(home.ref, place)
        root = split(thread)[1]
        has_threads = place.kind == "channel" and not where.endswith(GROUP_CHAT)
        conversation = f"{where};messageid={root}" if root and has_threads else where
        path = f"conversations/{quoted(conversation)}/activities"
        told = await self.wire.call(url, "post", path, body, kind=place.kind)
        return f"{where}/{told.get('id', '')}"

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        body = await self.message(home.ref, card)
        await self.change("put", home.ref, place, ref, body)

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        try:
            await self.change("delete", home.ref, place, ref)
        except Stopped as stopped:
            if stopped.why != "message gone":
                raise

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        """Teams cannot be asked: a bot reads no messages."""
        return None

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        url, where = await self.reached(home.ref, Place(place, "channel"))
        members: list[Payload] = []
        after = ""
        while True:
            more = f"&continuationToken={quoted(after)}" if after else ""
            path = f"conversations/{quoted(where)}/pagedmembers?pageSize={PAGE}{more}"
            told = await self.patiently(url, "get", path)
            members += told.get("members") or []
            after = told.get("continuationToken") or ""
            if not after:
                break
        met = [
            Heard(
                "direct",
                people.ref(member),
                Entry(url, about={"account": member["id"], "met": where}),
            )
            for member in members
        ]
        await self.book.note(home.ref, met)
        # Teams leaves bots out; this one is there, or it could not ask.
        us = PersonFacts(self.bot or "28:drumbeat", "Drumbeat", zone="", is_bot=True)
        return (*[await self._facts(home.ref, member) for member in members], us)

    async def person(self, home: Home, ref: str) -> PersonFacts:
        entry = await self.book.of(home.ref, "direct", ref)
        where = entry and (entry.ref or str(entry.about.get("met", "")))
        if not entry or not where:
            raise Trouble("nobody we have met")
        path = f"conversations/{quoted(where)}/members/{quoted(entry.account or ref)}"
        try:
            async with asyncio.timeout(WHILE_SOMEBODY_WAITS):
                told = await self.wire.call(entry.service_url, "get", path, kind="direct")
        except TimeoutError as error:
            raise Trouble("members: too slow") from error
        return people.facts(told, home.ref, entry.about)

    # For private answers as well.
    async def message(self, tenant: str, card: Card) -> Payload:
        """Raises Stopped for a card that Teams would not take."""
        try:
            return render.message(card, await self.naming.of(tenant, card.parts))
        except render.TooBig as error:
            log.error("a card is too big", detail=str(error))
            raise Stopped("refused", str(error)) from error

    async def change(
        self, method: Method, tenant: str, place: Place, ref: str, body: Payload | None = None
    ) -> None:
        conversation, activity = split(ref)
        url, _ = await self.reached(tenant, place, conversation)
        path = f"conversations/{quoted(conversation)}/activities/{quoted(activity)}"
        await self.wire.call(url, method, path, body, kind=place.kind)

    async def reached(self, tenant: str, place: Place, known: str = "") -> tuple[str, str]:
        """Address and conversation; `known`, where it is. The chat with a person who never wrote to
        us is opened now."""
        kind: Kind = place.kind
        entry = await self.book.of(tenant, kind, place.ref)
        url = entry.service_url if entry else await self.book.anywhere(tenant)
        if not url:
            raise Stopped("no such place", "nothing was ever heard from there")
        where = known or (entry and entry.ref) or (place.ref if kind == "channel" else "")
        if not where:
            where = await self._opened(tenant, place.ref, url, entry)
        return url, where

    async def patiently(
        self,
        url: str,
        method: Method,
        path: str,
        body: Payload | None = None,
        kind: Kind = "channel",
    ) -> Payload:
        for _ in range(WAITS):
            try:
                return await self.wire.call(url, method, path, body, kind=kind)
            except Limited as limited:
                await self.sleep(limited.after)
        return await self.wire.call(url, method, path, body, kind=kind)

    async def _opened(self, tenant: str, person: str, url: str, entry: Entry | None) -> str:
        body: Payload = {
            "isGroup": False,
            "members": [{"id": (entry and entry.account) or person}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        if self.bot:
            body["bot"] = {"id": self.bot}
        scope: Scope = "workspace"
        try:
            told = await self.wire.call(
                url, "post", "conversations", body, kind="direct", scope=scope
            )
        except Stopped as stopped:
            # 400 for somebody who is not there.
            raise Stopped("person gone", stopped.detail) from stopped
        where = str(told.get("id") or "")
        if not where:
            raise Trouble("a conversation without an id")
        await self.book.note(tenant, [Heard("direct", person, Entry(url, where))])
        return where

    async def _facts(self, tenant: str, member: Payload) -> PersonFacts:
        entry = await self.book.of(tenant, "direct", people.ref(member))
        return people.facts(member, tenant, entry.about if entry else {})


def split(ref: str) -> tuple[str, str]:
    """`conversation/activity`."""
    conversation, _, activity = ref.rpartition("/")
    return conversation, activity


def quoted(text: str) -> str:
    return quote(text, safe="")
