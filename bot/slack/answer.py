"""From an event to what the person sees: answers, views and private messages."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog

from bot.dispatch import Dispatch, Outcome
from bot.port import Limited, Stopped, Trouble
from bot.slack import parse, render
from bot.slack.intime import Body, InTime, Slot
from bot.slack.keys import Keyring
from bot.slack.parse import Us
from bot.slack.reach import Reach, Voice, reach
from bot.slack.submission import Submission
from handlers.cards import Card, plain
from handlers.events import Commanded, HomeOpened, Pressed, Said, Shortcut, Uninstalled
from handlers.routing import Router

log = structlog.get_logger()

T = TypeVar("T")
Payload = dict[str, Any]
Opening = Commanded | Pressed | Shortcut


class Answering:
    def __init__(
        self, dispatch: Dispatch, router: Router, voice: Voice, keyring: Keyring, patience: float
    ) -> None:
        self.dispatch = dispatch
        self.router = router
        self.voice = voice
        self.keyring = keyring
        self.in_time = InTime(patience)

    async def command(self, body: Payload, us: Us) -> Body:
        event = _read(parse.command, body, us)
        if event is None:
            return ""
        to = reach(body, event.origin)
        return await self.in_time.answer(lambda slot: self._commanded(event, to, slot))

    async def press(self, body: Payload, us: Us) -> Body:
        event = _read(parse.press, body, us)
        if event is None:
            return ""
        to = reach(body, event.origin)
        return await self.in_time.answer(lambda _: self._guarded(self._pressed(event, to), to))

    async def shortcut(self, body: Payload, us: Us) -> Body:
        event = _read(parse.shortcut, body, us)
        if event is None:
            return ""
        to = reach(body, event.origin)
        return await self.in_time.answer(lambda _: self._guarded(self._shortcut(event, to), to))

    async def form(self, body: Payload, us: Us) -> Body:
        sent = _read(_submission, body, us)
        if sent is None:
            return ""
        to = Reach(sent.event.origin, view=sent.view_id, view_kind="modal")
        return await self.in_time.answer(
            lambda slot: self._guarded(self._sent(sent, to, slot), to), sent.saving()
        )

    async def event(self, body: Payload, us: Us) -> Body:
        """Not answered before it had its effect: Slack tells again what was not answered."""
        event = _read(parse.event, body, us)
        if event is None:
            return ""
        outcome = await self.dispatch.handle(event)
        if isinstance(event, Uninstalled):
            self.keyring.forget(us.workspace)
        to = Reach(event.origin, thread=event.thread if isinstance(event, Said) else "")
        match event:
            case HomeOpened():
                return await self.in_time.answer(lambda _: self._home(outcome, to))
            case Said():
                return await self.in_time.answer(lambda _: self.voice.tell(outcome.whispers, to))
            case _:
                return ""

    # One kind of event each.
    async def _commanded(self, event: Commanded, to: Reach, slot: Slot) -> None:
        if self.router.opens_form(event):
            return await self._guarded(self._with_form(event, to, slot), to, slot)
        outcome = await self.dispatch.handle(event)
        await self._guarded(self._tell_and_show(outcome, to, slot), to, slot)

    async def _shortcut(self, event: Shortcut, to: Reach) -> None:
        if self.router.opens_form(event):
            return await self._with_form(event, to)
        await self._tell_and_show(await self.dispatch.handle(event), to)

    async def _pressed(self, event: Pressed, to: Reach) -> None:
        if self.router.opens_form(event):
            return await self._with_form(event, to)
        outcome = await self.dispatch.handle(event)
        if outcome.refreshed and event.message:
            await self.voice.refresh(outcome.refreshed, event.message, to)
        await self._tell_and_show(outcome, to)
        if to.view_kind == "home" and not outcome.refused:
            await self._home(await self.dispatch.handle(HomeOpened(event.origin)), to)

    async def _sent(self, sent: Submission, to: Reach, slot: Slot) -> None:
        outcome = await self.dispatch.handle(sent.event)
        if not slot.give(sent.answer(outcome)) and (view := sent.late(outcome)):
            await self.voice.change(sent.view_id, view, to)
        if outcome.whispers and not outcome.refused:
            await self.voice.tell(outcome.whispers, to)

    async def _home(self, outcome: Outcome, to: Reach) -> None:
        card = outcome.home or (render.together(outcome.whispers) if outcome.whispers else None)
        if card is None:
            return
        await self.voice.publish(card, to)

    # Forms and private answers.
    async def _with_form(self, event: Opening, to: Reach, slot: Slot | None = None) -> None:
        """A trigger lives for three seconds: the form opens first and is filled after."""
        view_id = await self._opened(render.loading(), event, to, slot)
        if not view_id:
            return
        outcome = await self.dispatch.handle(event)
        if outcome.refreshed and isinstance(event, Pressed) and event.message:
            await self.voice.refresh(outcome.refreshed, event.message, to)
        try:
            await self.voice.change(view_id, _shown(outcome, to), to)
        except (Limited, Stopped, Trouble) as trouble:
            log.warning("a form stayed empty", trouble=str(trouble))
            await self.voice.tell(outcome.whispers or (_NOT_FILLED,), to, slot)

    async def _opened(
        self, view: Payload, event: Opening, to: Reach, slot: Slot | None
    ) -> str | None:
        try:
            return await self.voice.open(view, to)
        except (Limited, Stopped, Trouble) as trouble:
            if isinstance(trouble, Stopped) and trouble.detail == "exchanged_trigger_id":
                return None  # The same press came in before, and its form is open.
            log.warning("a form did not open", trouble=str(trouble))
            await self.voice.tell((_not_opened(event),), to, slot)
            return None

    async def _tell_and_show(self, outcome: Outcome, to: Reach, slot: Slot | None = None) -> None:
        """Presses in a view have no channel to answer in: what there is to say comes as a modal."""
        if outcome.form or (to.view_kind and outcome.whispers):
            try:
                await self.voice.open(_shown(outcome, to), to)
                return
            except (Limited, Stopped, Trouble) as trouble:
                log.warning("a form did not open", trouble=str(trouble))
                if outcome.form:
                    await self.voice.tell((_NOT_FILLED, *outcome.whispers), to, slot)
                    return
        await self.voice.tell(outcome.whispers, to, slot)

    async def _guarded(self, work: Awaitable[None], to: Reach, slot: Slot | None = None) -> None:
        """The one edge: whatever goes wrong here, the person hears of it, and we do too."""
        try:
            await work
        except Exception:
            number = uuid.uuid4().hex[:8]
            log.exception("slack answer failed", number=number)
            words = f"Sorry, I could not show the answer (number {number}). Please try again."
            await self.voice.tell((_words(words),), to, slot)


def _submission(body: Payload, us: Us) -> Submission:
    return Submission(parse.form(body, us), body["view"])


def _read(parser: Callable[[Payload, Us], T], body: Payload, us: Us) -> T | None:
    """None, and a line in the log, for what Slack would not send: sending it again cannot help."""
    try:
        return parser(body, us)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        log.error("not a payload we know", kind=body.get("type", "command"), trouble=error)
        return None


def _shown(outcome: Outcome, to: Reach) -> Payload:
    """The form, or what is to be said instead of it."""
    try:
        if outcome.form:
            return render.modal(outcome.form, to.origin)
        return render.notice("Drumbeat", render.together(outcome.whispers or (_words("Done."),)))
    except render.TooBig as error:
        log.error("a form is too big", detail=str(error))
        return render.notice("Drumbeat", _words("This form is too long for Slack to show."))


def _not_opened(event: Opening) -> Card:
    words = "The form did not open in the three seconds Slack gives for it. Please try again."
    if isinstance(event, Commanded) and event.words:
        words += f"\nThis is what you typed: /{event.command} {event.words}"
    return _words(words)


def _words(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))


_NOT_FILLED = _words("Slack did not show the form. Please try again.")
