"""The stand-ups of a team, for who runs it. Plain values in, a card out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.cards import Bold, Button, Buttons, Card, Confirm, Heading, Part, plain, small, text


@dataclass(frozen=True, slots=True)
class Row:
    standup: int
    label: str
    schedule: str
    paused: str = ""
    """Why, in words; empty while it runs."""


def stand_ups(rows: Sequence[Row], team: str, said: str = "") -> Card:
    """`team`: whose all of them are; empty where they are of several. `said`: what has just been
    done."""
    title = f"Stand-ups of {team}" if team else "Your stand-ups"
    parts: list[Part] = [Heading(title)]
    if said:
        parts.append(plain(said))
    for row in rows:
        parts.append(text(Bold(row.label), f" – {row.schedule}"))
        if row.paused:
            parts.append(small(Bold("Paused:"), f" {row.paused}"))
        parts.append(Buttons(_buttons(row)))
    if team:
        args = {"standup": str(rows[0].standup)}
        parts.append(Buttons((Button("Add another", "standup.another", args, opens_form=True),)))
    return Card(title, tuple(parts))


def _buttons(row: Row) -> tuple[Button, ...]:
    args = {"standup": str(row.standup)}
    confirm = Confirm(
        "Remove this stand-up?",
        "Nobody is asked for it any more. What was answered can still be read.",
        "Remove",
        "Keep it",
    )
    return (
        Button("Change", "standup.setup", args, opens_form=True),
        Button("Remove", "standup.remove", args, confirm=confirm),
    )
