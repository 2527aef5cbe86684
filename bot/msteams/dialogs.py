"""Teams' ways of being answered: a card, a line, a dialog."""

from __future__ import annotations

import structlog

from bot.dispatch import Outcome
from bot.msteams import forms, render
from bot.msteams.limits import within
from bot.msteams.parse import Payload
from bot.msteams.reach import Reach, Voice, parts_of, people_of, together
from bot.msteams.sdk import Invoked
from handlers.cards import Card, Form, Plain, Text, plain
from handlers.events import FormSent, Origin

log = structlog.get_logger()

LINE = 300
"""Characters that may be said in the line below a card."""
CLOSED = Invoked({})
"""The dialog is done with."""
LINE_TYPE = "application/vnd.microsoft.activity.message"


def line(text: str) -> Invoked:
    """Said below the card, to who pressed."""
    return Invoked({"statusCode": 200, "type": LINE_TYPE, "value": text})


def carded(body: Payload) -> Invoked:
    """The pressed card as it is now, for who pressed."""
    content = body["attachments"][0]
    return Invoked({"statusCode": 200, "type": content["contentType"], "value": content["content"]})


def telling(text: str) -> Invoked:
    """In place of a dialog."""
    return Invoked({"task": {"type": "message", "value": text}})


def showing(task: Payload) -> Invoked:
    return Invoked({"task": {"type": "continue", "value": task}})


def short(cards: tuple[Card, ...]) -> str:
    """What the cards say, if a line can say it; empty if not."""
    lines = []
    for card in cards:
        for part in card.parts:
            if not isinstance(part, Text) or any(span.is_a != "plain" for span in part.spans):
                return ""
            lines.append("".join(span.text for span in part.spans if isinstance(span, Plain)))
    said = "\n".join(lines)
    return said if len(said) <= LINE else ""


def words(text: str) -> Card:
    return Card(text.split("\n")[0], (plain(text),))


def done(cards: tuple[Card, ...]) -> Card:
    """In place of a form that was taken."""
    return together(cards) if cards else words("Saved.")


class Dialogs:
    def __init__(self, voice: Voice) -> None:
        self.voice = voice

    async def opened(self, outcome: Outcome, origin: Origin, to: Reach) -> Invoked:
        """The form, or what is to be said instead of it."""
        if outcome.form:
            return await self._form(outcome.form, origin, to)
        cards = outcome.whispers or (words("Done."),)
        return await self._notice("Drumbeat", together(cards), to)

    async def sent(
        self, outcome: Outcome, event: FormSent, shown: Form | None, to: Reach
    ) -> Invoked | None:
        """Errors beside the fields, another form, why not; None: closed."""
        if outcome.form:
            return await self._form(outcome.form, event.origin, to)
        if outcome.errors and shown:
            return await self._form(shown, event.origin, to, outcome.errors, event.answers)
        title = shown.title if shown else "Drumbeat"
        if outcome.errors:
            said = words("\n".join(outcome.errors.values()))
            return await self._notice(title, said, to, event.answers)
        if outcome.refused:
            return await self._notice(title, together(outcome.whispers), to, event.answers)
        return None

    async def _form(
        self,
        form: Form,
        origin: Origin,
        to: Reach,
        errors: dict[str, str] | None = None,
        typed: dict[str, str] | None = None,
    ) -> Invoked:
        naming = self.voice.platform.naming
        names = await naming.of(to.tenant, parts_of(form), people_of(form))
        places = await naming.places(to.tenant)
        try:
            task = render.dialog(
                form, origin, errors or {}, typed or {}, names=names, places=places
            )
            return showing(within("A dialog", forms.carrying(task, form)))
        except render.TooBig as error:
            log.error("a form is too big", detail=str(error))
            return telling("This form is too long for Teams to show.")

    async def _notice(
        self, title: str, card: Card, to: Reach, typed: dict[str, str] | None = None
    ) -> Invoked:
        """With what was typed, so that nothing is lost; what the words repeat already stays out."""
        said = short((card,))
        kept = {field: answer for field, answer in (typed or {}).items() if answer not in said}
        try:
            return showing(render.notice(title, card, kept))
        except render.TooBig as error:
            log.error("an answer is too big", detail=str(error))
            return telling("The answer is too long for Teams to show.")
