"""What a person says to the bot."""

from collections.abc import Iterable
from dataclasses import replace

from . import envelopes
from .connector import is_there, keep
from .delivery import Delivery
from .record import Answer
from .state import PersonRef, PlaceRef
from .world import JSON, Message, Person, Place


class Gestures(Delivery):
    async def say(
        self,
        who: PersonRef,
        where: PlaceRef | None,
        text: str,
        *,
        under: Message | None = None,
        at: Iterable[PersonRef] = (),
        to_bot: bool = True,
    ) -> Answer:
        """`where` None is the 1:1 conversation. Elsewhere the bot is mentioned, or it hears nothing;
        `under` replies in a thread, `at` mentions others where the text says `@Name`."""
        person, place = self._at(who, where)
        people = [self.person(one) for one in at]
        is_called = to_bot and place.kind != "personal"
        root = (under.root or under.id) if under and place.kind == "channel" else None
        told = envelopes.said(self, place, person, text, root=root, at=people, to_bot=is_called)
        if under and not root:
            told = _quoting(self, told, under)
        kept = keep(self, place, person.id, told, root=root)
        kept.id = told["id"]
        if place.kind != "personal" and not to_bot:
            return Answer(told)
        return await self._told(person, place, told)

    async def react(
        self, who: PersonRef, message: Message, kind: str, *, back: bool = False
    ) -> Answer:
        """Teams tells a bot of signs on its own messages alone."""
        person, place = self.person(who), self.place(message.place)
        put: list[JSON] = [{"type": kind}]
        none: list[JSON] = []
        told = envelopes.activity(
            self,
            "messageReaction",
            place,
            person,
            root=(message.root or message.id) if place.kind == "channel" else None,
            replyToId=message.id,
            reactionsAdded=none if back else put,
            reactionsRemoved=put if back else none,
        )
        return await self._told(person, place, told)

    async def slash(self, who: PersonRef, where: PlaceRef, text: str) -> Answer:
        """A slash command in a channel or group chat: "standup status", which only the bot sees."""
        person, place = self._at(who, where)
        if place.kind == "personal" or not self.supports_slash:
            raise LookupError("there are no slash commands here")
        told = envelopes.said(self, place, person, text.removeprefix("/"))
        told["recipient"]["isTargeted"] = True
        kept = keep(self, place, person.id, told, only_for=person.id)
        kept.id = told["id"]
        return await self._told(person, place, told)

    async def open_home(self, who: PersonRef) -> Answer:
        """Teams has no page for a bot's home: it is a command in the 1:1 conversation."""
        return await self.say(who, None, "home")

    # Shared.

    def _at(self, who: PersonRef, where: PlaceRef | None) -> tuple[Person, Place]:
        person = self.person(who)
        place = self.bot_chat(person) if where is None else self.place(where)
        if person.id not in place.members:
            raise LookupError(f"{person.name} is not in {place.name or place.id}")
        if place.kind != "personal" and not place.has_bot:
            raise LookupError(f"the bot is not in {place.name}")
        return person, place

    async def _told(self, person: Person, place: Place, told: JSON) -> Answer:
        before = len(place.messages)
        answer = await self.hand_over(told)
        return self.noted(self.with_news(answer, person, place, before))

    def with_news(self, answer: Answer, who: Person, place: Place, before: int) -> Answer:
        """With what the bot has written there meanwhile, as far as this person sees it."""
        news = [
            one
            for one in place.messages[before:]
            if one.author == self.bot_id and self.sees(who, one)
        ]
        return replace(answer, messages=tuple(news))

    def sees(self, who: Person, message: Message) -> bool:
        place = self.where(message)
        mine = message.only_for in (None, who.id)
        return who.id in place.members and mine and is_there(self, message)


def _quoting(teams: Gestures, told: JSON, under: Message) -> JSON:
    """1:1 and group chats have no threads: a reply quotes."""
    about = {
        "messageId": under.id,
        "senderId": under.author,
        "preview": under.text[:100],
        "validatedMessageReference": True,
    }
    told["entities"].append({"type": "quotedReply", "quotedReply": about})
    told["replyToId"] = under.id
    return told
