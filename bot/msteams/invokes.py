"""Invokes as events: presses, dialogs and message extensions. Pure."""

from __future__ import annotations

from bot.msteams.parse import Payload, Us, form, origin, place, seen_key, submitted
from bot.msteams.typed import from_html
from handlers.events import FormSent, Pressed, Shortcut

PRESS = "adaptiveCard/action"


def invoked(told: Payload, us: Us) -> Pressed | FormSent | Shortcut | None:
    """None for what is not for us. Raises KeyError and the like for half a payload."""
    value = told.get("value") or {}
    match told.get("name"):
        case "adaptiveCard/action":
            action = value["action"]
            data = action.get("data") or {}
            return submitted({"action": action.get("verb"), **data}, told, us)
        case "task/fetch":
            return submitted(value.get("data") or {}, told, us)
        case "task/submit" | "composeExtension/submitAction":
            return form(value["data"], told, us)
        case "composeExtension/fetchTask":
            return _shortcut(value, told, us)
        case _:
            return None


def _shortcut(value: Payload, told: Payload, us: Us) -> Shortcut:
    name = str(value["commandId"])
    said = value.get("messagePayload")
    if not said:
        return Shortcut(origin(told, us), name, seen_key(told))
    body = said.get("body") or {}
    content = str(body.get("content") or "")
    author = ((said.get("from") or {}).get("user") or {}).get("id") or ""
    return Shortcut(
        origin(told, us),
        name,
        seen_key(told),
        message=f"{place(told)}/{said['id']}",
        text=from_html(content) if body.get("contentType") == "html" else content,
        author=str(author),
        link=str(said.get("linkToMessage") or ""),
    )
