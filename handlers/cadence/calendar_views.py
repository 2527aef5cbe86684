"""Calendar links, as they are told. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.cards import Bold, Button, Buttons, Card, Code, Confirm, Heading, Part, small, text


@dataclass(frozen=True, slots=True)
class Given:
    team_id: int
    """0: everything of the person's own."""
    team: str
    link: str
    """Empty where it was given before: it is not known any more."""
    made_at: datetime

    @property
    def title(self) -> str:
        return self.team or "All of yours"


def links(given: Sequence[Given]) -> Card:
    parts: list[Part] = [Heading("Ceremonies in your own calendar")]
    for each in given:
        parts += _link(each)
    if any(each.link for each in given):
        parts.append(
            small(
                "Add it in your calendar as a subscription “by URL”: it keeps itself up to date. "
                "Whoever has a link sees what you may see, so keep it to yourself. "
                "I show it only now, and keep no copy."
            )
        )
    return Card("Ceremonies in your own calendar", tuple(parts))


def _link(given: Given) -> list[Part]:
    what = (
        f"the ceremonies of {given.team}"
        if given.team_id
        else "the ceremonies of all your teams, and your stand-up hours"
    )
    if given.link:
        return [text(Bold(given.title), f" – {what}"), text(Code(given.link))]
    on = f"{given.made_at.day} {given.made_at:%B %Y}"
    again = f"You were given a link on {on}. I keep no copy of it; a new one makes it stop."
    args = {"team": str(given.team_id)} if given.team_id else {}
    sure = Confirm(
        "Make a new link?",
        "The one you have stops, and so does every calendar that uses it.",
        "Make a new link",
    )
    return [
        text(Bold(given.title), f" – {what}"),
        small(again),
        Buttons((Button("Make a new link", "cadence.link", args, confirm=sure),)),
    ]
