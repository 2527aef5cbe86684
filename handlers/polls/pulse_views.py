"""What is shown of pulses: which there are, their form, their trend. Plain values in, cards and forms
out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    Heading,
    Moment,
    Option,
    Part,
    TextField,
    line,
    plain,
    small,
    text,
)
from handlers.charts import Chart, Series
from handlers.polls import results
from handlers.polls.rules import LONGEST_OPTION
from handlers.polls.templates import TEMPLATES

NEW, CHANGE, STOP, RESUME = "pulse.new", "pulse.change", "pulse.stop", "pulse.resume"
LONGEST_NAME = 60
MOST_STATEMENTS = 10
THRESHOLDS = ("3", "4", "5", "6", "8", "10")
OPEN_DAYS = {
    "1": "1 working day",
    "2": "2 working days",
    "3": "3 working days",
    "5": "5 working days",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One pulse of a team."""

    id: int
    name: str
    said: str
    """When it comes, in words."""
    next: datetime | None
    zone: str
    is_on: bool
    statements: int
    threshold: int

    @property
    def args(self) -> dict[str, str]:
        return {"pulse": str(self.id)}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form starts with."""

    name: str = ""
    statements: str = ""
    often: str = ""
    threshold: str = "3"
    open_days: str = "2"


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one statement, over the last rounds."""

    statement: str
    rounds: tuple[tuple[date, float | None], ...]
    """The day of each and its average; None: too few answered."""


def pulses(team: str, team_id: int, some: Sequence[Told], may_run: bool) -> Card:
    parts: list[Part] = [Heading(f"Pulses of {team}")]
    if not some:
        parts.append(
            plain(
                "A pulse asks the team again and again to rate a few statements from 1 to 5, without "
                "names, and shows how that changes. There is none yet."
            )
        )
    for told in some:
        parts += _pulse(told, may_run)
    if may_run:
        parts.append(small("Begin with ready statements or your own; all can be changed."))
        parts.append(
            Buttons(
                tuple(
                    Button(each.name, NEW, {"team": str(team_id), "template": key}, opens_form=True)
                    for key, each in TEMPLATES.items()
                )
            )
        )
    return Card(f"Pulses of {team}", tuple(parts))


def _pulse(told: Told, may_run: bool) -> list[Part]:
    when = line(Bold(told.name), f"  {told.said}" if told.is_on else "  stopped")
    about = f"{told.statements} statements · shown from {told.threshold} answers on"
    facts = [small(about)]
    if told.is_on and told.next:
        facts = [small(about, " · next ", Moment(told.next, told.zone, "day and time"))]
    buttons = [Button("Trend", results.TREND, told.args)]
    if may_run:
        buttons.append(Button("Change", CHANGE, told.args, opens_form=True))
        label, action = ("Stop", STOP) if told.is_on else ("Resume", RESUME)
        buttons.append(Button(label, action, told.args))
    return [text(*when), *facts, Buttons(tuple(buttons))]


def form(draft: Draft, args: dict[str, str]) -> Form:
    return Form(
        "pulse.save",
        "Pulse",
        (
            TextField("name", "Name", draft.name, placeholder="Team health", longest=LONGEST_NAME),
            TextField(
                "statements",
                "Statements to rate from 1 to 5",
                draft.statements,
                hint=f"One a line, up to {MOST_STATEMENTS} of {LONGEST_OPTION} characters.",
                multiline=True,
                longest=1500,
            ),
            TextField(
                "often",
                "How often",
                draft.often,
                hint="Such as every other Tuesday at 10, last day of the sprint 14:00. A public "
                "holiday moves it to the next working day.",
                longest=100,
            ),
            ChoiceField("days", "Each round is open for", _options(OPEN_DAYS), draft.open_days),
            ChoiceField(
                "threshold",
                "Shown if at least so many answer",
                tuple(Option(each, each) for each in THRESHOLDS),
                draft.threshold,
            ),
        ),
        args=args,
    )


def _options(known: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in known.items())


def saved(told: Told, whole: str) -> Card:
    """`whole`: when it comes, as it was understood."""
    parts: list[Part] = [text(Bold(told.name), f" is saved. {whole}")]
    buttons = (
        Button("Change", CHANGE, told.args, opens_form=True),
        Button("Stop", STOP, told.args),
    )
    return Card(f"{told.name} is saved", (*parts, Buttons(buttons)))


def trend(name: str, courses: Sequence[Course]) -> Card:
    """A chart for each statement that was rated more than once."""
    parts: list[Part] = [Heading(f"{name} · trend")]
    short: list[str] = []
    for course in courses:
        known = [(day, middle) for day, middle in course.rounds if middle is not None]
        if len(known) > 1:
            parts.append(_chart(course, known))
        else:
            short.append(course.statement)
    if short and len(short) == len(courses):
        parts.append(plain("There is a trend once two rounds had enough answers."))
    elif short:
        parts.append(small(f"No trend yet: {' '.join(short)}"))
    if len(short) < len(courses):
        parts.append(small("Averages from 1, “not at all”, to 5, “fully”."))
    return Card(f"{name}: the trend", tuple(parts))


def _chart(course: Course, known: Sequence[tuple[date, float]]) -> Chart:
    (first, began), (last, ended) = known[0], known[-1]
    went = "stayed" if began == ended else "rose" if ended > began else "fell"
    told = ", ".join(f"{_day(day)} {middle:g}" for day, middle in known)
    return Chart(
        course.statement,
        f"It {went} from {began:g} ({_day(first)}) to {ended:g} ({_day(last)}). By round: {told}.",
        tuple(_day(day) for day, _ in course.rounds),
        (Series("Average", tuple(middle for _, middle in course.rounds)),),
        "line",
        days=tuple(day.isoformat() for day, _ in course.rounds),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
