"""A person's week on one card, as in a planner. Plain values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from handlers.cadence.in_words import length
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DayField,
    Form,
    Heading,
    Option,
    Part,
    Spans,
    TextField,
    TimeField,
    line,
    small,
    text,
)

LONGEST = 100
"""Characters of one line."""
MINUTES = (15, 30, 45, 60, 90, 120, 180, 240, 480)
KINDS = {"solo": "work of my own", "external": "a meeting outside my teams"}
_LABELS = {"solo": "solo", "external": "external"}


@dataclass(frozen=True, slots=True)
class Line:
    starts: time
    minutes: int
    """0: it takes no time."""
    words: str
    kind: str = ""
    """solo or external; empty: a team's."""


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: tuple[Line, ...]
    off: str = ""
    """Why the person has it off; empty: they work."""


def week(days: Sequence[Day], first: date, before: date, after: date, has_own: bool) -> Card:
    """`before` and `after`: Mondays that can be turned to."""
    parts: list[Part] = [Heading("Your week")]
    for day in days:
        off = f" – {day.off}" if day.off else ""
        parts.append(text(Bold(day.name), off))
        if day.lines:
            parts.append(Bullets(tuple(_line(each) for each in day.lines)))
        elif not day.off:
            parts.append(small("Nothing planned."))
    own = [Button("Add a line", "cadence.line", {"week": first.isoformat()}, opens_form=True)]
    if has_own:
        own.append(Button("Take one out", "cadence.line_out", opens_form=True))
    own.append(Button("Language", "cadence.language", opens_form=True))
    turn = (
        Button("Week before", "cadence.week", {"week": before.isoformat()}),
        Button("Week after", "cadence.week", {"week": after.isoformat()}),
    )
    return Card("Your week", (*parts, Buttons(tuple(own)), Buttons(turn)))


def _line(each: Line) -> Spans:
    ends = each.starts.hour * 60 + each.starts.minute + each.minutes
    until = f"–{ends // 60 % 24:02}:{ends % 60:02}" if each.minutes else ""
    kind = f" ({_LABELS[each.kind]})" if each.kind in _LABELS else ""
    return line(Bold(f"{each.starts:%H:%M}{until}"), f"  {each.words}{kind}")


def line_form(day: date) -> Form:
    kinds = tuple(Option(kind, label) for kind, label in KINDS.items())
    often = (Option("once", "once"), Option("weekly", "every week"))
    return Form(
        "cadence.line",
        "Add to your week",
        (
            TextField("words", "What", placeholder="Prepare the retro", longest=LONGEST),
            ChoiceField("kind", "It is", kinds, value="solo"),
            DayField("day", "On", value=day),
            TimeField("at", "At", value=time(14), hint="On your own clocks."),
            ChoiceField(
                "minutes",
                "It takes",
                tuple(Option(str(each), length(each)) for each in MINUTES),
                value="60",
            ),
            ChoiceField("often", "It comes", often, value="once"),
            small("Only you see it."),
        ),
    )


def out_form(lines: Sequence[tuple[int, str]]) -> Form:
    options = tuple(Option(str(number), words) for number, words in lines)
    return Form(
        "cadence.line_out",
        "Take a line out",
        (ChoiceField("line", "Which", options),),
        submit="Take it out",
    )


def language_form(names: Mapping[str, str], chosen: str) -> Form:
    options = tuple(Option(each, name) for each, name in names.items())
    return Form(
        "cadence.language",
        "Language of the days",
        (ChoiceField("locale", "Days are named in", options, value=chosen),),
    )
