"""A team's cadence on one card, and goals. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cadence.in_words import length
from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Code,
    Heading,
    Moment,
    Part,
    PlaceLink,
    Quote,
    plain,
    small,
    text,
)
from handlers.times import day_name
from handlers.when.echo import zone_name


@dataclass(frozen=True, slots=True)
class SprintDates:
    number: int
    first: date
    last: date
    goal: str


@dataclass(frozen=True, slots=True)
class Row:
    """One ceremony."""

    id: int
    title: str
    next: datetime | None
    """UTC; none: it is switched off."""
    minutes: int
    rule: str
    """In words."""
    there: int | None = None
    """How much of the team was there lately, in percent."""
    sets_up: Button | None = None
    """Where it is said how it is held."""
    is_over_days: bool = False
    """Nobody meets for it."""


def overview(
    team_id: int,
    team: str,
    zone: str,
    sprint: SprintDates,
    rows: Sequence[Row],
    *,
    can_change: bool,
    paused: str = "",
) -> Card:
    parts: list[Part] = [Heading(f"{team}: sprint {sprint.number}"), *_sprint(sprint)]
    if paused:
        parts.append(text(Bold("Nothing is announced for now. "), paused))
    for row in rows:
        parts += _row(row, zone)
        if can_change:
            parts.append(Buttons(_changes(row)))
    hours = f"All hours are {zone_name(zone)}. In your own calendar: "
    parts.append(small(hours, Code("/team calendar")))
    if can_change:
        args = {"team": str(team_id)}
        parts.append(Buttons((Button("Change sprints", "cadence.setup", args, opens_form=True),)))
    return Card(f"{team}: sprint {sprint.number} and its ceremonies", tuple(parts))


def _sprint(sprint: SprintDates) -> list[Part]:
    parts: list[Part] = [small(f"{day_name(sprint.first)} to {day_name(sprint.last)}")]
    if sprint.goal:
        parts.append(Quote(sprint.goal))
    else:
        parts.append(small("No goal yet. Set it with ", Code("/team goal"), " and the goal."))
    return parts


def _row(row: Row, zone: str) -> list[Part]:
    if row.next is None:
        return [text(Bold(row.title), " – switched off")]
    takes = f", {length(row.minutes)}" if row.minutes else ""
    if row.is_over_days:
        takes = ", over days"
    there = f" – lately {row.there} % were there" if row.there is not None else ""
    return [
        text(Bold(row.title), f" – {row.rule}{takes}"),
        small("Next: ", Moment(row.next, zone, "day and time"), there),
    ]


def _changes(row: Row) -> tuple[Button, ...]:
    args = {"ceremony": str(row.id)}
    change = Button("Change", "cadence.change", args, opens_form=True)
    if row.next is None:
        return (change,)
    move = Button("Move or skip the next", "cadence.change_next", args, opens_form=True)
    return (change, move, row.sets_up) if row.sets_up else (change, move)


def goal(team: str, sprint: SprintDates) -> Card:
    title = f"{team}: sprint {sprint.number}"
    return Card(title, (Heading(title), *_sprint(sprint)))


def goal_set(team: str, number: int, words: str, by: str) -> Card:
    return Card(
        f"{team}: the goal of sprint {number}",
        (text(f"{by} set the goal of sprint {number}:"), Quote(words)),
    )


def paused(team: str, place: str, why: str) -> Card:
    return Card(
        f"The ceremonies of {team} are paused",
        (
            text(f"The ceremonies of {team} are paused: I can't post in ", PlaceLink(place), "."),
            plain(why),
            small("I'll go on by myself once I can post again."),
        ),
    )
