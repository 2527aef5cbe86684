"""Verified payloads as events. Pure. None is what is not for us.

Ids of messages are `channel/ts`, so that each says by itself where it is. Keys of what was seen
come from what happened: Slack repeats a delivery, at times under another event id.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot import signs
from bot.slack.people import facts
from bot.slack.typed import mentioned, words
from handlers.events import (
    Answers,
    Commanded,
    FormSent,
    FromPlatform,
    HomeOpened,
    Joined,
    Left,
    Origin,
    PersonChanged,
    PlaceChanged,
    Pressed,
    Reacted,
    Said,
    Shortcut,
    Uninstalled,
)

Payload = dict[str, Any]
Change = Literal["archived", "deleted", "restored", "renamed"]


@dataclass(frozen=True, slots=True)
class Us:
    """Whom a payload was sent to: the workspace, and the bot's own user in it."""

    workspace: str
    bot_user: str


def command(body: Payload, us: Us) -> Commanded:
    named = body.get("channel_name", "")
    return Commanded(
        _origin(
            us,
            body["user_id"],
            body["channel_id"],
            body.get("user_name", ""),
            named if named not in ("directmessage", "privategroup") else "",
        ),
        body["command"].removeprefix("/").lower(),
        words(body.get("text", "")),
        _trigger(body),
        mentioned(body.get("text", "")),
    )


def press(body: Payload, us: Us) -> Pressed | None:
    """None for inputs that were filled in without pressing anything, and for links."""
    action = body["actions"][0]
    if action.get("type") != "button" or "value" not in action:
        return None
    container = body.get("container", {})
    place = container.get("channel_id") or body.get("channel", {}).get("id", "")
    ts = container.get("message_ts", "")
    state = body.get("state") or body.get("view", {}).get("state") or {}
    return Pressed(
        _interactor(body, us, place),
        action["action_id"].split(":")[0],
        _args(action["value"]),
        f"{place}/{ts}" if ts else "",
        _trigger(body),
        _answers(state.get("values", {})),
    )


def shortcut(body: Payload, us: Us) -> Shortcut:
    place = body.get("channel", {}).get("id", "")
    event = Shortcut(_interactor(body, us, place), body["callback_id"], _trigger(body))
    said = body.get("message")
    if not said:
        return event
    domain = body.get("team", {}).get("domain", "")
    return replace(
        event,
        message=f"{place}/{said['ts']}",
        text=words(said.get("text", "")),
        author=said.get("user", ""),
        link=f"https://{domain}.slack.com/archives/{place}/p{said['ts'].replace('.', '')}",
    )


def form(body: Payload, us: Us) -> FormSent:
    view = body["view"]
    carried = _args(view.get("private_metadata", ""))
    origin = _interactor(body, us, carried.get("place", ""))
    return FormSent(
        origin,
        carried.get("form") or view.get("callback_id", ""),
        _args(carried.get("args", "")),
        _answers(view["state"]["values"]),
        f"slack:view:{view['id']}:{view['hash']}",
    )


def event(body: Payload, us: Us) -> FromPlatform | None:
    happened = body["event"]
    read = _EVENTS.get(happened["type"])
    return read(happened, us, body) if read else None


def _message(said: Payload, us: Us, _: Payload) -> Said | None:
    """Only what a person wrote: no edits, joins and the like, no bots, not ourselves."""
    author = said.get("user", "")
    if said.get("subtype") not in (None, "file_share", "thread_broadcast"):
        return None
    if said.get("bot_id") or author in ("", us.bot_user, "USLACKBOT"):
        return None
    place, ts, thread = said["channel"], said["ts"], said.get("thread_ts", "")
    if said["type"] == "message" and not place.startswith("D"):
        return None
    return Said(
        _origin(us, author, place),
        words(said.get("text", ""), without=us.bot_user),
        f"{place}/{ts}",
        f"{place}/{thread}" if thread else "",
        f"slack:message:{place}/{ts}",
    )


def _home_opened(opened: Payload, us: Us, _: Payload) -> HomeOpened | None:
    return HomeOpened(_origin(us, opened["user"], "")) if opened.get("tab") == "home" else None


def _joined(joined: Payload, us: Us, _: Payload) -> Joined:
    who, place = joined["user"], joined["channel"]
    key = f"slack:joined:{place}:{who}:{joined.get('event_ts', '')}"
    return Joined(_origin(us, who, place), who == us.bot_user, key)


def _left(left: Payload, us: Us, _: Payload) -> Left:
    who, place = left["user"], left["channel"]
    key = f"slack:left:{place}:{who}:{left.get('event_ts', '')}"
    return Left(_origin(us, who, place), who == us.bot_user, key)


