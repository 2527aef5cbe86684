"""The cards of milestones and risks. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Facts,
    Heading,
    Moment,
    Part,
    Quote,
    Span,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.outlook.rules import ENDS, LEVELS, Kind, gravity
from handlers.outlook.shown import Line, Shown
from handlers.times import day_and_year

MORE, END, MOVE, STILL = "outlook.more", "outlook.end", "outlook.move", "outlook.still"
CHANGE, REOPEN, LIST = "outlook.change", "outlook.reopen", "outlook.list"
PAGE = 5
"""On one page of a list: each has a button."""
LABELS = {
    "reached": "Reached",
    "missed": "Missed",
    "dropped": "Drop it",
    "happened": "It happened",
    "over": "It is over",
}
STATES = {"happened": "It happened", "over": "Over", "dropped": "Dropped"}


def card(shown: Shown) -> Card:
    """In the team's channel; edited in place as things go on."""
    parts: list[Part] = [text(Bold(f"{shown.name}: "), shown.title), Facts(_facts(shown))]
    if shown.closing:
        parts.append(Quote(shown.closing))
    if shown.is_open:
        first = "reached" if shown.kind == "milestone" else "over"
        doing = [_ending(shown, first, is_first=True)]
        if shown.kind == "milestone":
            doing.append(Button("Move it", MOVE, shown.args, opens_form=True))
        else:
            doing.append(Button("Still so", STILL, shown.args))
        parts.append(Buttons((*doing, _more(shown))))
    else:
        parts.append(Buttons((_more(shown),)))
    return Card(f"{shown.name} of {shown.team}: {_state(shown)}", tuple(parts))


def more(shown: Shown, history: Sequence[Line], *, can_change: bool) -> Card:
    """All of it with its history, the newest first; in private."""
    parts: list[Part] = [
        text(Bold(f"{shown.name}: "), shown.title),
        Facts((*_facts(shown), ("Noted by", line(shown.made_by)))),
    ]
    if shown.closing:
        parts.append(Quote(shown.closing))
    if history:
        parts.append(text(Bold("What happened")))
        parts.append(Bullets(tuple(_line(each) for each in history)))
    if can_change:
        parts.append(Buttons(_doing(shown)))
    return Card(f"{shown.name} of {shown.team}", tuple(parts))


def noted(shown: Shown) -> Card:
    """To who has noted it."""
    when = "It is due" if shown.kind == "milestone" else "Somebody looks at it again"
    said: list[Span | str] = [f"Noted as {shown.kind} {shown.number} of {shown.team}. "]
    said.append(f"{when} on {day_and_year(shown.due_on)}.")
    if shown.owner:
        said.append(f" Owner: {shown.owner}.")
    change = Button("Change", CHANGE, shown.args, opens_form=True)
    parts = (text(*said), text(Bold(shown.title)), Buttons((change, _more(shown))))
    return Card(f"Noted as {shown.kind} {shown.number}", parts)


def yours(shown: Shown, by: str) -> Card:
    """To somebody who owns it from now on."""
    asks = "see that this is reached" if shown.kind == "milestone" else "keep an eye on this"
    return Card(
        f"{by} asks you to {asks}",
        (text(f"{by} asks you to {asks}."), *card(shown).parts),
    )


def overdue(shown: Shown) -> Card:
    """Asked once, in private."""
    if shown.kind == "milestone":
        title = f"{shown.name} was due on {day_and_year(shown.due_on)}. How did it go?"
        doing = (
            _ending(shown, "reached", is_first=True),
            Button("Move it", MOVE, shown.args, opens_form=True),
            _ending(shown, "missed"),
            _ending(shown, "dropped"),
        )
    else:
        title = f"{shown.name} was to be looked at again by {day_and_year(shown.due_on)}. Is it still so?"
        doing = (
            Button("Still so", STILL, shown.args, look="primary"),
            Button("Change", CHANGE, shown.args, opens_form=True),
            _ending(shown, "happened"),
            _ending(shown, "over"),
        )
    parts: list[Part] = [plain(title), text(Bold(shown.title))]
    parts.append(small(f"{shown.team}. I ask this once; the weeknote tells how it stands."))
    return Card(title, (*parts, Buttons(doing)))


