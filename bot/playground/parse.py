"""What a page or a program sends, as values and events. Nothing past this file is unchecked."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

from bot import signs
from bot.playground import answers
from bot.playground.clock import FARTHEST
from bot.playground.problems import Problem
from bot.playground.world import BOT_NAME, Spot, Viewer
from handlers.cards import Args
from handlers.events import (
    Answers,
    Commanded,
    FormSent,
    HomeOpened,
    Pressed,
    Reacted,
    Said,
    Shortcut,
)

LONGEST_TEXT = 40_000
"""In characters."""
MENTION = re.compile(rf"@{BOT_NAME}\b", re.IGNORECASE)
CALLED = re.compile(rf"^\s*@{BOT_NAME}\b[\s,:]*", re.IGNORECASE)
"""Whom it is said to is no part of what is said."""


class Body:
    """A JSON object; asking it for a value that is not there raises Problem 422."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    @classmethod
    def of(cls, sent: bytes) -> Body:
        """Raises Problem 400."""
        try:
            values = from_json(sent, allow_inf_nan=False)
        except ValueError:
            raise Problem(400, "This is not JSON. Please send one JSON object.") from None
        if not isinstance(values, dict):
            raise Problem(400, "Please send one JSON object.")
        return cls(values)

    def word(self, name: str) -> str:
        value = self._values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise Problem(422, f"“{name}” is missing. It has to be text.")
        return _storable(name, value)

    def maybe(self, name: str) -> str:
        """Empty where it is not given."""
        value = self._values.get(name)
        if value is None or value == "":
            return ""
        # Message ids are shown as text; a program may have made numbers of them.
        return self.word(name) if not _is_whole(value) else str(value)

    def text(self, name: str) -> str:
        value = self.word(name)
        if len(value) > LONGEST_TEXT:
            raise Problem(422, f"“{name}” may be {LONGEST_TEXT} characters long at most.")
        return value

    def yes(self, name: str) -> bool:
        """Yes where it is not given."""
        value = self._values.get(name, True)
        if not isinstance(value, bool):
            raise Problem(422, f"“{name}” has to be true or false.")
        return value

    def sign(self) -> str:
        sign = self.word("sign")
        if sign not in signs.PLAYGROUND:
            raise Problem(422, f"“sign” has to be one of {' '.join(signs.PLAYGROUND)}.")
        return sign

    def answers(self) -> Answers:
        value = self._values.get("answers")
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise Problem(422, "“answers” has to be an object: field id to answer.")
        said = answers.as_words(value)
        return {_storable("answers", name): _storable(name, words) for name, words in said.items()}

    def target(self, now: datetime) -> datetime | None:
        """The moment to move the clock to (UTC); none for the next one."""
        if self._values.get("next") is True and self._values.get("to") is None:
            return None
        to = _moment(self._values.get("to"))
        if to < now:
            raise Problem(422, f"The clock only goes forward. It is {now.isoformat()} now.")
        check_distance(to, now)
        return to


def check_distance(to: datetime, now: datetime) -> None:
    if to - now > FARTHEST:
        raise Problem(422, f"The clock goes {FARTHEST.days} days ahead at most, in one move.")


def commanded(viewer: Viewer, place: Spot, text: str) -> Commanded:
    """`/standup status`; what follows the command is left as typed."""
    typed = text.strip()
    name, *rest = typed.split(maxsplit=1)
    if not typed.startswith("/") or len(name) < 2:
        raise Problem(422, "A command begins with a slash, such as /drumbeat help.")
    words = rest[0] if rest else ""
    return Commanded(viewer.origin(place), name[1:].lower(), words, _new_key())


def said(viewer: Viewer, place: Spot, text: str, message: str, thread: str) -> Said:
    return Said(viewer.origin(place), CALLED.sub("", text), message, thread, _new_key())


def is_for_the_bot(place: Spot, text: str, thread_is_ours: bool) -> bool:
    return place.kind == "direct" or thread_is_ours or bool(MENTION.search(text))


def pressed(
    viewer: Viewer, place: Spot, message: str, action: str, args: Args, given: Answers
) -> Pressed:
    return Pressed(viewer.origin(place), action, args, message, _new_key(), given)


def reacted(viewer: Viewer, place: Spot, message: str, sign: str, *, is_there: bool) -> Reacted:
    return Reacted(viewer.origin(place), message, sign, is_there, _new_key())


def shortcut(
    viewer: Viewer, place: Spot | None, name: str, message: str, text: str, author: str, link: str
) -> Shortcut:
    return Shortcut(viewer.origin(place), name, _new_key(), message, text, author, link)


def form_sent(
    viewer: Viewer, place: Spot, form: str, args: Args, given: Answers, nonce: str
) -> FormSent:
    """The nonce was made when the form was opened, so sending it twice counts once."""
    return FormSent(viewer.origin(place), form, args, given, f"form:{viewer.ref}:{nonce}")


def home_opened(viewer: Viewer) -> HomeOpened:
    return HomeOpened(viewer.origin(None))


def page_of(limit: str | None, before: str | None) -> tuple[int, int | None]:
    """How many messages, and before which id."""
    try:
        count = int(limit or 500)
        oldest = int(before) if before else None
    except ValueError:
        raise Problem(422, "“limit” and “before” have to be numbers.") from None
    if not 1 <= count <= 500 or not (oldest is None or 0 < oldest < 10**15):
        raise Problem(422, "“limit” is 1 to 500, “before” the id of a message.")
    return count, oldest


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        if moment.utcoffset() is not None:
            return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise Problem(
        422,
        "Please give “to” as a moment with its zone, such as 2026-11-23T09:00:00+00:00,"
        ' or {"next": true}.',
    )


def _storable(name: str, value: str) -> str:
    if "\0" in value:
        raise Problem(422, f"“{name}” holds a character that no text can hold.")
    return value


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15


def _new_key() -> str:
    return f"playground:{uuid.uuid4().hex}"
