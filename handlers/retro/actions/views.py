"""What an action shows: in lists, in private messages, in the retro. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers import new_tickets as tickets
from handlers import trackers
from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Link,
    Moment,
    Part,
    Plain,
    Quote,
    Small,
    Span,
    Spans,
    Text,
    line,
    plain,
    small,
    text,
)
from handlers.retro.actions.rules import DUE, FIRST_CHASE, HANDED, LAST_CHASE, SOON
from handlers.retro.actions.shown import Shown
from handlers.times import day_name

DONE = "action.done"
CHANGE = "action.change"
MOVE = "action.move"
DROP = "action.drop"
REOPEN = "action.reopen"
HEIR = "action.heir"
LIST = "action.list"


def told(shown: Shown, step: int, giver: str) -> Card:
    """What who does it hears at each step. `giver`: who handed it over."""
    said = _said(shown, step, giver)
    parts: list[Part] = [
        plain(said),
        Text(words(shown)),
        small(f"{shown.team} · due ", *due(shown)),
        *(new_tickets(shown) if step == HANDED else ()),
        _answers(shown, step),
    ]
    if step == LAST_CHASE:
        last = "This is the last time I ask. It stays open, and the next retro begins with it."
        parts.insert(-1, small(last))
    return Card(f"{said} {shown.words}", tuple(parts))


def _said(shown: Shown, step: int, giver: str) -> str:
    match step:
        case _ if step == HANDED:
            return f"{giver} gave you an action. Is that right for you?"
        case _ if step == SOON:
            return f"This action of yours is due {_in_words(shown)}."
        case _ if step == DUE and not shown.is_late:
            return f"This action of yours is due {_in_words(shown)}."
        case _ if step == FIRST_CHASE - 1:
            return f"This action of yours was due on {day_name(shown.due_day)}."
        case _:
            return f"This was due on {day_name(shown.due_day)}. How does it stand?"


def _in_words(shown: Shown) -> str:
    day = shown.due_day
    if day == shown.today:
        return "today"
    if day == shown.today + timedelta(days=1):
        return "tomorrow"
    return f"on {day_name(day)}"


def _answers(shown: Shown, step: int) -> Buttons:
    move = _button(shown, "Move the date", MOVE, opens=True)
    change = _button(shown, "Change", CHANGE, opens=True)
    return Buttons(
        (
            _button(shown, "Done", DONE, look="primary"),
            # Somebody may want to pass on what was handed to them.
            change if step == HANDED else move,
            _button(shown, "Drop it", DROP, opens=True),
        )
    )


def settled(shown: Shown) -> Card:
    """In place of what was told, once it no longer asks for anything; or what is true of it now."""
    parts: list[Part] = [Text(words(shown)), small(*state(shown))]
    if shown.closing:
        parts.append(Quote(shown.closing))
    if not shown.is_open:
        parts.append(Buttons((_button(shown, reopen_label(shown), REOPEN),)))
    return Card(f"{words_of(state(shown))}: {shown.words}", tuple(parts))


def reopen_label(shown: Shown) -> str:
    return "Not done after all" if shown.status == "done" else "Take it up again"


def state(shown: Shown) -> Spans:
    """Who does it by when, or what became of it."""
    if shown.is_open:
        late = " – that has passed" if shown.is_late else ""
        return line(f"{shown.team} · {owner(shown)} · due ", *due(shown), late)
    when = f" on {day_name(shown.closed_on)}" if shown.closed_on else ""
    return line(f"{shown.team} · {owner(shown)} · {shown.status}{when}")


def words_of(spans: Spans) -> str:
    """On one line, where no platform shows moments."""
    return "".join(
        span.at.isoformat(" ", "minutes") if span.is_a == "moment" else getattr(span, "text", "")
        for span in spans
    )


def owner(shown: Shown) -> str:
    return f"{shown.owner} (is no longer there)" if shown.has_left else shown.owner


def due(shown: Shown) -> Spans:
    if shown.due_at is not None:
        return (Moment(shown.due_at, shown.zone, "day and time"),)
    year = f" {shown.due_day.year}" if shown.due_day.year != shown.today.year else ""
    return line(f"{day_name(shown.due_day)}{year}")


def words(shown: Shown) -> Spans:
    """What names a ticket leads there."""
    return trackers.bold(shown.words, shown.trackers)


def new_tickets(shown: Shown) -> list[Part]:
    """Where it can become a ticket, unless it names one already."""
    if trackers.tickets(shown.words, shown.trackers):
        return []
    more = f"{shown.owner}, by {words_of(due(shown))}. {shown.team}"
    found = tickets.new_tickets(shown.trackers, shown.words, more)
    spans = [span for name, url in found for span in (Plain(" · "), Link(f"New in {name}", url))]
    return [Small(tuple(spans[1:]))] if spans else []


def made(shown: Shown, *, is_mine: bool) -> Card:
    """To who gave it: what was understood."""
    who = "You do" if is_mine else f"{shown.owner} does"
    spans: list[Span | str] = [f"{who} this by ", *due(shown), ": ", *words(shown)]
    parts: list[Part] = [text(*spans)]
    if not is_mine:
        parts.append(small(f"{shown.owner} hears of it in working hours."))
    parts += new_tickets(shown)
    parts.append(
        Buttons(
            (
                _button(shown, "Change", CHANGE, opens=True),
                Button("All actions", LIST, {"filter": "team", "team": str(shown.team_id)}),
            )
        )
    )
    return Card(f"{who} this: {shown.words}", tuple(parts))


def which_due(owner: str, question: str, options: Sequence[str], args: dict[str, str]) -> Card:
    """Asked back where the day can mean several. `args` is what giving it takes, but for the day."""
    said = f"{question} {owner} is to do this by then:"
    choices = tuple(Button(each, "action.due", {**args, "due": each}) for each in options[:5])
    parts = (plain(said), text(Bold(args["words"])), Buttons(choices))
    return Card(f"{said} {args['words']}", parts)


def orphaned(shown: Shown) -> Card:
    """To who runs the team: its owner is gone."""
    said = f"{shown.owner} is no longer there, and this action still is. Who does it now?"
    parts = (
        plain(said),
        Text(words(shown)),
        small(f"{shown.team} · due ", *due(shown)),
        Buttons(
            (
                _button(shown, "Choose somebody", HEIR, look="primary", opens=True),
                _button(shown, "Drop it", DROP, opens=True),
            )
        ),
    )
    return Card(f"{said} {shown.words}", parts)


def note(words: str, buttons: Sequence[Button] = ()) -> Card:
    parts: list[Part] = [plain(words)]
    if buttons:
        parts.append(Buttons(tuple(buttons)))
    return Card(words.split("\n")[0], tuple(parts))


def _button(
    shown: Shown, label: str, action: str, *, look: str = "plain", opens: bool = False
) -> Button:
    return Button(label, action, shown.args, look=look, opens_form=opens)  # type: ignore[arg-type]
