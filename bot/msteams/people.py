"""Teams' accounts as facts, and what an activity tells of the person's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.events import PersonFacts
from handlers.times import zone_called

BOT = "28:"
"""What a bot's own ids begin with."""


def ref(account: dict[str, Any]) -> str:
    """The directory's id where there is one: a person field answers with it, mentions take it, and
    it stays the same when the bot is registered anew. The other, `29:…`, which private messages in
    a channel need, is kept in the book.
    """
    return str(account.get("aadObjectId") or account.get("objectId") or account["id"])


def is_bot(account: dict[str, Any]) -> bool:
    return str(account.get("id", "")).startswith(BOT) or account.get("role") == "bot"


def facts(member: dict[str, Any], tenant: str, about: dict[str, Any]) -> PersonFacts:
    """`about`: what we keep of the person."""
    offset = about.get("offset")
    return PersonFacts(
        ref=ref(member),
        name=member.get("name") or member.get("givenName") or ref(member),
        zone=str(about.get("zone", "")),
        is_bot=is_bot(member),
        is_guest=member.get("userRole") in ("guest", "anonymous")
        or member.get("tenantId", tenant) != tenant,
        offset=timedelta(minutes=offset) if isinstance(offset, int) else None,
    )


def clock(told: dict[str, Any]) -> dict[str, Any]:
    """`zone` where the client names it, `offset` in minutes where it tells the local time."""
    named = [told.get("localTimezone")]
    for entity in told.get("entities") or ():
        if isinstance(entity, dict) and entity.get("type") == "clientInfo":
            named.append(entity.get("timezone"))
    for name in named:
        if isinstance(name, str) and zone_called(name):
            return {"zone": name}
    try:
        offset = datetime.fromisoformat(str(told.get("localTimestamp"))).utcoffset()
    except ValueError:
        return {}
    return {} if offset is None else {"offset": int(offset / timedelta(minutes=1))}
