"""From an activity to what the person sees: answers to invokes, and private messages."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.dispatch import Dispatch, Outcome
from bot.msteams import forms, invokes, parse
from bot.msteams.dialogs import CLOSED, Dialogs, carded, done, line, short, telling, words
from bot.msteams.intime import InTime, Slot
from bot.msteams.parse import Payload, Us
from bot.msteams.reach import Reach, Voice, reach
from bot.msteams.sdk import Invoked
from handlers.events import FormSent, FromPlatform, HomeOpened, Pressed, Shortcut, Uninstalled

log = structlog.get_logger()

DONE = "Done."
WRITTEN = "I've written to you."
SORRY = "Sorry, Drumbeat cannot answer just now. Please try again in a minute."
NOT_NOW = "Still working on it. I'll write to you when it is done."


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with an event: what its button carried, the card it was on, and who it was."""

    data: Payload
    card: str
    """`conversation/activity`; empty for what was on no message."""
    to: Reach

    @property
    def is_private(self) -> bool:
        return forms.PRIVATE in self.data

    @property
    def is_home(self) -> bool:
        return forms.HOME in self.data


class Answering:
    def __init__(self, dispatch: Dispatch, voice: Voice, patience: float) -> None:
        self.dispatch = dispatch
        self.voice = voice
        self.dialogs = Dialogs(voice)
        self.in_time = InTime(patience)

    async def message(self, told: Payload, us: Us) -> None:
        """Not answered before it had its effect. Raises Half."""
        with parse.whole():
            event = parse.message(told, us)
            asked = Asked(_data(told), _card(told), reach(told, us))
        match event:
            case None:
                return
            case Pressed():  # An old client, which brings buttons back as messages.
                work = self._pressed(event, asked, Slot.closed())
            case FormSent():
                work = self._form_on_card(event, asked, Slot.closed())
            case _:
                outcome = await self.dispatch.handle(event)
                work = self._told(event, outcome, asked.to)

        async def guarded(_: Slot[None]) -> None:
            await self._guarded(work, asked.to)

        await self.in_time.answer("", guarded, None)

    async def changed(self, events: Sequence[FromPlatform]) -> None:
        for event in events:
            await self.dispatch.handle(event)

    async def uninstalled(self, told: Payload, us: Us) -> None:
        where = parse.origin(told, us)
        nobody = replace(where, person="", place="", place_kind="nowhere", place_name="")
        await self.changed([Uninstalled(nobody, f"{parse.seen_key(told)}:uninstalled")])

    async def invoke(self, told: Payload, us: Us, note: Callable[[], Awaitable[None]]) -> Invoked:
        """`note` keeps what the activity says of its place, and may add what that is called: it
        asks the database and Teams, so Teams' patience runs for it as well. Raises Half."""
        with parse.whole():
            first = invokes.invoked(told, us)
            asked = Asked(_data(told), _card(told), reach(told, us))
        if first is None:
            return Invoked(status=501)
        is_on_card = told["name"] == invokes.PRESS
        say = line if is_on_card else telling

        async def work(slot: Slot[Invoked]) -> None:
            try:
                await note()
            except Exception:
                log.exception("teams request failed", kind=told["type"])
                slot.give(say(SORRY))
                return
            event = invokes.invoked(told, us)
            if isinstance(event, FormSent):
                sent = self._form_on_card if is_on_card else self._form_in_dialog
                await self._guarded(sent(event, asked, slot), asked.to)
            elif is_on_card and isinstance(event, Pressed):
                await self._guarded(self._pressed(event, asked, slot), asked.to)
            elif event is not None:
                await self._guarded(self._opened(event, asked, slot), asked.to)

        return await self.in_time.answer(first.seen_key, work, say(NOT_NOW))

    # One kind of event each.
    async def _told(self, event: FromPlatform, outcome: Outcome, to: Reach) -> None:
        """The answer to a message. A form comes as a card: no message can open a dialog."""
        if outcome.home:
            await self.voice.tell((outcome.home,), to, forms.HOME)
        if outcome.form:
            await self.voice.ask(outcome.form, event.origin, to)
        await self.voice.tell(outcome.whispers, to)

    async def _pressed(self, event: Pressed, asked: Asked, slot: Slot[Invoked]) -> None:
        outcome, to = await self.dispatch.handle(event), asked.to
        shown = outcome.refreshed
        if asked.is_home:
            opened = HomeOpened(event.origin)
            shown = None if outcome.refused else (await self.dispatch.handle(opened)).home
        was_said = False
        if shown:
            body = await self.voice.message(shown, to)
            await self._replace(body, asked, slot)
        else:
            said = "" if outcome.form else short(outcome.whispers)
            more = outcome.form or outcome.whispers
            was_said = slot.give(line(said or (WRITTEN if more else DONE))) and bool(said)
        if outcome.form:
            await self.voice.ask(outcome.form, event.origin, to)
        if not was_said:
            await self.voice.tell(outcome.whispers, to)

    async def _form_on_card(self, event: FormSent, asked: Asked, slot: Slot[Invoked]) -> None:
        """With errors at its fields, or what came of it instead."""
        outcome, to = await self.dispatch.handle(event), asked.to
        if outcome.refused or outcome.repeated:
            # The card stays, with what was typed.
            said = short(outcome.whispers)
            answer = line(said or (WRITTEN if outcome.whispers else DONE))
            if not (slot.give(answer) and said):
                await self.voice.tell(outcome.whispers, to)
            return
        shown = outcome.form or (forms.carried(asked.data) if outcome.errors else None)
        if shown:
            errors = outcome.errors or {}
            typed = event.answers if errors else {}
            body = await self.voice.form_card(shown, event.origin, to, errors, typed)
        else:
            wrong = tuple(words(each) for each in (outcome.errors or {}).values())
            body = await self.voice.message(done(wrong or outcome.whispers), to)
        await self._replace(body, asked, slot)

    async def _opened(self, event: Pressed | Shortcut, asked: Asked, slot: Slot[Invoked]) -> None:
        outcome, to = await self.dispatch.handle(event), asked.to
        if not slot.give(await self.dialogs.opened(outcome, event.origin, to)):
            if outcome.form:
                await self.voice.ask(outcome.form, event.origin, to)
            await self.voice.tell(outcome.whispers, to)
        if outcome.refreshed and asked.card and not asked.is_home:
            body = await self.voice.message(outcome.refreshed, to)
            await self.voice.replace(body, asked.card, to, asked.is_private)

    async def _form_in_dialog(self, event: FormSent, asked: Asked, slot: Slot[Invoked]) -> None:
        outcome, to = await self.dispatch.handle(event), asked.to
        shown = forms.carried(asked.data)
        answer = await self.dialogs.sent(outcome, event, shown, to)
        if not slot.give(answer or CLOSED) and answer:
            form = outcome.form or (shown if outcome.errors else None)
            if form:
                errors = outcome.errors or {}
                typed = event.answers if errors else {}
                await self.voice.ask(form, event.origin, to, errors, typed)
            await self.voice.tell(outcome.whispers if outcome.refused else (), to)
        if not outcome.refused:
            await self.voice.tell(outcome.whispers, to)

    async def _replace(self, body: Payload, asked: Asked, slot: Slot[Invoked]) -> None:
        """In the answer, which shows it to who pressed, for as long as they look; and for good."""
        for mark, applies in ((forms.HOME, asked.is_home), (forms.PRIVATE, asked.is_private)):
            if applies:
                forms.marked(body, mark)
        slot.give(carded(body))
        if asked.card:
            await self.voice.replace(body, asked.card, asked.to, asked.is_private)

    async def _guarded(self, work: Awaitable[None], to: Reach) -> None:
        """The one edge: whatever goes wrong here, the person hears of it, and we do too."""
        try:
            await work
        except Exception:
            number = uuid.uuid4().hex[:8]
            log.exception("teams answer failed", number=number)
            said = f"Sorry, I could not show the answer (number {number}). Please try again."
            await self.voice.tell((words(said),), to)


def _data(told: Payload) -> Payload:
    """What the pressed button carried."""
    value = told.get("value")
    if not isinstance(value, dict):
        return {}
    action = value.get("action")
    data = action.get("data") if isinstance(action, dict) else value.get("data", value)
    return data if isinstance(data, dict) else {}


def _card(told: Payload) -> str:
    card = str(told.get("replyToId") or "")
    return f"{parse.place(told)}/{card}" if card else ""
