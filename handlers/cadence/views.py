"""What the channel sees of a ceremony: one message, from its announcement to its end. Plain values
in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from handlers.cadence.rules import Says
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Form,
    Heading,
    Italic,
    Moment,
    Part,
    Quote,
    Spans,
    TextField,
    line,
    plain,
    small,
    text,
)

LONGEST_NOTE = 3000

State: TypeAlias = Literal["coming", "on", "timed", "over", "skipped", "moved"]
SAID: dict[Says, str] = {"there": "There", "late": "Late", "cannot": "Can't"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a ceremony is held."""

    id: int
    team: str
    title: str
    day: date
    starts: datetime
    """UTC."""
    ends: datetime
    zone: str
    has_meeting: bool
    begins: Button | None = None
    """What takes the team through it, where something does."""

    @property
    def args(self) -> dict[str, str]:
        return {"occurrence": str(self.id)}

    @property
    def heading(self) -> str:
        return f"{self.team}: {self.title}"


@dataclass(frozen=True, slots=True)
class Sprint:
    """As a person speaks of it."""

    number: int
    goal: str = ""


@dataclass(frozen=True, slots=True)
class There:
    """Names, by what they said; `open`: nothing so far."""

    there: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    """Who has the day off, and said nothing."""


def occasion(
    of: Occasion,
    state: State,
    agenda: Sequence[str],
    sprint: Sprint,
    there: There,
    *,
    late: bool = False,
    notes: int = 0,
) -> Card:
    parts: list[Part] = [Heading(of.heading), text(*_when(of, state))]
    if late:
        parts.append(small("This comes later than planned; I was out for a while."))
    if state in ("skipped", "moved"):
        return Card(_summary(of, state), tuple(parts))
    if state != "over":
        parts += _sprint(sprint)
        parts += [Bullets(tuple(line(point) for point in agenda))] if agenda else []
    if of.has_meeting:
        parts += _attendance(there, is_over=state == "over")
        parts += _pressed(of, state)
    if notes:
        parts.append(small(f"{_count(notes, 'note')} in the thread."))
    return Card(_summary(of, state), tuple(parts))


def _summary(of: Occasion, state: State) -> str:
    match state:
        case "coming":
            return f"{of.heading} is coming up" if of.has_meeting else of.heading
        case "on" | "timed":
            return f"{of.heading} is on"
        case "over":
            return f"{of.heading} is over"
        case "skipped":
            return f"{of.heading} is skipped this time"
        case "moved":
            return f"{of.heading} has moved"


def _when(of: Occasion, state: State) -> Spans:
    starts, ends = Moment(of.starts, of.zone), Moment(of.ends, of.zone)
    on = Moment(of.starts, of.zone, "day and time")
    match state:
        case "coming" if of.has_meeting:
            return line(on, " until ", ends)
        case "coming":
            return line("It is time for it: ", on)
        case "on":
            return line("It is on: ", starts, " until ", ends)
        case "timed":
            return line("The timer is running, until ", ends)
        case "over":
            return line("It is over. It was on ", on, ".")
        case "skipped":
            return line("Skipped this time. It would have been on ", on, ".")
        case "moved":
            return line("It has moved to ", on, ".")


def _sprint(sprint: Sprint) -> list[Part]:
    if not sprint.goal:
        return [small(f"Sprint {sprint.number}")]
    return [small(f"Sprint {sprint.number} – the goal: ", Italic(sprint.goal))]


def _attendance(there: There, is_over: bool) -> list[Part]:
    said = [
        (SAID["there"], there.there),
        (SAID["late"], there.late),
        (SAID["cannot"], there.cannot),
        ("Away", there.away),
        ("" if is_over else "Not said yet", there.open),
    ]
    return [text(Bold(f"{label}: "), ", ".join(names)) for label, names in said if label and names]


def _pressed(of: Occasion, state: State) -> list[Part]:
    """What can be done with it now."""
    note = Button("Add notes", "cadence.note", of.args, opens_form=True)
    if state == "over":
        return [Buttons((_says(of, "I was there", "there"), note))]
    attend = (
        _says(of, "I'll be there" if state == "coming" else "I'm here", "there"),
        _says(of, "I'll be late", "late"),
        _says(of, "I can't", "cannot"),
    )
    if state == "timed":
        more = Button("5 more minutes", "cadence.more", of.args)
        return [Buttons(attend), Buttons((more, Button("End it", "cadence.stop", of.args), note))]
    look: Literal["plain", "primary"] = "plain" if of.begins else "primary"
    start = Button("Start the timer", "cadence.start", of.args, look=look)
    change = Button("Move or skip", "cadence.change_one", of.args, opens_form=True)
    others = (start, change) if state == "coming" else (start, note)
    return [Buttons(attend), Buttons((of.begins, *others) if of.begins else others)]


def _says(of: Occasion, label: str, says: Says) -> Button:
    return Button(label, "cadence.attend", {**of.args, "says": says})


def time_is_up(of: Occasion) -> Card:
    said = f"Time is up for this {of.title.lower()}."
    notes = Button("Add notes", "cadence.note", of.args, opens_form=True)
    more = Button("5 more minutes", "cadence.more", of.args)
    return Card(said, (plain(said), Buttons((more, notes))))


def note_form(of: Occasion) -> Form:
    field = TextField(
        "words",
        f"Notes of the {of.title.lower()}",
        hint="They go into the thread of its message, with your name.",
        multiline=True,
        longest=LONGEST_NOTE,
    )
    return Form("cadence.note", "Add notes", (field,), submit="Post", args=of.args)


def noted(of: Occasion, name: str, words: str) -> Card:
    return Card(
        f"{name} added notes to the {of.title.lower()}",
        (text(Bold(name), " noted:"), Quote(words)),
    )


def home(coming: Sequence[Occasion]) -> list[Part]:
    """The next ceremonies of a person's teams; nothing for who has none."""
    if not coming:
        return []
    items = tuple(
        line(Moment(of.starts, of.zone, "day and time"), " – ", Bold(of.title), f", {of.team}")
        for of in coming
    )
    more = small("All of them in your own calendar: ", Code("/team calendar"))
    return [Heading("Coming up"), Bullets(items), more]


def note(words: str) -> Card:
    return Card(words, (plain(words),))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
