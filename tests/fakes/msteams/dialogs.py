"""Dialogs: opened from a card or a message's menu, filled in, sent, shown again."""

import html
from dataclasses import replace
from typing import Any

from . import cards, envelopes
from .pressing import CARD, Pressing, malformed
from .record import Answer
from .state import PersonRef
from .world import JSON, Dialog, Message, Person, Place

_SIZES = ("small", "medium", "large")
_INFO = {"title", "height", "width", "card", "completionBotId"}


class Dialogs(Pressing):
    def dialog_of(self, who: PersonRef) -> Dialog | None:
        """What this person has open."""
        return self.dialogs.get(self.person(who).id)

    async def message_action(self, who: PersonRef, message: Message, command: str) -> Answer:
        """An entry of the message's menu, by the id of the extension's command."""
        person, place = self.person(who), self.where(message)
        if not self.sees(person, message):
            raise LookupError(f"{person.name} does not see that message")
        value = {
            "commandId": command,
            "commandContext": "message",
            "requestId": self.new_guid(),
            "messagePayload": self._payload(message),
            "context": {"theme": "default"},
        }
        before = len(place.messages)
        sent = envelopes.invoke(self, "composeExtension/fetchTask", place, person, value)
        answer = self.with_news(await self.hand_over(sent), person, place, before)
        return self.noted(self._opened(answer, person, place, message, command))

    async def submit(
        self,
        who: PersonRef,
        dialog: Dialog | None,
        answers: dict[str, Any] | None = None,
        press: str | None = None,
    ) -> Answer:
        """`answers` by label or id; `press` is the button's label, the first Action.Submit if left out."""
        person = self.person(who)
        if dialog is None or not dialog.is_open or dialog.owner != person.id:
            raise LookupError(f"{person.name} does not have that dialog open")
        found = _button(dialog.card, press)
        cards.fill(found.inputs, dialog.values, answers or {})
        sent: JSON = {}
        if str(found.action.get("associatedInputs", "auto")).lower() != "none":
            if refused := cards.refusals(found.inputs, dialog.values):
                return self.noted(Answer({}, errors=refused, in_client=True, dialog=dialog))
            sent = dict(cards.sent_values(found.inputs, dialog.values))
        own = found.action.get("data")
        data = {**(own if isinstance(own, dict) else {}), **sent}
        answer = await self._send(person, dialog, data)
        return self.noted(self._submitted(answer, dialog))

    def close(self, who: PersonRef) -> None:
        """The person closes the dialog; nobody tells the bot."""
        if dialog := self.dialogs.pop(self.person(who).id, None):
            dialog.is_open = False

    async def fetch(
        self, person: Person, place: Place, message: Message, data: JSON, before: int
    ) -> Answer:
        value = {"data": data, "context": {"theme": "default"}}
        sent = envelopes.invoke(self, "task/fetch", place, person, value, message)
        answer = self.with_news(await self.hand_over(sent), person, place, before)
        return self.noted(self._opened(answer, person, place, message, None))

    async def _send(self, person: Person, dialog: Dialog, data: JSON) -> Answer:
        place = dialog.place
        value: JSON = {"data": data, "context": {"theme": "default"}}
        name, message = "task/submit", dialog.message
        if dialog.command:
            name, message = "composeExtension/submitAction", None
            value |= {"commandId": dialog.command, "commandContext": "message"}
            assert dialog.message is not None
            value["messagePayload"] = self._payload(dialog.message)
        before = len(place.messages)
        sent = envelopes.invoke(self, name, place, person, value, message)
        return self.with_news(await self.hand_over(sent), person, place, before)

    def _opened(
        self, answer: Answer, person: Person, place: Place, message: Message, command: str | None
    ) -> Answer:
        if answer.failed:
            return answer
        if not answer.body:
            return malformed(answer, "a dialog was asked for, and nothing came")
        try:
            title, card, words = self._task(answer.body)
        except ValueError as error:
            return malformed(answer, str(error))
        if card is None:
            return replace(answer, words=words)
        dialog = Dialog(self.new_id("d"), person.id, title, card, place, command, message)
        dialog.values = cards.first_values(cards.inputs_of(card))
        self.close(person)
        self.dialogs[person.id] = dialog
        return replace(answer, dialog=dialog, card=card)

    def _submitted(self, answer: Answer, dialog: Dialog) -> Answer:
        if answer.failed:
            return replace(answer, dialog=dialog)
        if not answer.body:
            self.close(dialog.owner)
            return answer
        try:
            title, card, words = self._task(answer.body)
        except ValueError as error:
            return replace(malformed(answer, str(error)), dialog=dialog)
        if card is None:
            self.close(dialog.owner)
            return replace(answer, words=words)
        # What was typed is gone unless the bot put it into the new card.
        dialog.title, dialog.card = title, card
        dialog.values = cards.first_values(cards.inputs_of(card))
        told = {str(number): words for number, words in enumerate(cards.errors_in(card))}
        return replace(answer, dialog=dialog, card=card, errors=told)

    def _task(self, body: Any) -> tuple[str, JSON | None, str]:
        """Title and card to show, or the words in their place."""
        task = body.get("task") if isinstance(body, dict) else None
        if not isinstance(task, dict) or set(body) - {"task", "cacheInfo", "responseType"}:
            raise ValueError(f"neither a task nor nothing: {str(body)[:200]}")
        kind, value = task.get("type"), task.get("value")
        if kind == "message" and isinstance(value, str):
            return "", None, value
        if kind != "continue" or not isinstance(value, dict):
            raise ValueError(f"a task of type {kind!r}")
        if unknown := set(value) - _INFO:
            raise ValueError(f"unknown {sorted(unknown)} in a dialog")
        for side in ("height", "width"):
            size = value.get(side)
            if size is not None and size not in _SIZES and not isinstance(size, int):
                raise ValueError(f"{side} {size!r}")
        attachment = value.get("card")
        if not isinstance(attachment, dict) or attachment.get("contentType") != CARD:
            raise ValueError("no card in the dialog")
        if found := self.card_problems(attachment.get("content"), "dialog"):
            raise ValueError("; ".join(found))
        if self.strict and not value.get("title"):
            raise ValueError("a dialog without title")
        return str(value.get("title") or ""), attachment["content"], ""

    def _payload(self, message: Message) -> JSON:
        """The message as an extension is told of it."""
        by_bot = message.author == self.bot_id
        user = None if by_bot else self.person(message.author)
        at = envelopes.moment(message.at)
        text = html.escape(message.text, quote=False)
        return {
            "id": message.id,
            "replyToId": message.root,
            "createdDateTime": at,
            "lastModifiedDateTime": None,
            "deleted": False,
            "subject": None,
            "summary": None,
            "importance": "normal",
            "locale": "en-us",
            "linkToMessage": f"https://teams.microsoft.com/l/message/{message.place}/{message.id}",
            "body": {"contentType": "html", "content": f"<p>{text.strip()}</p>"},
            "from": {
                "device": None,
                "conversation": None,
                "user": user
                and {"userIdentityType": "aadUser", "id": user.aad, "displayName": user.name},
                "application": {
                    "applicationIdentityType": "bot",
                    "id": self.app_id,
                    "displayName": self.app_name,
                }
                if by_bot
                else None,
            },
            "attachments": [{"contentType": CARD, "content": card} for card in message.cards],
            "mentions": [],
            "reactions": [],
        }


def _button(card: JSON, press: str | None) -> cards.Pressable:
    if press is not None:
        return cards.find_action(card, press)
    for one in cards.pressables(card):
        if one.action["type"] == "Action.Submit":
            return one
    raise LookupError("the dialog has nothing to send it with")
