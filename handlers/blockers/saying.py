"""What the forms of a blocker have in common: it is still open, and something is said."""

from __future__ import annotations

from handlers.blockers import book, forms, views, whose
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import FormSent
from handlers.replies import Whisper
from handlers.routing import Desk
from storage import blockers
from storage.models import Blocker


def must_be_open(desk: Desk, args: dict[str, str], sent: FormSent | None = None) -> Blocker:
    """Held, and still open. Raises Refusal with a kind word, and with what was typed."""
    blocker = whose.held(desk, args)
    if blocker.status in blockers.OPEN:
        return blocker
    closing = next(
        (
            each
            for each in reversed(blockers.history(desk.session, blocker.key))
            if each.kind in ("resolved", "dismissed", "merged")
        ),
        None,
    )
    who = book.name(desk, closing.person_id) if closing else ""
    words = f"Good news: {who or 'somebody'} was faster. Blocker {blocker.number} is "
    words += f"{blocker.status} already."
    typed = sent.answers.get("words", "").strip() if sent else ""
    if typed:
        words += f" This is what you typed:\n{typed}"
    raise Refusal(words)


def saying(way: forms.Way, blocker: Blocker) -> Form:
    return forms.saying(way, {"blocker": str(blocker.key)}, blocker.number, blocker.summary)


def must_say(event: FormSent) -> str:
    words = event.answers.get("words", "").strip()
    if not 0 < len(words) <= forms.LONGEST:
        raise Invalid({"words": f"1 to {forms.LONGEST:,} characters, please."})
    return words


def thanks(words: str) -> Whisper:
    return Whisper(views.note(words))
