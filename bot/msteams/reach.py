"""How the person behind an event can be reached, privately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog

from bot.msteams import forms, render
from bot.msteams.limits import within
from bot.msteams.parse import Payload, Us
from bot.msteams.people import ref
from bot.msteams.send import MsTeamsPlatform, quoted, split
from bot.port import Limited, Stopped, Trouble
from handlers.cards import Card, Divider, Field, Form, Part, plain
from handlers.events import Origin
from handlers.replies import Place

log = structlog.get_logger()

TARGETED = "isTargetedActivity=true"


@dataclass(frozen=True, slots=True)
class Reach:
    tenant: str
    person: str
    account: dict[str, str]
    service_url: str
    conversation: str
    """With the thread, in a channel."""
    is_personal: bool
    prompt: str = ""
    """Id of the message for our eyes only that this answers."""


def reach(told: Payload, us: Us) -> Reach:
    account = told["from"]
    is_targeted = bool((told.get("recipient") or {}).get("isTargeted"))
    return Reach(
        us.workspace,
        ref(account),
        {name: str(account[name]) for name in ("id", "name") if account.get(name)},
        str(told["serviceUrl"]),
        str(told["conversation"]["id"]),
        told["conversation"].get("conversationType") == "personal",
        str(told.get("id") or "") if is_targeted else "",
    )


class Voice:
    """Says things to one person, over whichever way is open. Never raises."""

    def __init__(self, platform: MsTeamsPlatform) -> None:
        self.platform = platform

    async def tell(self, cards: tuple[Card, ...], to: Reach, mark: str = "") -> None:
        if cards:
            body = await self.message(together(cards), to)
            await self._say(forms.marked(body, mark) if mark else body, to)

    async def ask(
        self,
        form: Form,
        origin: Origin,
        to: Reach,
        errors: dict[str, str] | None = None,
        typed: dict[str, str] | None = None,
    ) -> None:
        """The form as a card, for where no dialog can open."""
        await self._say(await self.form_card(form, origin, to, errors, typed), to)

    async def replace(self, body: Payload, message: str, to: Reach, is_private: bool) -> None:
        """A message as it is now, for everybody who sees it."""
        conversation, activity = split(message)
        path = f"conversations/{quoted(conversation)}/activities/{quoted(activity)}"
        path += f"?{TARGETED}" if is_private else ""
        try:
            await self.platform.patiently(to.service_url, "put", path, body)
        except (Limited, Stopped, Trouble) as trouble:
            log.warning("a card was not refreshed", trouble=str(trouble))

    async def message(self, card: Card, to: Reach) -> Payload:
        try:
            return await self.platform.message(to.tenant, card)
        except Stopped:
            words = "The answer is too long for one Teams message. Please ask for less at a time."
            return render.message(Card(words, (plain(words),)))

    async def form_card(
        self,
        form: Form,
        origin: Origin,
        to: Reach,
        errors: dict[str, str] | None = None,
        typed: dict[str, str] | None = None,
    ) -> Payload:
        naming = self.platform.naming
        names = await naming.of(to.tenant, parts_of(form), people_of(form))
        places = await naming.places(to.tenant)
        try:
            made = render.form_card(
                form, origin, errors or {}, typed or {}, names=names, places=places
            )
            return within("A message", forms.carrying(made, form))
        except render.TooBig as error:
            log.error("a form is too big", detail=str(error))
            words = "This form is too long for Teams to show."
            return render.message(Card(words, (plain(words),)))

    async def _say(self, body: Payload, to: Reach) -> None:
        """In the channel, for this person only; in the direct chat, if that cannot be."""
        try:
            if not to.is_personal:
                try:
                    await self._targeted(body, to)
                    return
                except (Stopped, Trouble) as no:
                    log.info("not told in the channel", why=str(no))
            await self._directly(body, to)
        except (Limited, Stopped, Trouble) as trouble:
            log.warning("nobody could be told", trouble=str(trouble))

    async def _targeted(self, body: Payload, to: Reach) -> None:
        private: dict[str, Any] = {**body, "recipient": to.account}
        if to.prompt:
            # Teams shows with the answer what it answers.
            shown = {"type": "targetedMessageInfo", "messageId": to.prompt}
            private["entities"] = [*(body.get("entities") or ()), shown]
        forms.marked(private, forms.PRIVATE)
        path = f"conversations/{quoted(to.conversation)}/activities?{TARGETED}"
        await self.platform.patiently(to.service_url, "post", path, private)

    async def _directly(self, body: Payload, to: Reach) -> None:
        if to.is_personal:
            url, where = to.service_url, to.conversation
        else:
            url, where = await self.platform.reached(to.tenant, Place(to.person, "direct"))
        path = f"conversations/{quoted(where)}/activities"
        await self.platform.patiently(url, "post", path, body, "direct")


def parts_of(form: Form) -> tuple[Part, ...]:
    return tuple(item for item in form.items if not isinstance(item, Field))


def people_of(form: Form) -> list[str]:
    return [field.value for field in form.fields if field.is_a == "person" and field.value]


def together(cards: tuple[Card, ...]) -> Card:
    """Several private answers as one."""
    if len(cards) == 1:
        return cards[0]
    parts: list[Part] = []
    for card in cards:
        parts += [Divider()] if parts else []
        parts += card.parts or (plain(card.summary),)
    return Card(" ".join(card.summary for card in cards), tuple(parts))
