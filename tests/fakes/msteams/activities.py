"""What the bot may send: the activity's shape, its size, its attachments and mentions."""

import json
import re
from typing import Any

from .cards import mention_problems, problems
from .errors import TeamsError, bad
from .state import State
from .world import JSON

LARGEST = 80 * 1024
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
PICTURES = ("image/png", "image/jpeg", "image/gif")

KNOWN: dict[str, type | tuple[type, ...]] = {
    "type": str, "id": str, "timestamp": str, "localTimestamp": str, "localTimezone": str,
    "serviceUrl": str, "channelId": str, "from": dict, "conversation": dict, "recipient": dict,
    "replyToId": str, "text": str, "textFormat": str, "summary": str, "locale": str,
    "inputHint": str, "importance": str, "deliveryMode": str, "attachmentLayout": str,
    "attachments": list, "entities": list, "suggestedActions": dict, "channelData": dict,
    "speak": str, "label": str, "topicName": str, "callerId": str, "expiration": str,
    "membersAdded": list, "membersRemoved": list, "reactionsAdded": list, "reactionsRemoved": list,
    "listenFor": list, "textHighlights": list, "value": object, "valueType": str, "name": str,
}  # fmt: skip
_FORMATS = ("markdown", "plain", "xml")
_AT = re.compile(r"<at>(.*?)</at>", re.DOTALL)


def check(teams: State, activity: Any, conversation: str) -> None:
    """Raises what Teams answers when it does not take this."""
    if not isinstance(activity, dict):
        raise bad("The activity is not an object.")
    _shape(teams, activity)
    size = len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
    if size > LARGEST:
        raise TeamsError(413, "MessageSizeTooBig", f"Message size too large: {size} bytes.")
    for side, expected in (("from", teams.bot_id), ("conversation", conversation)):
        given = (activity.get(side) or {}).get("id")
        if given not in (None, expected, expected.removeprefix("28:")):
            raise bad(f"{side}.id is {given}, not {expected}.")
    if activity["type"] == "message":
        _content(teams, activity)


def _shape(teams: State, activity: JSON) -> None:
    if activity.get("type") not in ("message", "typing"):
        raise bad(f"Activity type {activity.get('type')!r} cannot be sent.")
    for name, value in activity.items():
        if name not in KNOWN:
            if teams.strict:
                raise bad(f"Unknown property {name!r}.")
        elif value is not None and not isinstance(value, KNOWN[name]):
            raise bad(f"{name} is a {type(value).__name__}.")
    if (activity.get("textFormat") or "markdown") not in _FORMATS:
        raise bad(f"textFormat {activity['textFormat']!r} is unknown.")


def _content(teams: State, activity: JSON) -> None:
    attachments = activity.get("attachments") or []
    text = activity.get("text") or ""
    if not text.strip() and not attachments:
        raise bad("Activity must include non empty 'text' field or at least 1 attachment.")
    found: list[str] = []
    for number, attachment in enumerate(attachments):
        found += [f"attachments[{number}]{one}" for one in _attachment(teams, attachment)]
    if teams.strict and attachments and not (activity.get("summary") or text).strip():
        found.append("a card without summary: the notification would say nothing")
    at = [" ".join(name.split()) for name in _AT.findall(text)]
    found += mention_problems(at, activity.get("entities") or [], "text")
    if found:
        raise bad("; ".join(found))


def _attachment(teams: State, attachment: Any) -> list[str]:
    if not isinstance(attachment, dict):
        return [": not an object"]
    kind = attachment.get("contentType")
    unknown = set(attachment) - {"contentType", "content", "contentUrl", "name", "thumbnailUrl"}
    if unknown:
        return [f": unknown {sorted(unknown)}"]
    if kind in PICTURES:
        return [] if str(attachment.get("contentUrl")).startswith("http") else [": no contentUrl"]
    if kind != ADAPTIVE:
        return [f": content type {kind!r} is not one the fake knows"]
    content = attachment.get("content")
    # Some libraries send the card's JSON in a string.
    if not isinstance(content, dict):
        return [".content: not a card"]
    return [f".content{one}" for one in problems(content, "message", teams.strict)]
