"""Verified activities as events. Pure.

Ids of messages are `conversation/activity`, so that each says by itself where it is; those of
channels are without the thread that Teams adds to them. Keys of what was seen come from what
happened: an invoke that is not answered in five seconds is sent again, under the same id.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot import signs
from bot.msteams import people
from bot.msteams.inputs import answers
from bot.msteams.typed import typed
from handlers.events import (
    Commanded,
    FormSent,
    FromPlatform,
    HomeOpened,
    Joined,
    Left,
    Origin,
    PlaceChanged,
    Pressed,
    Reacted,
    Said,
)

Payload = dict[str, Any]
Change = Literal["archived", "deleted", "restored", "renamed"]
FORM = "form"
"""The verb, and the key in what an action carries, by which a form is known."""

CHANNEL: dict[str, Change] = {
    "channelDeleted": "deleted",
    "channelRenamed": "renamed",
    "channelRestored": "restored",
}
WHOLE_TEAM: dict[str, Change] = {
    "teamArchived": "archived",
    "teamDeleted": "deleted",
    "teamHardDeleted": "deleted",
    "teamRestored": "restored",
    "teamUnarchived": "restored",
}


class Half(Exception):
    """Not what Teams would send: half of a payload, or one of another kind."""


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """Around what reads a payload: whatever it trips over is Half."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Half(type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class Us:
    """Whom an activity was sent to: the tenant and the bot in it; and which commands we know."""

    workspace: str
    bot: str
    families: frozenset[str] = frozenset()
    is_understood: Callable[[str, str], bool] = lambda name, words: True


def us(told: Payload, families: Iterable[str], is_understood: Callable[[str, str], bool]) -> Us:
    tenant = told["conversation"].get("tenantId") or told["channelData"]["tenant"]["id"]
    return Us(str(tenant), str(told["recipient"]["id"]), frozenset(families), is_understood)


def place(told: Payload) -> str:
    return str(told["conversation"]["id"]).partition(";messageid=")[0]


def message(told: Payload, us: Us) -> FromPlatform | None:
    """Only what a person wrote or, in an old client, pressed."""
    if people.is_bot(told["from"]):
        return None
    if isinstance(told.get("value"), dict) and not told.get("text"):
        return submitted(told["value"], told, us)
    said = typed(told, us.bot)
    command, by_sign = _command(said.text, us)
    where, ref = place(told), f"{place(told)}/{told['id']}"
    if command is not None:
        is_alone = _kind(told) == "direct" and not by_sign
        if not is_alone or us.is_understood(*command):
            return Commanded(origin(told, us), *command, seen_key(told))
    if said.text.casefold() in ("home", "/home"):
        return HomeOpened(origin(told, us), seen_key(told))
    root = said.quoted or _thread(told)
    thread = f"{where}/{root}" if root else ""
    return Said(origin(told, us), said.text, ref, thread, seen_key(told))


def _command(text: str, us: Us) -> tuple[tuple[str, str] | None, bool]:
    """Family and words; and whether a slash says that nothing else can be meant."""
    first, *rest = text.split(maxsplit=1) or [""]
    by_sign = first.startswith("/")
    name = first.removeprefix("/").lower()
    if name in us.families or (by_sign and name.isalnum() and name != "home"):
        return (name, rest[0] if rest else ""), by_sign
    return None, False


def submitted(data: Payload, told: Payload, us: Us) -> Pressed | FormSent | None:
    """What a button of ours carries, whichever way Teams brings it back."""
    if FORM in data:
        return form(data, told, us)
    if "action" not in data:
        return None
    card = told.get("replyToId") or ""
    return Pressed(
        origin(told, us),
        str(data["action"]),
        args(data.get("args")),
        f"{place(told)}/{card}" if card and not data.get("home") else "",
        seen_key(told),
        answers(data),
    )


def form(data: Payload, told: Payload, us: Us) -> FormSent:
    """Its origin is where the form was asked for."""
    here = origin(told, us)
    kind = data.get("place_kind")
    asked_in = Origin(
        here.platform,
        here.workspace,
        here.person,
        str(data.get("place") or ""),
        kind if kind in ("channel", "direct") else "nowhere",
        here.person_name,
    )
    name, sent = str(data[FORM]), answers(data)
    return FormSent(asked_in, name, args(data.get("args")), sent, seen_key(told))


