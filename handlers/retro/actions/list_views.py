"""Many actions at once: the list, the home pane, what became of them. Plain values in, parts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Part,
    Quote,
    Span,
    Spans,
    Text,
    line,
    plain,
    small,
    text,
)
from handlers.retro.actions import views
from handlers.retro.actions.shown import Shown
from handlers.times import day_name

FILTERS = {"team": "Everybody’s", "mine": "Mine", "closed": "Done and dropped"}
PAGE = 5
"""Actions on one page, each with its buttons."""
HOME = 5
"""In the home pane."""
REVIEWED = 8
"""Open ones that the opening of a retro has buttons for; the others are in the list."""


@dataclass(frozen=True, slots=True)
class Row:
    shown: Shown
    may_change: bool = True
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a team's actions since it last looked at them."""

    team: str
    done: tuple[Shown, ...]
    dropped: tuple[Shown, ...]
    open: tuple[Shown, ...]
    """In the order they are due."""

    @property
    def is_nothing(self) -> bool:
        return not (self.done or self.dropped or self.open)


def listed(title: str, rows: Sequence[Row], page: int, pages: int, args: dict[str, str]) -> Card:
    """One page, counted from 1. `args` lead back to the list; its filter is among them."""
    chosen = args.get("filter", "team")
    parts: list[Part] = [Heading(title)]
    if not rows:
        parts.append(plain(_NOTHING[chosen]))
    for row in rows:
        parts += _row(row, {**args, "page": str(page)})
    if pages > 1:
        parts.append(small(f"Page {page} of {pages}"))
    turning = [
        Button(label, views.LIST, {**args, "page": str(to)})
        for label, to in (("Back", page - 1), ("Next", page + 1))
        if 1 <= to <= pages
    ]
    others = [
        Button(label, views.LIST, {**args, "filter": name, "page": "1"})
        for name, label in FILTERS.items()
        if name != chosen and (name == "mine" or "team" in args)
    ]
    if "team" in args:
        others.append(Button("New action", "action.new", {"team": args["team"]}, opens_form=True))
    if turning:
        parts.append(Buttons(tuple(turning)))
    if others:
        parts.append(Buttons(tuple(others)))
    return Card(title, tuple(parts))


_NOTHING = {
    "team": "Nothing is open.",
    "mine": "Nothing of yours is open.",
    "closed": "Nothing was done or dropped so far.",
}


def _row(row: Row, args: dict[str, str]) -> list[Part]:
    """`args`: where a press on it came from."""
    shown = row.shown
    about = views.state(shown)
    if row.is_mine and shown.is_open:
        about = (*about, *line(" · yours"))
    parts: list[Part] = [Text(views.words(shown)), small(*about)]
    if shown.closing:
        parts.append(Quote(shown.closing))
    back = {**args, **shown.args}
    if not row.may_change:
        return parts
    if not shown.is_open:
        reopen = Button(views.reopen_label(shown), views.REOPEN, back)
        return [*parts, Buttons((reopen,))]
    return [*parts, _answers(back)]


def _answers(args: dict[str, str]) -> Buttons:
    return Buttons(
        (
            Button("Done", views.DONE, args),
            Button("Change", views.CHANGE, args, opens_form=True),
            Button("Drop", views.DROP, args, opens_form=True),
        )
    )


def home(mine: Sequence[Row], count: int, teams: Sequence[tuple[int, str]]) -> list[Part]:
    """The first few of `count`; and the teams whose actions can be looked at, with id and name."""
    parts: list[Part] = [Heading("Actions")]
    if not mine:
        parts.append(plain("Nothing of yours is open."))
    for row in mine:
        parts += _row(row, {"in": "home"})
    if count > len(mine):
        more = Button(f"All {count} of mine", views.LIST, {"filter": "mine"})
        parts.append(Buttons((more,)))
    if teams:
        lists = [
            Button(f"Actions of {name}", views.LIST, {"filter": "team", "team": str(key)})
            for key, name in teams[:HOME]
        ]
        parts.append(Buttons(tuple(lists)))
    return parts


def became(found: Became, args: dict[str, str]) -> list[Part]:
    """For the opening of a retro: everybody sees it, whoever may presses."""
    parts: list[Part] = [plain(counted(found))]
    if found.done:
        parts += [text(Bold("Done")), Bullets(tuple(_closed(each) for each in found.done))]
    if found.dropped:
        parts += [text(Bold("Dropped")), Bullets(tuple(_closed(each) for each in found.dropped))]
    if found.open:
        parts.append(text(Bold("Still open")))
    for shown in found.open[:REVIEWED]:
        parts += _row(Row(shown), args)
    if len(found.open) > REVIEWED:
        label = f"All {len(found.open)} that are open"
        more = Button(label, views.LIST, {"filter": "team", "team": args["team"]})
        parts.append(Buttons((more,)))
    return parts


def of_topic(made: Sequence[Shown]) -> list[Part]:
    """Beneath the topic that is talked about."""
    if not made:
        return []
    return [text(Bold("What we do about it")), Bullets(tuple(in_short(each) for each in made))]


def of_retro(made: Sequence[Shown], args: dict[str, str]) -> list[Part]:
    """What the retro has come to. `args` lead to the retro."""
    if made:
        parts: list[Part] = [
            text(Bold("What we do")),
            Bullets(tuple(in_short(each) for each in made)),
        ]
    else:
        parts = [plain("There is no action so far. One that is done is worth more than five.")]
    new = Button("New action", "action.topic", args, opens_form=True)
    every = Button("Change one", views.LIST, {"filter": "team", "team": args["team"]})
    return [*parts, Buttons((new, every) if made else (new,))]


def in_short(shown: Shown) -> Spans:
    """On one line: what, who, and by when or what became of it."""
    if shown.is_open:
        late = " (overdue)" if shown.is_late else ""
        return line(*views.words(shown), f" – {views.owner(shown)}, by ", *views.due(shown), late)
    return line(*views.words(shown), f" – {shown.owner}, {shown.status}")


def counted(found: Became) -> str:
    if not (found.done or found.dropped or found.open):
        return f"{found.team} had nothing open. A fresh start."
    told = [f"{len(found.done)} done"] if found.done else ["None done"]
    if found.dropped:
        told.append(f"{len(found.dropped)} dropped")
    late = sum(each.is_late for each in found.open)
    overdue = f", {late} of them overdue" if late else ""
    told.append(f"{len(found.open)} still open{overdue}" if found.open else "nothing left open")
    return f"{' · '.join(told)}."


def _closed(shown: Shown) -> Spans:
    spans: list[Span | str] = [*views.words(shown), f" – {shown.owner}"]
    if shown.closed_on:
        spans.append(f", {day_name(shown.closed_on)}")
    if shown.closing:
        spans.append(f": {shown.closing}")
    return line(*spans)
