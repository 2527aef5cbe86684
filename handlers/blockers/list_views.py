"""Many blockers at once: lists, the board in the home pane, the workback. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from handlers.blockers import views
from handlers.blockers.rules import SEVERITIES
from handlers.blockers.shown import Shown
from handlers.blockers.workback import NOT_SAID, Week, Where, Workback
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    Heading,
    Option,
    Part,
    Span,
    Spans,
    TimeField,
    line,
    plain,
    small,
    text,
)
from handlers.charts import Chart, Series

LIST = "blocker.list"
CSV = "blocker.csv"
PAGE = 5
"""Blockers on one page: each has a button."""
BOARD = 5
"""Blockers of a team in the home pane."""
WHERE = 10
"""Rows of the workback's table; the CSV has them all."""
FILTERS = {"open": "Open", "overdue": "Overdue", "high": "High severity", "closed": "Closed"}


@dataclass(frozen=True, slots=True)
class Row:
    shown: Shown
    days: int
    """Since it was raised."""
    mine: str = ""
    """What the reader has to do with it."""


def listed(
    title: str,
    rows: Sequence[Row],
    page: int,
    pages: int,
    args: dict[str, str],
    *,
    resolving: bool = False,
) -> Card:
    """One page, counted from 1. `args` lead back to the list; its filter is among them."""
    chosen = args.get("filter", "open")
    parts: list[Part] = [Heading(title)]
    if not rows:
        nothing = {"open": "Nothing is blocked.", "overdue": "Nothing is overdue."}
        parts.append(plain(nothing.get(chosen, "There are none.")))
    for row in rows:
        parts += _row(row)
    if rows:
        action, opens = (views.RESOLVE, True) if resolving else (views.MORE, False)
        verb = "Resolve" if resolving else "Blocker"
        buttons = tuple(
            Button(f"{verb} {row.shown.number}", action, row.shown.args, opens_form=opens)
            for row in rows
        )
        parts.append(Buttons(buttons))
    if pages > 1:
        parts.append(small(f"Page {page} of {pages}"))
    turning = [
        Button(label, LIST, {**args, "page": str(to)})
        for label, to in (("Back", page - 1), ("Next", page + 1))
        if 1 <= to <= pages
    ]
    others = [
        Button(label, LIST, {**args, "filter": name, "page": "1"})
        for name, label in FILTERS.items()
        if name != chosen and not resolving
    ]
    if rows and not resolving:
        others.append(Button("As a table (CSV)", CSV, args))
    if turning:
        parts.append(Buttons(tuple(turning)))
    if others:
        parts.append(Buttons(tuple(others)))
    return Card(title, tuple(parts))


def _row(row: Row) -> list[Part]:
    shown = row.shown
    about: list[Span | str] = [f"{SEVERITIES[shown.severity]} · {aged(row.days)}"]
    if row.mine:
        about.append(f" · {row.mine}")
    about.append(f" · blocked: {', '.join(shown.blocked)}")
    about.append(
        f" · owner: {shown.owner or 'nobody yet'}" if shown.is_open else f" · {shown.state}"
    )
    if shown.waits_for_name:
        about.append(f" · waits for {shown.waits_for_name}")
    if shown.due_at and shown.is_open:
        about += [" · needed by ", views.due(shown)]
        if shown.is_overdue:
            about.append(" – that has passed")
    if shown.is_private:
        about.append(" · private")
    return [text(Bold(f"{shown.number}  "), *views.summary(shown)), small(*about)]


def aged(days: int) -> str:
    return "today" if days < 1 else "1 day" if days == 1 else f"{days} days"


def board(team: str, rows: Sequence[Row], args: dict[str, str]) -> list[Part]:
    """A team's open ones, or what waits for a service, in the home pane: the gravest and oldest
    first."""
    parts: list[Part] = [text(Bold(team), f" – {_counted(rows)}")]
    for row in rows[:BOARD]:
        parts += _row(row)
    buttons = [
        Button(f"Blocker {row.shown.number}", views.MORE, row.shown.args) for row in rows[:BOARD]
    ]
    parts.append(Buttons((*buttons, Button("All of them", LIST, args))))
    return parts


def home(boards: Sequence[Part]) -> list[Part]:
    nothing = plain("Nothing is blocked in your teams.")
    return [Heading("Blockers"), *(boards or (nothing,))]


