"""Drafts that wait, in the home pane of who edits them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Button, Buttons, Divider, Part, plain
from handlers.routing import Desk, Router
from handlers.weeknotes.views import EDIT
from storage import weeknotes

router = Router()


@router.home
def home(desk: Desk) -> Sequence[Part]:
    parts: list[Part] = []
    for weeknote, team in weeknotes.waiting_for(desk.session, desk.person.key):
        see = Button("See the draft", EDIT, {"weeknote": str(weeknote.key)})
        parts += [
            Divider(),
            plain(f"Weeknote {weeknote.number} of {team.name} waits for you."),
            Buttons((see,)),
        ]
    return parts
