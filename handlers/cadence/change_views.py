"""What is said when a ceremony changes. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.cadence.in_words import day_and_time
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Moment,
    Part,
    line,
    plain,
    small,
    text,
)
from handlers.choices import one_of
from handlers.when.echo import zone_name


def proposed(
    title: str,
    said: str,
    coming: Sequence[datetime],
    zone: str,
    args: Mapping[str, str],
    note: str = "",
) -> Card:
    """A rule as it was understood, before it is saved."""
    parts: list[Part] = [
        text("I understood: ", Bold(title), f" {said}."),
        plain("The next ones would be:"),
        # With the day of the week, and on the team's clocks, as it was said.
        Bullets(tuple(line(day_and_time(at, zone)) for at in coming)),
    ]
    if note:
        parts.append(small(note))
    save = Button("Save", "cadence.keep_rule", dict(args), look="primary")
    other = Button("Change it", "cadence.change", {"ceremony": args["ceremony"]}, opens_form=True)
    return Card(f"{title} {said}?", (*parts, Buttons((save, other))))


def unclear(question: str, options: Sequence[str], action: str, args: Mapping[str, str]) -> Card:
    """The words may mean several things: one press says which."""
    buttons = [Button(option, action, {**args, "words": option}) for option in options]
    return Card(question, (plain(question), *one_of(buttons)))


def proposed_move(
    title: str, was: datetime, to: datetime, zone: str, args: Mapping[str, str]
) -> Card:
    return Card(
        f"Move the {title.lower()}?",
        (
            text(
                f"The {title.lower()} of ",
                day_and_time(was, zone),
                " would be on ",
                Bold(day_and_time(to, zone)),
                f" instead, {zone_name(zone)}. All others stay where they are.",
            ),
            Buttons((Button("Move it", "cadence.keep_move", dict(args), look="primary"),)),
        ),
    )


def rule_changed(
    team: str, title: str, said: str, coming: Sequence[datetime], zone: str, by: str
) -> Card:
    parts: list[Part] = [
        Heading(f"{team}: {title}"),
        text(f"{by} changed when it comes: ", Bold(said), "."),
    ]
    if coming:
        parts.append(text("Next: ", day_and_time(coming[0], zone)))
    return Card(f"{team}: the {title.lower()} comes {said}", tuple(parts))


def moved(team: str, title: str, was: datetime, to: datetime, zone: str, by: str) -> Card:
    return Card(
        f"{team}: the {title.lower()} has moved",
        (
            text(
                f"{by} moved the {title.lower()} of ",
                Moment(was, zone, "day and time"),
                " to ",
                Moment(to, zone, "day and time"),
                ".",
            ),
        ),
    )


def skipped(
    team: str, title: str, was: datetime, zone: str, by: str, args: Mapping[str, str]
) -> Card:
    after_all = Button("Hold it after all", "cadence.unskip", dict(args))
    return Card(
        f"{team}: the {title.lower()} is skipped this time",
        (
            text(f"{by} skipped the {title.lower()} of ", Moment(was, zone, "day and time"), "."),
            Buttons((after_all,)),
        ),
    )


def unskipped(team: str, title: str, at: datetime, zone: str, by: str) -> Card:
    return Card(
        f"{team}: the {title.lower()} is held after all",
        (
            text(
                f"{by} put the {title.lower()} back: it is held after all, ",
                Moment(at, zone, "day and time"),
                ".",
            ),
        ),
    )


def switched(team: str, title: str, by: str, is_on: bool) -> Card:
    said = f"{by} switched the {title.lower()} {'on again' if is_on else 'off'}."
    return Card(f"{team}: {said}", (plain(said),))