def _counted(rows: Sequence[Row]) -> str:
    by = [(name, [row for row in rows if row.shown.severity == name]) for name in SEVERITIES]
    told = [
        f"{len(some)} of {SEVERITIES[name].lower()} severity, oldest {aged(some[0].days)}"
        for name, some in reversed(by)
        if some
    ]
    return "; ".join(told)


def workback(team: str, found: Workback, weeks: int, args: dict[str, str]) -> Card:
    title = f"Where work gets blocked · {team}"
    parts: list[Part] = [
        Heading(title),
        small(f"The last {weeks} weeks, and what is still open from before"),
        views.rows(
            (
                ("Raised", line(str(found.raised))),
                ("Open", line(_open(found))),
                ("Resolved", line(_resolved(found))),
            )
        ),
    ]
    if found.where:
        parts.append(text(Bold("Kind, and what it waits for")))
        parts.append(Bullets(tuple(_where(each) for each in found.where[:WHERE])))
        if len(found.where) > WHERE:
            parts.append(small(f"… and {len(found.where) - WHERE} more: the CSV has them all."))
    if found.repeats:
        parts.append(text(Bold("What comes again – a topic for the retro")))
        parts.append(
            Bullets(
                tuple(line(f"{count} times: {summary}") for summary, count in found.repeats[:5])
            )
        )
    if any(week.raised or week.closed for week in found.weeks):
        parts.append(_trend(found.weeks))
    parts.append(Buttons((Button("As a table (CSV)", CSV, {**args, "of": "workback"}),)))
    return Card(title, tuple(parts))


def _trend(weeks: Sequence[Week]) -> Chart:
    # Who reads instead of looking is spared the weeks of nothing.
    told = [
        f"{_day(each)}: {each.raised} raised, {each.closed} closed"
        for each in weeks
        if each.raised or each.closed
    ]
    return Chart(
        "Week by week",
        f"Blockers in weeks beginning on {'; '.join(told)}.",
        tuple(_day(each) for each in weeks),
        (
            Series("Raised", tuple(each.raised for each in weeks)),
            Series("Closed", tuple(each.closed for each in weeks)),
        ),
        "vertical bars",
        "blockers",
        tuple(each.monday.isoformat() for each in weeks),
    )


def _day(week: Week) -> str:
    return f"{week.monday.day} {week.monday:%b}"


def _open(found: Workback) -> str:
    if found.oldest is None or found.middle_age is None:
        return "none"
    return (
        f"{found.open}, half of them for more than {in_days(found.middle_age)}, "
        f"the oldest for {in_days(found.oldest)}"
    )


def _resolved(found: Workback) -> str:
    if found.median is None or found.p85 is None:
        return "none"
    return (
        f"{found.resolved}, half of them within {in_days(found.median)}, "
        f"85\u00a0% within {in_days(found.p85)}"
    )


def _where(each: Where) -> Spans:
    took = f", half resolved within {in_days(each.days)}" if each.days is not None else ""
    is_open = f", {each.open} open" if each.open else ""
    if each.category == each.waits_for == NOT_SAID:
        return line(Bold(f"{each.count} × "), f"neither is said{is_open}{took}")
    return line(
        Bold(f"{each.count} × "), f"{each.category} – waits for: {each.waits_for}{is_open}{took}"
    )


def in_days(days: float) -> str:
    if days < 1:
        hours = max(1, round(days * 24))
        return "1 hour" if hours == 1 else f"{hours} hours"
    return "1 day" if round(days, 1) == 1 else f"{days:.1f} days".replace(".0 ", " ")


def setup(team: int, name: str, days: dict[str, int], opens: time, closes: time) -> Form:
    """`days`: working days without news, by rung; 0: never."""
    labels = {
        "owner": "Ask the owner again after",
        "product_owner": "Tell the product owner after",
        "sponsor": "Tell the sponsor after",
    }
    choices = tuple(
        Option(str(count), "never" if not count else f"{count} working day{'s' * (count > 1)}")
        for count in range(11)
    )
    return Form(
        "blocker.setup",
        "Blockers",
        (
            plain(f"When nothing happens to a blocker of {name}, the scrum master hears at once."),
            *(
                ChoiceField(field, label, choices, str(days[field]))
                for field, label in labels.items()
            ),
            TimeField("works_from", "Nobody is told before", opens),
            TimeField("works_until", "and nobody after", closes),
            small("Working hours are those of whoever is told, in their own time zone."),
        ),
        args={"team": str(team)},
    )
