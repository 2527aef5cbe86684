"""What a person does with a card in a message."""

import json
from dataclasses import replace
from typing import Any

from . import cards, envelopes
from .gestures import Gestures
from .record import Answer
from .state import PersonRef
from .world import JSON, Message, Person, Place

CARD = "application/vnd.microsoft.card.adaptive"
WORDS = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"


class Pressing(Gestures):
    async def press(
        self,
        who: PersonRef,
        message: Message,
        label: str,
        answers: dict[str, Any] | None = None,
    ) -> Answer:
        """`label` is what stands on the button, its id or its verb; `answers` fill the card's inputs
        first, by label or id."""
        person, place = self._at(who, message.place)
        if not self.sees(person, message):
            raise LookupError(f"{person.name} does not see that message")
        found = self._find(person, message, label)
        action = found.action
        if action["type"] == "Action.Execute" and not self.executes:
            action = action["fallback"]
        values = cards.first_values(found.inputs)
        cards.fill(found.inputs, values, answers or {})
        if str(action.get("associatedInputs", "auto")).lower() == "none":
            sent: JSON = {}
        else:
            if refused := cards.refusals(found.inputs, values):
                return self.noted(Answer({}, errors=refused, in_client=True))
            sent = dict(cards.sent_values(found.inputs, values))
        data = {**_data(action), **sent}
        match action["type"]:
            case "Action.Execute":
                return await self._execute(person, place, message, action, data)
            case "Action.Submit":
                return await self._submit(person, place, message, data)
            case "Action.OpenUrl":
                return self.noted(Answer({}, opened=action["url"], in_client=True))
            case "Action.ToggleVisibility":
                self._toggle(person, message, action["targetElements"])
        return self.noted(Answer({}, in_client=True))

    async def look(self, who: PersonRef, message: Message) -> Answer | None:
        """The message comes into view: a card with `refresh` asks for this person's own one."""
        person, place = self._at(who, message.place)
        for card in self.cards_of(person, message):
            refresh = card.get("refresh") or {}
            if refresh and person.id in (refresh.get("userIds") or [person.id]):
                action = refresh["action"]
                return await self._execute(
                    person, place, message, action, _data(action), "automatic"
                )
        return None

    def cards_of(self, who: PersonRef, message: Message) -> list[JSON]:
        """As this person sees them."""
        own = message.views.get(self.person(who).id)
        return [own] if own is not None else message.cards

    async def fetch(
        self, person: Person, place: Place, message: Message, data: JSON, before: int
    ) -> Answer:
        """Opens a dialog from a card."""
        raise NotImplementedError

    def _find(self, person: Person, message: Message, label: str) -> cards.Pressable:
        shown = self.cards_of(person, message)
        if not shown:
            raise LookupError("that message has no card")
        for card in shown[:-1]:
            if label in cards.labels(card):
                return cards.find_action(card, label)
        return cards.find_action(shown[-1], label)

    async def _execute(
        self,
        person: Person,
        place: Place,
        message: Message,
        action: JSON,
        data: JSON,
        trigger: str = "manual",
    ) -> Answer:
        told: JSON = {"type": "Action.Execute", "verb": action.get("verb", ""), "data": data}
        if action.get("id"):
            told["id"] = action["id"]
        value: JSON = {"action": told, "trigger": trigger}
        before = len(place.messages)
        sent = envelopes.invoke(self, "adaptiveCard/action", place, person, value, message)
        answer = self.with_news(await self.hand_over(sent), person, place, before)
        return self.noted(self._executed(answer, person, message))

    def _executed(self, answer: Answer, person: Person, message: Message) -> Answer:
        if answer.failed:
            return answer
        body = answer.body
        if not isinstance(body, dict) or set(body) - {"statusCode", "type", "value"}:
            return malformed(
                answer, "an adaptiveCard/action is answered by statusCode, type, value"
            )
        status, kind, value = body.get("statusCode"), body.get("type"), body.get("value")
        if kind == ERROR or status != 200:
            words = str(value.get("message", "")) if isinstance(value, dict) else ""
            return replace(answer, failed="refused", why=words, words=words)
        if kind == WORDS and isinstance(value, str):
            return replace(answer, words=value)
        if kind != CARD or not isinstance(value, dict):
            return malformed(answer, f"type {kind!r}")
        if found := self.card_problems(value, "message"):
            return malformed(answer, "; ".join(found))
        message.views[person.id] = value
        return replace(answer, card=value)

    def card_problems(self, card: Any, surface: cards.Surface) -> list[str]:
        return cards.problems(card, surface, self.strict)

    async def _submit(self, person: Person, place: Place, message: Message, data: JSON) -> Answer:
        told = data.get("msteams") or {}
        before = len(place.messages)
        root = (message.root or message.id) if place.kind == "channel" else None
        match told.get("type"):
            case "task/fetch":
                return await self.fetch(person, place, message, data, before)
            case "imBack":
                sent = envelopes.said(self, place, person, str(told["value"]), root=root)
            case "messageBack":
                text = str(told.get("text") or "")
                sent = envelopes.said(self, place, person, text, root=root)
                sent["value"] = told.get("value")
            case _:
                sent = envelopes.activity(self, "message", place, person, root=root, value=data)
        sent["replyToId"] = message.id
        answer = await self.hand_over(sent)
        return self.noted(self.with_news(answer, person, place, before))

    def _toggle(self, person: Person, message: Message, targets: list[Any]) -> None:
        card = json.loads(json.dumps(self.cards_of(person, message)[0]))
        for target in targets:
            ref = target["elementId"] if isinstance(target, dict) else target
            for one in _with_id(card, ref):
                wanted = target.get("isVisible") if isinstance(target, dict) else None
                one["isVisible"] = one.get("isVisible") is False if wanted is None else wanted
        message.views[person.id] = card


def malformed(answer: Answer, why: str) -> Answer:
    """The client shows "Something went wrong", and the person knows nothing more."""
    return replace(answer, failed="malformed", why=why)


def _data(action: JSON) -> JSON:
    data = action.get("data")
    return dict(data) if isinstance(data, dict) else {}


def _with_id(thing: Any, ref: str) -> list[JSON]:
    if isinstance(thing, list):
        return [found for one in thing for found in _with_id(one, ref)]
    if not isinstance(thing, dict):
        return []
    mine = [thing] if thing.get("id") == ref else []
    return mine + [found for one in thing.values() for found in _with_id(one, ref)]
