"""Shall weeknotes come by themselves? Plain values in, cards out."""

from __future__ import annotations

from handlers.cards import Bold, Button, Buttons, Card, Divider, Part, plain, small, text

YES = "cadence.weeknotes"
"""Plans them; it is the cadence's."""
SPRINTS = "cadence.setup"
NO = "weeknote.no_offer"


def offer(team_id: int, team: str) -> Card:
    """To one who runs the team, once."""
    title = f"Shall the weeknotes of {team} come by themselves?"
    return Card(
        title,
        (
            text(Bold(title)),
            plain(
                "Each Friday at 15:00, what the team reached, learned and plans goes to its channel. A "
                "day before, I draft it from your stand-ups and blockers, and one of the core after "
                "the other makes it theirs. Nothing goes out that nobody has approved."
            ),
            _buttons(team_id),
            small("I ask this once."),
        ),
    )


def in_home(team_id: int, team: str) -> list[Part]:
    words = f"The weeknotes of {team} could come by themselves, each Friday at 15:00."
    return [Divider(), plain(words), _buttons(team_id)]


def _buttons(team_id: int) -> Buttons:
    args = {"team": str(team_id)}
    return Buttons(
        (
            Button("Yes, on Fridays", YES, args, "primary"),
            Button("Choose sprints and days", SPRINTS, args, opens_form=True),
            Button("No, thank you", NO, args),
        )
    )
