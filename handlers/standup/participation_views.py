"""How many took part, as a chart and in words: of the team, and of nobody by name. Plain values in,
cards out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.cards import (
    Args,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Part,
    Spans,
    line,
    plain,
    small,
)
from handlers.charts import Chart, Series
from handlers.choices import one_of
from handlers.standup.participation import Point, Tally
from handlers.times import WEEKDAYS

SEE, SHOW = "standup.participation", "standup.show_participation"
SPANS = ("This week", "Last week", "Last 6 weeks", "Last month", "Last 13 weeks")
"""Buttons say what could be typed."""
BARS = 12
"""More are a line."""
NAMED = 12
"""Figures that the words for a chart name one by one."""
A_YEAR = 52
"""Weeks; with more, a day can come twice."""


@dataclass(frozen=True, slots=True)
class Told:
    team: str
    first: date
    last: date
    by_day: bool
    points: Sequence[Point]
    total: Tally
    this_week: Tally | None
    """None: it is not part of what is told, or all of it."""
    before: Tally
    """To compare with."""
    before_first: date
    before_last: date


def card(told: Told, args: Args, spans: Sequence[str], show: Args | None) -> Card:
    """`args` name the stand-up, for the buttons of other `spans`. `show`: what the one that shows
    it to everybody carries, for who may."""
    buttons = [Button(words, SEE, {**args, "span": words.lower()}) for words in spans]
    if show and told.total.due:
        buttons.append(Button("Show in the channel", SHOW, show))
    return _card(told, (Buttons(tuple(buttons)),))


def posted(told: Told, by: str) -> Card:
    """For the channel."""
    return _card(told, (small(f"Shown by {by}."),))


def _card(told: Told, end: tuple[Part, ...]) -> Card:
    head = (Heading(f"Participation of {told.team}"), small(_when(told.first, told.last)))
    percent = told.total.percent
    if percent is None:
        nobody = plain("Nobody was due in this time, or the day is not over yet.")
        return Card(f"Participation of {told.team}", (*head, nobody, *end))
    summary = f"Participation of {told.team}: {percent} %"
    how = small(
        "Updates of those who were due. Who is away, has a public holiday or does not work that "
        "day is not counted, nor is a day before it is over."
    )
    return Card(summary, (*head, _chart(told), Facts(_facts(told)), how, *end))


def _facts(told: Told) -> tuple[tuple[str, Spans], ...]:
    rows = [("In all", _figure(told.total))]
    if told.this_week is not None:
        rows.append(("This week", _figure(told.this_week)))
    if trend := _trend(told):
        rows.append(("Trend", trend))
    others = ((told.total.skipped, "skipped"), (told.total.silent, "without an update"))
    if some := [f"{number:,} {what}" for number, what in others if number]:
        rows.append(("The others", ", ".join(some)))
    return tuple((label, line(words)) for label, words in rows)


def _figure(tally: Tally) -> str:
    if not tally.due:
        return "nobody was due so far"
    updates = "update" if tally.due == 1 else "updates"
    late = f", {tally.late:,} of them late" if tally.late else ""
    return f"{tally.percent} % · {tally.answered:,} of {tally.due:,} {updates}{late}"


def _trend(told: Told) -> str:
    """Empty where there is nothing to compare with."""
    now, then = told.total.percent, told.before.percent
    if now is None or then is None:
        return ""
    when = _when(told.before_first, told.before_last)
    if now == then:
        return f"as before ({when})"
    return f"{'up' if now > then else 'down'} from {then} % ({when})"


def _chart(told: Told) -> Chart:
    shown = tuple(point.tally.percent for point in told.points)
    each = "day" if told.by_day else "week"
    return Chart(
        f"{told.team}: participation by {each}",
        f"{told.total.percent} % in all. {_in_words(told, each)}",
        tuple(_label(told, point.first) for point in told.points),
        (Series("Participation", shown),),
        "vertical bars" if len(shown) <= BARS else "line",
        "%",
        tuple(point.first.isoformat() for point in told.points),
    )


def _in_words(told: Told, each: str) -> str:
    figures = [(_label(told, point.first), point.tally.percent) for point in told.points]
    if len(figures) <= NAMED:
        named = (f"{_percent(figure)} ({label})" for label, figure in figures)
        return f"By {each}: {', '.join(named)}."
    known = [(label, figure) for label, figure in figures if figure is not None]
    (began, at_first), (ended, at_last) = known[0], known[-1]
    (low, lowest) = min(known, key=lambda each: each[1])
    (high, highest) = max(known, key=lambda each: each[1])
    gaps = len(figures) - len(known)
    nobody = f" In {gaps} of {len(figures)} {each}s nobody was due." if gaps else ""
    return (
        f"By {each}, from {at_first} % ({began}) to {at_last} % ({ended}); lowest {lowest} % ({low}),"
        f" highest {highest} % ({high}).{nobody}"
    )


def _percent(figure: int | None) -> str:
    return "nobody was due" if figure is None else f"{figure} %"


def _label(told: Told, day: date) -> str:
    if told.by_day:
        return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day}"
    return _short(day) + (f" {day:%y}" if len(told.points) > A_YEAR else "")


def _when(first: date, last: date) -> str:
    """Such as "12 October to 20 November 2026"."""
    if first == last:
        return f"{first.day} {first:%B} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    month = "" if not year and first.month == last.month else f" {first:%B}"
    return f"{first.day}{month}{year} to {last.day} {last:%B} {last.year}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def which(standups: Sequence[tuple[int, str]], span: str) -> Card:
    """By id, and what they are called."""
    buttons = [Button(name, SEE, {"standup": str(key), "span": span}) for key, name in standups]
    asks = "There are several stand-ups. Whose participation do you mean?"
    return Card("Whose participation?", (plain(asks), *one_of(buttons)))


def shown(team: str) -> Card:
    said = f"The chart is in the channel of {team} now."
    return Card(said, (plain(said),))
