"""What happens to a milestone or a risk: kept, shown, and the next moment planned."""

from __future__ import annotations

from typing import Any

from handlers.outlook import asking, book
from handlers.replies import Reply
from handlers.routing import Desk
from storage import outlook
from storage.outlook import Thing


def happened(
    desk: Desk, thing: Thing, kind: str, words: str = "", about: dict[str, Any] | None = None
) -> list[Reply]:
    """It is kept, the card in the channel says so, and whoever is to be asked is asked in time."""
    desk.session.add(thing)
    desk.session.flush()
    me = desk.who.key if desk.who else None
    outlook.note(desk.session, thing, kind, desk.now, me, words, about)
    asking.plan(desk, thing)
    return [book.card(desk, thing)]
