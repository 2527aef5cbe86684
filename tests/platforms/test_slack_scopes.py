"""Nothing is used without its scope, and no scope is asked for without its use."""

from __future__ import annotations

import re
from pathlib import Path

from bot.slack import parse, scopes

SOURCES = Path(scopes.__file__).parent
METHOD = re.compile(r'"((?:auth|chat|conversations|files|oauth|team|users|views)\.[A-Za-z0-9.]+)"')


def test_every_method_in_the_code_has_its_scope_stated() -> None:
    used = {
        method
        for path in SOURCES.glob("*.py")
        if path.name != "scopes.py"
        for method in METHOD.findall(path.read_text())
    }
    assert used == set(scopes.METHODS)


def test_every_event_that_is_read_is_subscribed_to() -> None:
    read = {"message.im" if name == "message" else name for name in parse._EVENTS}
    assert read == set(scopes.EVENTS)


def test_the_scopes_are_the_least_there_are() -> None:
    assert scopes.BOT_SCOPES == (
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "reactions:read",
        "users:read",
    )
