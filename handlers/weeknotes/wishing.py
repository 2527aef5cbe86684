"""Asking for other words for a draft; only there where a language model may be asked."""

from __future__ import annotations

from handlers.errors import Refusal
from handlers.events import Pressed
from handlers.replies import Whisper
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes import told_views, views, whose
from storage import weeknotes, wishes

router = Router()


@router.button(views.SUGGEST)
def wished(desk: Desk, event: Pressed) -> Replies:
    weeknote = whose.held(desk, event.args)
    if weeknote.status == "posted":
        raise Refusal("This weeknote is posted. Change it by section.")
    if not weeknotes.bullets(desk.session, weeknote.key):
        raise Refusal("There is nothing in it yet. Write a point first.")
    wishes.ask(desk.session, weeknote.key, desk.person.key, desk.now)
    return [Whisper(told_views.note("I have asked. What is suggested comes to you in this chat."))]
