"""Shortcuts: answering from anywhere, and taking a message along as part of the answer."""

from __future__ import annotations

import json
from dataclasses import replace

from handlers.cards import Button, Form, TextField
from handlers.errors import Refusal
from handlers.events import Pressed, Shortcut
from handlers.replies import Show, Whisper
from handlers.routing import Desk, Replies, Router
from handlers.standup import answer_form, answering, running, which_views, whose
from handlers.standup.talking import MOST_CARRIED

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
    mine = whose.meant(desk, whose.mine_here(desk, event.origin.place))
    days = whose.current_days(desk, mine)
    if len(mine) > 1 and len(json.dumps(words)) <= MOST_CARRIED:
        labels = running.labels(mine)
        buttons = [
            Button(
                label,
                "standup.add",
                each.where(days[each.standup.key]).args | {"words": words},
                opens_form=True,
            )
            for each, label in zip(mine, labels, strict=True)
        ]
        return [Whisper(which_views.to_take(words, buttons))]
    standup = mine[0]
    form = answering.form_for(desk, standup, days[standup.standup.key])
    return [Show(_with(form, words))]


@router.button("standup.add", opens_form=True)
def add_pressed(desk: Desk, event: Pressed) -> Replies:
    standup, day = whose.allowed(desk, event.args)
    form = answering.form_for(desk, standup, day)
    return [Show(_with(form, event.args.get("words", "").strip()))]


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
