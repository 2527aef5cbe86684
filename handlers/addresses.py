"""Addresses that somebody typed for us to call. Pure; whether one may be called is asked again by
whoever calls it, of what its name leads to at that moment."""

from __future__ import annotations

from urllib.parse import urlsplit

from handlers.routing import Desk


def problem(desk: Desk, address: str, example: str) -> str:
    """What is wrong with it; empty for nothing. Says nothing of it."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return example
    if parts.scheme not in ("https", "http") or not host or "." not in f"{host}.":
        return example
    if parts.username or parts.password:
        return "An address with a user name in it can't be used."
    if desk.seals is None:
        return "I have no key to keep it safe with: DRUMBEAT_SECRET_KEYS is not set."
    return ""


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""
