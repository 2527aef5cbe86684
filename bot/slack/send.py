"""Slack as the bot's outgoing side: the `Platform` port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal

import structlog

from bot.port import Home, Limited, Pace, Stopped, Trouble
from bot.slack import render
from bot.slack.blocks import NO_FILES, Files
from bot.slack.keys import Keyring
from bot.slack.people import facts
from bot.slack.pictures import REFUSED, Pictures, without_pictures
from bot.slack.wire import DEAD_TOKEN, Wire
from handlers.cards import Card
from handlers.events import PersonFacts
from handlers.replies import Place
from storage.session import Database

log = structlog.get_logger()

AT_ONCE = 8
"""Questions about people that are on their way at the same time."""
WAITS = 3
"""How often a 429 is sat out before the ledger is asked to come back later."""
WHILE_SOMEBODY_WAITS = 2.0
"""Seconds a question may take that stands between a person and the answer."""


class SlackPlatform:
    name = "slack"
    # One message a second and channel; and a cap a workspace, which Slack puts at "several hundred"
    # a minute: 50 at once and 240 a minute stay below 300 in any minute. Edits: 50 a minute.
    pace: Pace | None = Pace(
        place=1, place_burst=1, workspace=4, workspace_burst=50, edits=0.5, edits_burst=20
    )

    def __init__(
        self,
        wire: Wire,
        keyring: Keyring,
        database: Database,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.wire = wire
        self.keyring = keyring
        self.pictures = Pictures(wire, database, self.call, now)
        self.sleep = sleep

    async def post(self, home: Home, place: Place, card: Card, *, key: str, thread: str) -> str:
        args: dict[str, Any] = {"thread_ts": split(thread)[1]} if thread else {}
        told = await self._shown(
            home,
            card,
            "chat.postMessage",
            "place",
            channel=place.ref,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": "drumbeat_delivery", "event_payload": {"key": key}},
            **args,
        )
        return f"{told['channel']}/{told['ts']}"

    async def update(self, home: Home, place: Place, ref: str, card: Card) -> None:
        channel, ts = split(ref)
        await self._shown(home, card, "chat.update", channel=channel, ts=ts)

    async def remove(self, home: Home, place: Place, ref: str) -> None:
        channel, ts = split(ref)
        try:
            await self.call(home, "chat.delete", channel=channel, ts=ts)
        except Stopped as stopped:
            if stopped.detail != "message_not_found":
                raise

    async def find(self, home: Home, place: Place, key: str) -> str | None:
        """Slack cannot be asked: reading history is once a minute for most apps, and needs a scope
        over everybody's messages."""
        return None

    async def roster(self, home: Home, place: str) -> tuple[PersonFacts, ...]:
        members: list[str] = []
        cursor = ""
        while True:
            page = {"cursor": cursor} if cursor else {}
            told = await self._patiently(
                home, "conversations.members", channel=place, limit="200", **page
            )
            members += told["members"]
            cursor = (told.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        turn = asyncio.Semaphore(AT_ONCE)

        async def known(ref: str) -> PersonFacts:
            async with turn:
                return await self._member(home, ref)

        return tuple(await asyncio.gather(*map(known, members)))

    async def person(self, home: Home, ref: str) -> PersonFacts:
        try:
            async with asyncio.timeout(WHILE_SOMEBODY_WAITS):
                told = await self.call(home, "users.info", user=ref)
        except TimeoutError as error:
            raise Trouble("users.info: too slow") from error
        return facts(told["user"])

    async def call(
        self,
        home: Home,
        method: str,
        scope: Literal["place", "workspace"] = "workspace",
        **args: Any,
    ) -> dict[str, Any]:
        """With the workspace's token. Raises Limited, Stopped or Trouble."""
        keys = await self.keyring.of(home.ref)
        if keys is None:
            raise Stopped("refused", "not installed")
        try:
            return await self.wire.call(method, keys.bot_token, scope, **args)
        except Stopped as stopped:
            if stopped.detail in DEAD_TOKEN:
                self.keyring.forget(home.ref)
            if stopped.detail == "token_expired":
                raise Trouble(stopped.detail) from stopped
            raise

    async def _shown(
        self,
        home: Home,
        card: Card,
        method: str,
        scope: Literal["place", "workspace"] = "workspace",
        **args: Any,
    ) -> dict[str, Any]:
        """With the card's charts as pictures. Raises NotYet while Slack does not take them. One that
        lies elsewhere and cannot be had is told in words: it keeps no message back."""
        files = await self.pictures.of(home, card)
        try:
            told = await self.call(home, method, scope, **message(card, files), **args)
        except Stopped as stopped:
            if stopped.detail not in REFUSED:
                raise
            bare = without_pictures(card)
            if bare != card:
                log.warning("a picture cannot be had, and is told in words")
                return await self._shown(home, bare, method, scope, **args)
            if not files:
                raise
            await self.pictures.refused(home, files)
            return await self.call(home, method, scope, **message(card), **args)
        await self.pictures.shown(home, files)
        return told

    async def _member(self, home: Home, ref: str) -> PersonFacts:
        try:
            told = await self._patiently(home, "users.info", user=ref)
        except Stopped as stopped:
            if stopped.why != "person gone":
                raise
            return PersonFacts(ref, ref, zone="", is_gone=True)
        return facts(told["user"])

    async def _patiently(self, home: Home, method: str, **args: Any) -> dict[str, Any]:
        for _ in range(WAITS):
            try:
                return await self.call(home, method, **args)
            except Limited as limited:
                await self.sleep(limited.after)
        return await self.call(home, method, **args)


def message(card: Card, files: Files = NO_FILES) -> dict[str, Any]:
    """Blocks in any case: those that are left out of a change would stay. Raises Stopped for a card
    that Slack would not take."""
    try:
        return {"blocks": [], **render.message(card, files)}
    except render.TooBig as error:
        log.error("a card is too big", detail=str(error))
        raise Stopped("refused", str(error)) from error


def split(ref: str) -> tuple[str, str]:
    """`channel/ts`."""
    channel, _, ts = ref.partition("/")
    return channel, ts
