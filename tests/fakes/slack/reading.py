"""What a person would see, as text."""

import html
import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from .blockkit import elements_of, words
from .form import Values
from .happenings import Happenings
from .messages import visible
from .state import ChannelRef, PersonRef
from .world import JSON, Message, Person, View

_MENTION = re.compile(r"<([@#])([A-Z0-9]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel|slack):[^|>]+)(?:\|([^>]+))?>")
_DATE = re.compile(r"<!date\^[^|>]+\|([^>]+)>")


class Reading(Happenings):
    def seen_by(self, user: PersonRef, channel: ChannelRef) -> list[Message]:
        """Oldest first, thread replies among them; nothing at all for somebody outside."""
        who = self.person(user)
        where = self.channel(channel, self.of(who))
        return [one for one in where.messages if who.id in where.members and visible(one, who)]

    def last_seen_by(self, user: PersonRef, channel: ChannelRef) -> Message:
        return self.seen_by(user, channel)[-1]

    def thread(self, message: Message) -> list[Message]:
        where = self.channel(message.channel)
        return [
            one
            for one in where.messages
            if one.thread_ts == message.ts and one is not message and not one.deleted
        ]

    def text_of(self, thing: Message | View) -> str:
        """All words in reading order, one piece a line, with names for mentions."""
        if isinstance(thing, View):
            frame = [thing.body[key]["text"] for key in ("title",) if thing.body.get(key)]
            ends = [thing.body[key]["text"] for key in ("submit", "close") if thing.body.get(key)]
            pieces = [*frame, *words(thing.blocks), *ends]
        else:
            files = [str(file.get("title") or file.get("name")) for file in thing.files]
            pieces = [*(words(thing.blocks) or [thing.text]), *files]
        return "\n".join(self._readable(piece) for piece in pieces)

    def buttons(self, thing: Message | View) -> list[str]:
        """The words on everything that can be pressed or chosen from."""
        return [
            _label(one)
            for block in thing.blocks
            for one in elements_of(block)
            if block.get("type") != "input"
        ]

    def values_of(self, view: View) -> Values:
        return view.values

    def transcript(self, channel: ChannelRef, as_user: PersonRef | None = None) -> str:
        """Who, when and what; threads indented. Times are UTC, or those of `as_user`."""
        who = self.person(as_user) if as_user is not None else None
        where = self.channel(channel, self.of(who) if who else None)
        shown = (
            self.seen_by(who, where) if who else [one for one in where.messages if not one.deleted]
        )
        zone: tzinfo = ZoneInfo(who.tz) if who else UTC
        lines: list[str] = []
        for message in shown:
            if message.thread_ts in (None, message.ts):
                lines += self._lines(message, zone, "")
                replies = [
                    one for one in shown if one.thread_ts == message.ts and one is not message
                ]
                lines += [line for reply in replies for line in self._lines(reply, zone, "    ")]
        return "\n".join(lines)

    def _lines(self, message: Message, zone: tzinfo, indent: str) -> list[str]:
        at = datetime.fromtimestamp(float(message.ts), zone).strftime("%H:%M")
        marks = " (edited)" if message.edited else ""
        if message.only_for:
            marks += f" (only {self._name(message.only_for)} sees this)"
        pressable = self.buttons(message)
        pieces = words([_without_elements(block) for block in message.blocks]) or [message.text]
        pieces += [f"[file: {file.get('title') or file.get('name')}]" for file in message.files]
        said = "\n".join(self._readable(piece) for piece in pieces).split("\n")
        first, *rest = [line for line in said if line] or [""]
        lines = [
            f"{at} {self._name(message.author)}: {first}{marks}",
            *(f"      {line}" for line in rest),
        ]
        if pressable:
            lines.append("      " + " ".join(f"[{label}]" for label in pressable))
        return [indent + line for line in lines]

    def _readable(self, text: str) -> str:
        text = _MENTION.sub(
            lambda found: found.group(1) + (found.group(3) or self._name(found.group(2))), text
        )
        text = _LINK.sub(
            lambda found: (
                f"{found.group(2)} ({found.group(1)})" if found.group(2) else found.group(1)
            ),
            text,
        )
        return html.unescape(_DATE.sub(r"\1", text))

    def _name(self, ref: str) -> str:
        for home in self.workspaces.values():
            known: Person | None = home.people.get(ref)
            if known is not None:
                return known.real_name
            if ref in home.channels:
                return home.channels[ref].name
        return ref


def _label(element: JSON) -> str:
    return str(
        (element.get("text") or element.get("placeholder") or {}).get("text") or element["type"]
    )


def _without_elements(block: JSON) -> JSON:
    """In a transcript, what can be pressed stands at the end."""
    if block.get("type") == "actions":
        return {"type": "actions", "elements": []}
    accessory = block.get("accessory") or {}
    keep_picture = accessory.get("type") == "image"
    return (
        block
        if keep_picture
        else {key: value for key, value in block.items() if key != "accessory"}
    )