def _bot_left(left: Payload, us: Us, body: Payload) -> Left:
    """Of the bot's own removal Slack tells in another way."""
    return _left({**left, "user": us.bot_user}, us, body)


def _reacted(is_there: bool) -> Callable[[Payload, Us, Payload], Reacted | None]:
    """Slack tells of every message in the channel; only our own are looked at."""

    def read(put: Payload, us: Us, _: Payload) -> Reacted | None:
        item, who = put["item"], put["user"]
        if item.get("type") != "message" or who == us.bot_user:
            return None
        if put.get("item_user", us.bot_user) != us.bot_user:
            return None
        message, sign = f"{item['channel']}/{item['ts']}", put["reaction"]
        key = f"slack:reaction:{message}:{who}:{sign}:{is_there}:{put.get('event_ts', '')}"
        where = _origin(us, who, item["channel"])
        return Reacted(where, message, signs.of_slack(sign), is_there, key)

    return read


def _person_changed(changed: Payload, us: Us, _: Payload) -> PersonChanged | None:
    """Nobody is its cause, so that a busy directory does not make us ask for each person."""
    user = changed["user"]
    if user.get("id") == us.bot_user:
        return None
    stamp = user.get("updated") or changed.get("event_ts", "")
    return PersonChanged(_origin(us, "", ""), facts(user), f"slack:person:{user['id']}:{stamp}")


def _place_changed(change: Change) -> Callable[[Payload, Us, Payload], PlaceChanged]:
    def read(changed: Payload, us: Us, _: Payload) -> PlaceChanged:
        told = changed["channel"]
        place, named = (told["id"], told["name"]) if isinstance(told, dict) else (told, "")
        origin = _origin(us, "", place, place_name=named)
        key = f"slack:place:{place}:{change}:{changed.get('event_ts', '')}"
        return PlaceChanged(origin, change, key)

    return read


def _uninstalled(_: Payload, us: Us, body: Payload) -> Uninstalled:
    key = f"slack:uninstalled:{us.workspace}:{body.get('event_time', '')}"
    return Uninstalled(_origin(us, "", ""), key)


def _tokens_revoked(revoked: Payload, us: Us, body: Payload) -> Uninstalled | None:
    """Of people's own tokens we hold none."""
    return _uninstalled(revoked, us, body) if revoked.get("tokens", {}).get("bot") else None


_EVENTS: dict[str, Callable[[Payload, Us, Payload], FromPlatform | None]] = {
    "message": _message,
    "app_mention": _message,
    "app_home_opened": _home_opened,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_left": _bot_left,
    "group_left": _bot_left,
    "reaction_added": _reacted(True),
    "reaction_removed": _reacted(False),
    "user_change": _person_changed,
    "team_join": _person_changed,
    "channel_archive": _place_changed("archived"),
    "channel_unarchive": _place_changed("restored"),
    "channel_deleted": _place_changed("deleted"),
    "channel_rename": _place_changed("renamed"),
    "group_archive": _place_changed("archived"),
    "group_unarchive": _place_changed("restored"),
    "group_deleted": _place_changed("deleted"),
    "group_rename": _place_changed("renamed"),
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _tokens_revoked,
}


def _origin(us: Us, person: str, place: str, name: str = "", place_name: str = "") -> Origin:
    kind: Literal["channel", "direct", "nowhere"] = "nowhere"
    if place:
        kind = "direct" if place.startswith("D") else "channel"
    return Origin("slack", us.workspace, person, place, kind, name, place_name)


def _interactor(body: Payload, us: Us, place: str) -> Origin:
    user = body["user"]
    return _origin(us, user["id"], place, user.get("name") or user.get("username") or "")


def _trigger(body: Payload) -> str:
    return f"slack:trigger:{body['trigger_id']}"


def _args(text: str) -> dict[str, str]:
    """What came back from the client: anything at all, so only words are let in."""
    try:
        args = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(args, dict):
        return {}
    return {name: value for name, value in args.items() if isinstance(value, str)}


def _answers(values: dict[str, Payload]) -> Answers:
    answers = {block: _answer(next(iter(inputs.values()), {})) for block, inputs in values.items()}
    return {block: answer for block, answer in answers.items() if answer}


def _answer(state: Payload) -> str:
    match state.get("type"):
        case "plain_text_input":
            answer = state.get("value")
        case "static_select" | "radio_buttons":
            answer = (state.get("selected_option") or {}).get("value")
        case "checkboxes" | "multi_static_select":
            answer = ",".join(option["value"] for option in state.get("selected_options") or [])
        case "timepicker":
            answer = state.get("selected_time")
        case "datepicker":
            answer = state.get("selected_date")
        case "users_select":
            answer = state.get("selected_user")
        case "conversations_select":
            answer = state.get("selected_conversation")
        case _:
            answer = None
    return answer or ""
