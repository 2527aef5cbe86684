"""Slack's user objects as facts."""

from __future__ import annotations

from typing import Any

from handlers.events import PersonFacts


def facts(user: dict[str, Any]) -> PersonFacts:
    profile = user.get("profile") or {}
    names = (
        profile.get("display_name"),
        profile.get("real_name"),
        user.get("real_name"),
        user.get("name"),
    )
    return PersonFacts(
        ref=user["id"],
        name=next((name for name in names if name), user["id"]),
        zone=user.get("tz") or "",
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_guest=any(
            user.get(kind) for kind in ("is_restricted", "is_ultra_restricted", "is_stranger")
        ),
        is_gone=bool(user.get("deleted")),
        is_administrator=bool(user.get("is_admin") or user.get("is_owner")),
    )