def reactions(told: Payload, us: Us) -> list[FromPlatform]:
    """Teams tells a bot of its own messages alone."""
    message = f"{place(told)}/{told['replyToId']}"
    put = [(each, True) for each in told.get("reactionsAdded") or ()]
    put += [(each, False) for each in told.get("reactionsRemoved") or ()]
    return [
        Reacted(
            origin(told, us),
            message,
            signs.of_teams(each["type"]),
            is_there,
            f"{seen_key(told)}:{each['type']}:{is_there}",
        )
        for each, is_there in put
        if not people.is_bot(told["from"])
    ]


def changes(told: Payload, us: Us, channels: Sequence[str]) -> list[FromPlatform]:
    """Who came and went, and what became of channels; `channels`: those of the team it is about."""
    found: list[FromPlatform] = []
    kind = (told.get("channelData") or {}).get("eventType", "")
    if told["type"] == "installationUpdate":
        if _kind(told) == "channel":
            event = Joined if _came(told) else Left
            found += _moved(event, {"id": us.bot}, told, us, channels)
    elif kind in CHANNEL:
        channel = told["channelData"]["channel"]
        found.append(_changed(told, us, channel["id"], CHANNEL[kind], channel.get("name") or ""))
    elif kind in WHOLE_TEAM:
        found += [_changed(told, us, each, WHOLE_TEAM[kind]) for each in channels]
    elif _kind(told) == "channel":
        for account in told.get("membersAdded") or ():
            found += _moved(Joined, account, told, us, channels)
        for account in told.get("membersRemoved") or ():
            found += _moved(Left, account, told, us, channels)
    return found


def is_leaving(told: Payload, us: Us) -> bool:
    """Whether this is the last that we hear from its conversation."""
    if told["type"] == "installationUpdate":
        return not _came(told)
    gone = told.get("membersRemoved") or ()
    return any(account.get("id") == us.bot for account in gone)


def _came(told: Payload) -> bool:
    return str(told.get("action", "")).startswith("add")


def _moved(
    event: type[Joined] | type[Left],
    account: Payload,
    told: Payload,
    us: Us,
    channels: Sequence[str],
) -> Iterable[FromPlatform]:
    """Whoever is in a team is in all its channels."""
    is_us = account["id"] == us.bot
    if people.is_bot(account) and not is_us:
        return
    who = us.bot if is_us else people.ref(account)
    for channel in dict.fromkeys((place(told), *channels)):
        where = Origin("msteams", us.workspace, "" if is_us else who, channel, "channel")
        key = f"{seen_key(told)}:{event.__name__.lower()}:{who}:{channel}"
        yield event(where, is_us, key)


def _changed(told: Payload, us: Us, channel: str, change: Change, name: str = "") -> PlaceChanged:
    where = Origin("msteams", us.workspace, "", channel, "channel", place_name=name)
    return PlaceChanged(where, change, f"{seen_key(told)}:{channel}")


def origin(told: Payload, us: Us) -> Origin:
    account = told["from"]
    channel = (told.get("channelData") or {}).get("channel") or {}
    return Origin(
        "msteams",
        us.workspace,
        people.ref(account),
        place(told),
        _kind(told),
        account.get("name") or "",
        channel.get("name") or "",
    )


def seen_key(told: Payload) -> str:
    return f"msteams:{place(told)}/{told['id']}"


def args(given: Any) -> dict[str, str]:
    """What came back from the client: anything at all, so only words are let in."""
    if not isinstance(given, dict):
        return {}
    return {name: value for name, value in given.items() if isinstance(value, str)}


def _kind(told: Payload) -> Literal["channel", "direct"]:
    return "direct" if told["conversation"].get("conversationType") == "personal" else "channel"


def _thread(told: Payload) -> str:
    """Of a channel; what opens a thread is in it, too, by Teams' way of counting."""
    root = str(told["conversation"]["id"]).partition(";messageid=")[2]
    if not root and _kind(told) == "direct":
        root = str(told.get("replyToId") or "")
    return "" if root == told["id"] else root
