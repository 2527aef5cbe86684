"""Signs that readers put to a weeknote in chat, such as a thumb: counted with the buttons beneath it."""

from __future__ import annotations

from handlers.events import Reacted
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes.readers import beneath, copies
from storage import weeknote_readers

router = Router()


@router.on(Reacted)
def reacted(desk: Desk, event: Reacted) -> Replies:
    """Only on a message that we know as a weeknote; of all others nothing is kept."""
    who = desk.who
    if who is None or who.is_bot or weeknote_readers.is_uncounted(desk.session, who.key):
        return []
    copy = copies.at(desk, event.origin, event.message)
    if copy is None:
        return []
    put = weeknote_readers.react if event.is_there else weeknote_readers.take_back
    if not put(desk.session, copy.weeknote.key, who.key, event.sign, copy.place):
        return []
    if event.is_there:
        weeknote_readers.read(desk.session, copy.weeknote.key, who.key, desk.now)
    is_seen_there = copy.place == copy.team.place
    return beneath.echo(desk, copy.weeknote, copy.team, is_seen_there=is_seen_there)
