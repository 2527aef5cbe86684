"""Earlier answers, for who may read them. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import (
    Args,
    Bold,
    Button,
    Buttons,
    Card,
    Heading,
    Link,
    Moment,
    Part,
    plain,
    small,
    text,
)
from handlers.paging import pages
from handlers.standup.questions import Question
from handlers.standup.views import answers_given, day_name


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody answered on one day."""

    day: date
    name: str
    questions: tuple[Question, ...]
    answers: Mapping[str, str]


def history(
    team: str,
    about: str,
    told: Sequence[Told],
    page: int,
    turn: str,
    args: Args,
    *,
    is_cut: bool = False,
    exports: bool = True,
) -> Card:
    """`about`: whose and of when. `page` counts from 0; `turn` is what the buttons that turn it
    do. `is_cut`: there were more than are told."""
    head: list[Part] = [Heading(f"Answers of {team}"), small(about)]
    summary = f"Answers of {team}"
    if not told:
        return Card(summary, (*head, plain("There are none.")))
    leaves = _leaves(told)
    page = min(max(page, 0), len(leaves) - 1)
    shown = leaves[page]
    if len(leaves) > 1:
        shown.append(small(f"Page {page + 1} of {len(leaves)}"))
    if is_cut and page == len(leaves) - 1:
        shown.append(small("There are more. Ask for a shorter time, or for one person."))
    buttons = []
    if page > 0:
        buttons.append(Button("Newer", turn, {**args, "page": str(page - 1)}))
    if page < len(leaves) - 1:
        buttons.append(Button("Older", turn, {**args, "page": str(page + 1)}))
    if exports:
        buttons.append(Button("As a table (CSV)", "standup.export", {**args, "as": "csv"}))
        buttons.append(Button("As text (Markdown)", "standup.export", {**args, "as": "md"}))
    return Card(summary, (*head, *shown, *([Buttons(tuple(buttons))] if buttons else [])))


def _leaves(told: Sequence[Told]) -> list[list[Part]]:
    """As many whole answers on each as there is room for."""
    leaves: list[list[Part]] = [[]]
    for each in told:
        parts: list[Part] = [text(Bold(each.name), f" · {day_name(each.day)} {each.day.year}")]
        parts += answers_given(each.questions, each.answers)
        if leaves[-1] and len(pages(Card("", (*leaves[-1], *parts)))) > 1:
            leaves.append([])
        first, *more = pages(Card("", (*leaves[-1], *parts)))
        leaves[-1] = list(first.parts)
        leaves += [list(page.parts) for page in more]
    return leaves


def which(standups: Sequence[tuple[int, str]], turn: str, args: Args) -> Card:
    """By id, and what they are called."""
    buttons = tuple(Button(name, turn, {**args, "standup": str(key)}) for key, name in standups)
    asks = "You are in several teams. Whose answers do you mean?"
    return Card("Whose answers?", (plain(asks), Buttons(buttons)))


def link(team: str, url: str, until: datetime, zone: str) -> Card:
    return Card(
        f"The answers of {team} are ready",
        (
            text(Link(f"Download the answers of {team}", url)),
            small(
                "Only for you: whoever has this link can read them. It works until ",
                Moment(until, zone),
                ".",
            ),
        ),
    )
