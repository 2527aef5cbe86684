"""What a person sees, as text."""

import html
import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from . import cards
from .happenings import Happenings
from .state import PersonRef, PlaceRef
from .world import JSON, Dialog, Message

_AT = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL)
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|strike|p|br|ul|ol|li|pre|code|blockquote|h[1-6]|a|div|span)\b[^>]*>"
)


class Reading(Happenings):
    def seen_by(self, user: PersonRef, where: PlaceRef | None = None) -> list[Message]:
        """Oldest first, thread replies among them; nothing at all for somebody outside. `where` None is
        the 1:1 conversation with the bot."""
        who = self.person(user)
        place = self.bot_chat(who) if where is None else self.place(where)
        return [one for one in place.messages if self.sees(who, one)]

    def last_seen_by(self, user: PersonRef, where: PlaceRef | None = None) -> Message:
        return self.seen_by(user, where)[-1]

    def thread(self, message: Message, user: PersonRef | None = None) -> list[Message]:
        """The replies below it, all or those one person sees."""
        place = self.where(message)
        who = self.person(user) if user is not None else None
        return [
            one
            for one in place.messages
            if one.root == message.id and not one.deleted and (who is None or self.sees(who, one))
        ]

    def text_of(self, thing: Message | Dialog, user: PersonRef | None = None) -> str:
        """All words in reading order, one piece a line, without the buttons. `user` decides on zone and
        view."""
        zone = self._zone(user)
        if isinstance(thing, Dialog):
            return "\n".join([thing.title, *cards.words(thing.card, zone)])
        said = self._said(thing)
        pieces = [said] if said else []
        for card in self._shown(thing, user):
            pieces += cards.words(card, zone)
        return "\n".join(pieces)

    def summary_of(self, message: Message) -> str:
        """What the notification says."""
        return str(message.activity.get("summary") or self._said(message))

    def buttons(self, thing: Message | Dialog, user: PersonRef | None = None) -> list[str]:
        shown = [thing.card] if isinstance(thing, Dialog) else self._shown(thing, user)
        return [label for card in shown for label in cards.labels(card)]

    def inputs(self, thing: Message | Dialog, user: PersonRef | None = None) -> list[str]:
        """Their labels."""
        shown = [thing.card] if isinstance(thing, Dialog) else self._shown(thing, user)
        return [
            str(one.get("label") or one["id"]) for card in shown for one in cards.inputs_of(card)
        ]

    def errors_of(self, thing: Message | Dialog, user: PersonRef | None = None) -> list[str]:
        """What a form that was shown again says in the colour of trouble."""
        shown = [thing.card] if isinstance(thing, Dialog) else self._shown(thing, user)
        return [words for card in shown for words in cards.errors_in(card)]

    def transcript(self, where: PlaceRef | None, as_user: PersonRef | None = None) -> str:
        """Who, when and what; threads indented. Times are UTC, or those of `as_user`."""
        if where is None:
            assert as_user is not None, "whose conversation with the bot?"
        place = self.bot_chat(as_user) if where is None and as_user else self.place(where or "")
        shown = (
            self.seen_by(as_user, place)
            if as_user is not None
            else [one for one in place.messages if not one.deleted]
        )
        lines: list[str] = []
        for message in shown:
            if message.root is None:
                lines += self._lines(message, as_user, "")
                replies = [one for one in shown if one.root == message.id]
                lines += [line for one in replies for line in self._lines(one, as_user, "    ")]
        return "\n".join(lines)

    def _shown(self, message: Message, user: PersonRef | None) -> list[JSON]:
        return message.cards if user is None else self.cards_of(user, message)

    def _said(self, message: Message) -> str:
        text, kind = message.text, message.activity.get("textFormat")
        if message.author != self.bot_id or kind == "plain":
            return _AT.sub(r"@\1", text).strip()
        if kind == "xml":
            return html.unescape(_TAG.sub("", _AT.sub(r"@\1", text)))
        # Teams renders a little HTML in Markdown, too.
        return cards.shown(_TAG.sub("", text), is_card=False)

    def _lines(self, message: Message, user: PersonRef | None, indent: str) -> list[str]:
        at = datetime.fromtimestamp(message.at, self._zone(user)).strftime("%H:%M")
        marks = " (edited)" if message.edited else ""
        if message.only_for:
            marks += f" (only {self.person(message.only_for).name} sees this)"
        first, *rest = [line for line in self.text_of(message, user).split("\n") if line] or [""]
        author = (
            self.app_name if message.author == self.bot_id else self.person(message.author).name
        )
        lines = [f"{at} {author}: {first}{marks}", *(f"      {line}" for line in rest)]
        if pressable := self.buttons(message, user):
            lines.append("      " + " ".join(f"[{label}]" for label in pressable))
        return [indent + line for line in lines]

    def _zone(self, user: PersonRef | None) -> tzinfo:
        return ZoneInfo(self.person(user).tz) if user is not None else UTC
