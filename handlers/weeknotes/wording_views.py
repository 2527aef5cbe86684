"""What a language model suggests, beside what stands there. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Args, Bold, Button, Buttons, Card, Divider, Part, Quote, small, text
from handlers.weeknotes.told_views import note

TAKE = "weeknote.take"
LEAVE = "weeknote.leave"


def suggested(args: Args, number: int, pairs: Sequence[tuple[str, str]]) -> Card:
    """`pairs`: as it is, and as it could be."""
    if not pairs:
        return note(f"Nothing in weeknote {number} would be said in other words.")
    title = f"Other words for weeknote {number}"
    parts: list[Part] = [
        text(Bold(f"{title}, suggested by a language model.")),
        small("Read them before you take them: a model does not know your week."),
    ]
    for before, after in pairs:
        parts += [Divider(), small(f"Now: {before}"), Quote(after)]
    buttons = (Button("Take them", TAKE, args, "primary"), Button("Leave it", LEAVE, args))
    return Card(title, (*parts, Divider(), Buttons(buttons)))
