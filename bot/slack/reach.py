"""How the person behind an event can be reached, privately."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
import structlog

from bot.port import Home, Limited, Stopped, Trouble
from bot.slack import render
from bot.slack.blocks import NO_FILES, Files
from bot.slack.intime import Slot
from bot.slack.pictures import REFUSED, charts_in
from bot.slack.send import SlackPlatform, split
from bot.slack.wire import Wire
from handlers.cards import Buttons, Card, plain
from handlers.events import Origin

log = structlog.get_logger()

Payload = dict[str, Any]

LOOKING_THROUGH = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each try of showing a picture that Slack may still be looking through."""


@dataclass(frozen=True, slots=True)
class Reach:
    origin: Origin
    response_url: str = ""
    trigger: str = ""
    thread: str = ""
    """`channel/ts` of the thread's first message."""
    view: str = ""
    """Id of the view it came from."""
    view_kind: str = ""
    """modal or home."""

    @property
    def home(self) -> Home:
        return Home(0, self.origin.workspace)


def reach(body: Payload, origin: Origin) -> Reach:
    view = body.get("view") or {}
    return Reach(
        origin,
        body.get("response_url", ""),
        body.get("trigger_id", ""),
        view=view.get("id", ""),
        view_kind=view.get("type", ""),
    )


class Voice:
    """Says things to one person, over whichever way is open.

    A person waits for three seconds at most, and a picture may take longer: what is private is
    told with charts in words, and their pictures come after.
    """

    def __init__(self, wire: Wire, platform: SlackPlatform) -> None:
        self.wire = wire
        self.platform = platform
        self._following: set[asyncio.Task[bool]] = set()

    async def settle(self) -> None:
        """Until no picture is on its way."""
        while self._following:
            await asyncio.wait(self._following)

    async def tell(self, cards: tuple[Card, ...], to: Reach, slot: Slot | None = None) -> None:
        """In the answer itself if there is a slot for it, else behind it. Never raises."""
        if not cards:
            return
        card = render.together(cards)
        if not (slot and slot.give(_in_band(card))):
            try:
                await self._tell(_private(card), to)
            except (Limited, Stopped, Trouble) as trouble:
                log.warning("nobody could be told", trouble=str(trouble))
                return
        if pictures := charts_in(card):
            alone = Card(card.summary, pictures)
            self._follow(alone, to, lambda files: self._tell(_private(alone, files), to))

    async def refresh(self, card: Card, ref: str, to: Reach) -> None:
        """The pressed message, as it is now. Never raises."""

        async def change(files: Files) -> None:
            # Blocks that are left out stay.
            body = {"blocks": [], **message(card, files)}
            changed = {**body, "replace_original": True}
            if to.response_url and await self._respond(to.response_url, changed):
                return
            channel, ts = split(ref)
            await self.platform.call(to.home, "chat.update", channel=channel, ts=ts, **body)

        try:
            # Once, and late where it must be: a second change could undo a newer one.
            if not await self._with_pictures(card, to, change):
                await change(NO_FILES)
        except (Limited, Stopped, Trouble) as trouble:
            log.warning("a card was not refreshed", trouble=str(trouble))

    async def open(self, view: Payload, to: Reach) -> str:
        """The id of the view. On top of the modal it came from, if it came from one."""
        method = "views.push" if to.view_kind == "modal" else "views.open"
        told = await self.platform.call(to.home, method, trigger_id=to.trigger, view=view)
        return str(told["view"]["id"])

    async def change(self, view_id: str, view: Payload, to: Reach) -> None:
        await self.platform.call(to.home, "views.update", view_id=view_id, view=view)

    async def publish(self, card: Card, to: Reach) -> None:
        """The person's Home tab. Never raises: it is drawn anew when next looked at."""
        publish = partial(self.platform.call, to.home, "views.publish", user_id=to.origin.person)
        try:
            told = await publish(view=home(card))
        except (Limited, Stopped, Trouble) as trouble:
            log.warning("home not shown", trouble=str(trouble))
            return
        # Only as long as nothing newer stands there.
        mark = told["view"]["hash"]
        if charts_in(card):
            self._follow(card, to, lambda files: publish(view=home(card, files), hash=mark))

    def _follow(self, card: Card, to: Reach, show: Callable[[Files], Awaitable[Any]]) -> None:
        task = asyncio.create_task(self._with_pictures(card, to, show))
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def _with_pictures(
        self, card: Card, to: Reach, show: Callable[[Files], Awaitable[Any]]
    ) -> bool:
        """False: it has to do without, or has none. Never raises."""
        try:
            files = await self.platform.pictures.of(to.home, card)
            for wait in LOOKING_THROUGH if files else ():
                await self.platform.sleep(wait)
                try:
                    await show(files)
                except Stopped as stopped:
                    if stopped.detail not in REFUSED:
                        raise
                else:
                    await self.platform.pictures.shown(to.home, files)
                    return True
        except (Limited, Stopped, Trouble) as trouble:
            log.info("a picture was not shown", trouble=str(trouble))
        except Exception:
            log.exception("a picture was not shown")
        return False

    async def _tell(self, body: Payload, to: Reach) -> None:
        if not (to.response_url and await self._respond(to.response_url, body)):
            await self._post(body, to)

    async def _respond(self, url: str, body: Payload) -> bool:
        try:
            await self.wire.respond(url, {"replace_original": False, **body})
        except Stopped:
            return False
        return True

    async def _post(self, body: Payload, to: Reach) -> None:
        """In the channel, for this person only; in the direct chat, if that cannot be."""
        said: Payload = {name: body[name] for name in ("text", "blocks") if name in body}
        where = to.origin
        in_thread: Payload = {"thread_ts": split(to.thread)[1]} if to.thread else {}
        if where.place_kind == "channel":
            try:
                await self.platform.call(
                    to.home,
                    "chat.postEphemeral",
                    channel=where.place,
                    user=where.person,
                    **said,
                    **in_thread,
                )
                return
            except Stopped as stopped:
                log.info("not told in the channel", why=stopped.detail)
        if where.place_kind == "direct" and to.thread:
            said |= {"channel": where.place, **in_thread}
        else:
            said |= {"channel": where.person}
        await self.platform.call(to.home, "chat.postMessage", "place", **said)


def _private(card: Card, files: Files = NO_FILES) -> Payload:
    return {"response_type": "ephemeral", **message(card, files)}


def _in_band(card: Card) -> str:
    """As JSON. Some answers, such as the help, are the same for everybody; what has buttons is
    not."""
    known = _SAID.get(id(card))
    if known is not None and known[0] is card:
        return known[1]
    said = orjson.dumps(_private(card)).decode()
    if not any(isinstance(part, Buttons) for part in card.parts):
        if len(_SAID) >= SAID:
            _SAID.clear()
        _SAID[id(card)] = (card, said)
    return said


SAID = 32
_SAID: dict[int, tuple[Card, str]] = {}
"""By identity: to compare long cards takes longer than all else that is done for an answer."""


def message(card: Card, files: Files = NO_FILES) -> Payload:
    try:
        return render.message(card, files)
    except render.TooBig as error:
        log.error("an answer is too big", detail=str(error))
        words = "The answer is too long for one Slack message. Please ask for less at a time."
        return render.message(_words(words))


def home(card: Card, files: Files = NO_FILES) -> Payload:
    try:
        return render.home(card, files)
    except render.TooBig as error:
        log.error("the home tab is too big", detail=str(error))
        return render.home(_words("There is more here than Slack can show."))


def _words(words: str) -> Card:
    return Card(words, (plain(words),))
