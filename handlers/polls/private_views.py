"""What one person sees of a poll. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Confirm,
    Heading,
    Moment,
    Part,
    plain,
    small,
    text,
)
from handlers.polls import results, views
from handlers.polls.shown import Mine, Shown

TAKE_BACK = "poll.take_back"
ADD = "poll.add"
CLOSE = "poll.close"
NO_NAME = "It is kept without your name, and opened only together with the others."
LISTED = 10


def opened(shown: Shown, note: str = "") -> Card:
    """To who asked: what was understood."""
    result = "The tally is live." if shown.is_live else "The result comes when it closes."
    parts: list[Part] = [
        text("Your poll is in the channel, open until ", views.moment(shown), f". {result}")
    ]
    if note:
        parts.append(small(note))
    buttons = Buttons((_close(shown), Button("More", views.MORE, shown.args)))
    return Card("Your poll is in the channel", (*parts, buttons))


def taken(shown: Shown, answer: str = "") -> Card:
    """The answer is in. `answer` in words, where it is no secret."""
    said = f"Your answer is in: {answer}." if answer else "Your answer is in."
    parts: list[Part] = [text(said, " You can change it until ", views.moment(shown), ".")]
    if shown.is_anonymous:
        parts.append(small(NO_NAME))
    parts.append(Buttons((_take_back(shown),)))
    return Card(said, tuple(parts))


def more(shown: Shown, mine: Mine) -> Card:
    """All that one reader can do with it."""
    parts: list[Part] = [text(Bold(shown.question)), small(*views.how(shown))]
    if mine.answer:
        parts.append(plain(f"Your answer: {mine.answer}."))
    elif not shown.is_closed:
        said = "You have answered." if mine.has_answered else "You have not answered yet."
        parts.append(plain(said))
    if mine.missing is not None and not shown.is_closed:
        parts += _missing(mine)
    if buttons := _buttons(shown, mine):
        parts.append(Buttons(tuple(buttons)))
    return Card(f"Poll: {shown.question}", tuple(parts))


def _missing(mine: Mine) -> list[Part]:
    missing = mine.missing or ()
    said = f"No answer yet: {', '.join(missing)}." if missing else "Everybody has answered."
    parts: list[Part] = [small(said)]
    if mine.away:
        parts.append(small(f"Away today: {', '.join(mine.away)}."))
    return parts


def _buttons(shown: Shown, mine: Mine) -> list[Button]:
    if shown.is_closed:
        return []
    buttons = []
    if mine.has_answered:
        buttons.append(_take_back(shown))
    if mine.may_add:
        buttons.append(Button("Add an answer", ADD, shown.args, opens_form=True))
    if mine.may_close:
        buttons.append(_close(shown))
    return buttons


def _take_back(shown: Shown) -> Button:
    return Button("Take it back", TAKE_BACK, shown.args)


def _close(shown: Shown) -> Button:
    confirm = Confirm(
        "Close the poll?", "Nobody can answer any more, and the result is shown to all.", "Close it"
    )
    return Button("Close it now", CLOSE, shown.args, look="danger", confirm=confirm)


def reminder(shown: Shown, name: str) -> Card:
    """To one who has not answered, with what it takes to answer."""
    return _asking(shown, f"{name}, this poll still waits for you.")


def asked(shown: Shown) -> Card:
    """To each of a team, when a pulse comes."""
    return _asking(shown, f"A pulse of {shown.team}, a minute of your time.")


def _asking(shown: Shown, said: str) -> Card:
    card = views.card(replace(shown, tally=None))
    # In private there is no heading, and nothing to see of others.
    parts = tuple(part for part in card.parts if not isinstance(part, Heading))
    return Card(f"{said} {shown.question}", (plain(said), *parts))


def reminder_to_all(shown: Shown) -> Card:
    """In the thread: nobody knows who has answered."""
    said = "Still open until "
    return Card(
        f"Still open: {shown.question}",
        (text(said, views.moment(shown), f". {views.have_answered(shown)} so far."),),
    )


@dataclass(frozen=True, slots=True)
class Open:
    """One of several open polls."""

    id: int
    question: str
    closes_at: datetime
    zone: str


def listed(some: Sequence[Open], nth: int, pages: int) -> Card:
    """The open ones of a channel. `nth`: the page, from 1."""
    parts: list[Part] = [Heading("Open polls")]
    if not some:
        parts.append(plain("No poll is open here. Ask something with /poll."))
    for each in some:
        parts.append(text(Bold(each.question)))
        parts.append(small("Open until ", Moment(each.closes_at, each.zone, "day and time")))
        parts.append(Buttons((Button("More", views.MORE, {"poll": str(each.id)}),)))
    turning = [
        Button(label, "poll.list", {"page": str(to)})
        for label, to in (("Back", nth - 1), ("Next", nth + 1))
        if 1 <= to <= pages
    ]
    if turning:
        parts.append(Buttons(tuple(turning)))
    return Card("Open polls", tuple(parts))


def result_told(shown: Shown) -> Card:
    """In the thread, as an edit goes unnoticed."""
    outcome, what = results.in_short(shown), "pulse" if shown.pulse else "poll"
    return Card(f"{shown.question} {outcome}", (text(f"The {what} is closed. ", outcome),))
