"""A team's cadence on one card, and goals. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Code,
    Heading,
    Moment,
    Part,
    Quote,
    Text,
    small,
    text,
)


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
    rule: str = ""
    """In words."""
    there: int | None = None
    """How much of the team was there lately, in percent."""


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
        parts.append(_row(row, zone))
        if can_change:
            parts.append(Buttons(_changes(row)))
    parts.append(small("All of them in your own calendar: ", Code("/team calendar")))
    if can_change:
        args = {"team": str(team_id)}
        parts.append(Buttons((Button("Change sprints", "cadence.setup", args, opens_form=True),)))
    return Card(f"{team}: sprint {sprint.number} and its ceremonies", tuple(parts))


def _sprint(sprint: SprintDates) -> list[Part]:
    parts: list[Part] = [small(f"{_day(sprint.first)} to {_day(sprint.last)}")]
    if sprint.goal:
        parts.append(Quote(sprint.goal))
    else:
        parts.append(small("No goal yet. Set it with ", Code("/team goal"), " and the goal."))
    return parts


def _row(row: Row, zone: str) -> Text:
    if row.next is None:
        return text(Bold(row.title), " – switched off")
    takes = f", {in_words(row.minutes)}" if row.minutes else ""
    rule = f" – {row.rule}" if row.rule else ""
    there = f" – lately {row.there} % were there" if row.there is not None else ""
    on = Moment(row.next, zone, "day and time")
    return text(Bold(row.title), f"{rule}{takes}; next: ", on, there)


def _changes(row: Row) -> tuple[Button, ...]:
    args = {"ceremony": str(row.id)}
    change = Button("Change", "cadence.change", args, opens_form=True)
    if row.next is None:
        return (change,)
    return (change, Button("Move or skip the next", "cadence.change_next", args, opens_form=True))


def in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} h"] if hours else []
    return " ".join([*said, f"{rest} min"] if rest or not hours else said)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
