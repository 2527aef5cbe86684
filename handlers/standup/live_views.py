"""Starting and closing a stand-up by hand. Plain values in, cards out."""

from __future__ import annotations

from handlers.cards import Button, Buttons, Card, Confirm, Heading, Moment, Part, plain, small
from handlers.standup.views import Where, day_name


def started(where: Where, asked: int, before: int, later: int, digest: Moment) -> Card:
    """How many were asked now, had been asked or had answered before, and are asked at their own
    hour because it is too early where they are."""
    parts: list[Part] = [Heading(f"{where.team}: stand-up for {day_name(where.day)}")]
    if asked:
        parts.append(plain(f"I have asked {_people(asked)} just now."))
    else:
        parts.append(plain("There was nobody left to ask just now."))
    remarks = []
    if before:
        remarks.append(f"{_people(before)} had been asked or had answered before")
    if later:
        remarks.append(f"{_people(later)} will be asked at their own hour")
    if remarks:
        parts.append(small(" · ".join(remarks)))
    parts.append(small("The digest comes at ", digest, ", or as soon as you close."))
    confirm = Confirm(
        "Close the stand-up now?",
        "The digest goes to the channel. Late answers still get into it.",
        "Close it",
    )
    close = Button("Close now", "standup.close_now", where.args, confirm=confirm)
    return Card(f"{where.team}: the stand-up is open", (*parts, Buttons((close,))))


def closed(where: Where) -> Card:
    said = f"The stand-up of {where.team} is closed, and its digest is in the channel."
    return Card(said, (plain(said), small("Late answers still get into it.")))


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