def listed(
    title: str,
    rows: Sequence[Shown],
    page: int,
    pages: int,
    args: dict[str, str],
) -> Card:
    """One page, counted from 1. `args` lead back to it; its kind and filter are among them."""
    kind = args["kind"]
    parts: list[Part] = [Heading(title)]
    if not rows:
        example = "Winter timetable live by 12 December"
        if kind == "risk":
            example = "Engine part comes late, likelihood high, impact medium"
        parts.append(plain("There are none. Note one like this:"))
        parts.append(small(f"/weeknote {kind} {example}"))
    for row in rows:
        parts += [text(Bold(f"{row.number}  "), row.title), small(*_about(row))]
    if rows:
        parts.append(Buttons(tuple(Button(row.name, MORE, row.args) for row in rows)))
    if pages > 1:
        parts.append(small(f"Page {page} of {pages}"))
    turning = [
        Button(label, LIST, {**args, "page": str(to)})
        for label, to in (("Back", page - 1), ("Next", page + 1))
        if 1 <= to <= pages
    ]
    other = ("closed", "Closed") if args["filter"] == "open" else ("open", "Open")
    turning.append(Button(other[1], LIST, {**args, "filter": other[0], "page": "1"}))
    return Card(title, (*parts, Buttons(tuple(turning))))


def note(words: str) -> Card:
    return Card(words.split("\n")[0], (plain(words),))


def _facts(shown: Shown) -> tuple[tuple[str, Spans], ...]:
    """What matters of it, the first thing first."""
    late = " (overdue)" if shown.is_overdue and shown.is_open else ""
    rows: list[tuple[str, Spans]] = []
    if shown.kind == "risk":
        weight = LEVELS[gravity(shown.likelihood, shown.impact)]
        rows.append(("Likelihood", line(LEVELS[shown.likelihood])))
        rows.append(("Impact", line(f"{LEVELS[shown.impact]} – {weight.lower()} risk in all")))
        rows.append(("Response", line(shown.response or "none yet")))
    if shown.is_open:
        label = "Due" if shown.kind == "milestone" else "Look again"
        rows.append((label, line(f"{day_and_year(shown.due_on)}{late}")))
    rows.append(("Owner", line(shown.owner or "nobody yet")))
    rows.append(("Status", line(_state(shown))))
    return tuple(rows)


def _about(shown: Shown) -> list[Span | str]:
    about = [shown.owner or "nobody yet"]
    if shown.kind == "risk":
        levels = f"likelihood {shown.likelihood}, impact {shown.impact}"
        about = [f"{LEVELS[gravity(shown.likelihood, shown.impact)]} risk: {levels}", *about]
    if not shown.is_open:
        about.append(_state(shown).lower())
    elif shown.is_overdue:
        about.append(f"overdue since {day_and_year(shown.due_on)}")
    else:
        about.append(
            f"{'due' if shown.kind == 'milestone' else 'look again'} {day_and_year(shown.due_on)}"
        )
    return [" · ".join(about)]


def _state(shown: Shown) -> str:
    if shown.is_open and shown.is_overdue:
        return "Open, overdue" if shown.kind == "milestone" else "Open, to be looked at again"
    return STATES.get(shown.status, shown.status.capitalize())


def _line(each: Line) -> Spans:
    who = f"{each.who or 'Drumbeat'} {each.did}"
    words = f": {each.words}" if each.words else ""
    return line(Moment(each.at, each.zone, "day"), f" – {who}{words}")


def _doing(shown: Shown) -> tuple[Button, ...]:
    if not shown.is_open:
        return (Button("Open it again", REOPEN, shown.args, confirm=_AGAIN),)
    others = [_ending(shown, how) for how in ENDS[shown.kind]]
    middle = (
        Button("Move it", MOVE, shown.args, opens_form=True)
        if shown.kind == "milestone"
        else Button("Still so", STILL, shown.args)
    )
    return (*others, middle, Button("Change", CHANGE, shown.args, opens_form=True))


_AGAIN = Confirm("Open it again?", "The card in the channel says so.", "Open it again")


def _ending(shown: Shown, how: str, *, is_first: bool = False) -> Button:
    args = {**shown.args, "how": how}
    look = "primary" if is_first else "plain"
    return Button(LABELS[how], END, args, look=look, opens_form=True)  # type: ignore[arg-type]


def _more(shown: Shown) -> Button:
    return Button("More", MORE, shown.args)


def kind_title(kind: Kind) -> str:
    return "Milestones" if kind == "milestone" else "Risks"
