"""Shortcuts: answering from anywhere, and taking a message along as part of the answer."""

from __future__ import annotations

from dataclasses import replace

from handlers.cards import Form, TextField
from handlers.errors import Refusal
from handlers.events import Shortcut
from handlers.replies import Show
from handlers.routing import Desk, Replies, Router
from handlers.standup import answer_form, answering, whose

router = Router()


@router.shortcut(
    "standup_answer",
    title="Answer the stand-up",
    hint="Opens your stand-up wherever you are",
    on="global",
    opens_form=True,
)
def answer(desk: Desk, event: Shortcut) -> Replies:
    return answering.answer_here(desk, event.origin.place)


@router.shortcut(
    "standup_add",
    title="Add to my stand-up",
    hint="Takes the message into your answer",
    on="message",
    opens_form=True,
)
def add(desk: Desk, event: Shortcut) -> Replies:
    words = event.text.strip()
    if not words:
        raise Refusal("This message has no words that I could take along.")
    standup = whose.mine_here(desk, event.origin.place)[0]
    form = answering.form_for(desk, standup, whose.current_day(desk, standup))
    return [Show(_with(form, words))]


def _with(form: Form, words: str) -> Form:
    """The form with the words under what stands in its first field.

    Raises Refusal where they do not fit: nothing is cut.
    """
    items = list(form.items)
    for place, item in enumerate(items):
        if isinstance(item, TextField):
            value = "\n".join(part for part in (item.value, words) if part)
            if len(value) > answer_form.LONGEST_IN_FORM:
                raise Refusal(
                    f"Together with this message your answer would have {len(value):,} "
                    f"characters; a form takes {answer_form.LONGEST_IN_FORM:,}."
                )
            items[place] = replace(item, value=value)
            return replace(form, items=tuple(items))
    return form
