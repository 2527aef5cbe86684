"""What is said in the thread of a weeknote, or of a question about one: the team answers, and whoever
reads asks. Heard in the direct chat, and in a channel where @Drumbeat is named."""

from __future__ import annotations

import re

from handlers.errors import Refusal
from handlers.events import Said
from handlers.ids import number
from handlers.routing import Desk, Replies, Router
from handlers.weeknotes.readers import access, copies, questions
from handlers.weeknotes.readers.copies import Copy
from storage import weeknote_readers

router = Router()
_QUESTION = re.compile(r"weeknote:question:(\d+)")


@router.said
def replied(desk: Desk, event: Said) -> Replies | None:
    words = event.text.strip()
    if not event.thread or not words:
        return None
    about = _QUESTION.match(copies.subject_at(desk, event.origin, event.thread))
    if about:
        return questions.answer_with(desk, number(about[1]), words)
    copy = copies.at(desk, event.origin, event.thread)
    if copy is None:
        return None
    if copy.place != copy.team.place or not access.is_of_team(desk, copy.team):
        return questions.ask_about(desk, copy.weeknote, copy.team, words)
    return _answered(desk, copy, words)


def _answered(desk: Desk, copy: Copy, words: str) -> Replies | None:
    """By the team, in its own thread. None: nothing is asked there."""
    waiting = weeknote_readers.open_about(desk.session, copy.weeknote.key)
    if not waiting:
        return None
    if len(waiting) > 1:
        raise Refusal(
            f"{len(waiting)} questions about weeknote {copy.weeknote.number} wait for an answer. Press "
            f"Answer beneath the one you mean. This is what you typed:\n{words}"
        )
    return questions.answer_with(desk, waiting[0].key, words)
