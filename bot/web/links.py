"""All that is opened by a secret link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.routing import BaseRoute

from bot.dispatch import Handle
from bot.web.calendars import calendars
from bot.web.exports import exports
from bot.web.weeknotes.own import own
from bot.web.weeknotes.routes import weeknotes
from storage.session import Database


def links(
    database: Database, address: str, now: Callable[[], datetime], handle: Handle
) -> list[BaseRoute]:
    """`address` is where the world reaches us; `handle` takes what people do there."""
    return [
        *calendars(database, now),
        *exports(database, now),
        *weeknotes(database, address, now),
        *own(database, address, now, handle),
    ]
