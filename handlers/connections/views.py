"""A team's trackers and its webhook, as they are set and told of. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Bold,
    Bullets,
    Card,
    Form,
    Link,
    TextField,
    line,
    plain,
    small,
)

TRACKERS = "team.trackers"


def trackers_form(team: int, name: str, lines: str) -> Form:
    return Form(
        TRACKERS,
        "Trackers",
        (
            plain(
                f"Where do keys such as PORT-12, #45 and AB#6 lead, when somebody in {name} writes "
                "them? Whole addresses lead there by themselves."
            ),
            TextField(
                "lines",
                "Addresses of your trackers, one in each line",
                lines,
                hint="Of Jira, GitHub, Azure DevOps and Linear. Two of a kind? Put the keys of the "
                "projects first: PORT, MAP https://linear.app/harbor.",
                placeholder="https://harbor.atlassian.net\nhttps://github.com/harbor/timetable",
                required=False,
                multiline=True,
            ),
            small("One of your own says whose make it is: Jira https://tickets.example.org"),
        ),
        args={"team": str(team)},
    )


def trackers_kept(team: str, found: Sequence[tuple[str, str, Sequence[str]]]) -> Card:
    """`found` are make, address and keys of projects."""
    if not found:
        said = f"Keys of tickets lead nowhere in {team} now. Whole addresses do as before."
        return Card(said, (plain(said),))
    title = f"Tickets that somebody in {team} writes down lead to:"
    rows = tuple(
        line(Bold(make), f", {' and '.join(keys)}: " if keys else ": ", Link(address, address))
        for make, address, keys in found
    )
    return Card(title, (plain(title), Bullets(rows)))
