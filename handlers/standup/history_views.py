"""Earlier answers, for who may read them. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.cards import (
    Args,
    Bold,
    Button,
    Buttons,
    Card,
    Heading,
    Part,
    plain,
    small,
    text,
)
from handlers.paging import pages
from handlers.standup.questions import Question
from handlers.standup.views import answers_given
from handlers.times import day_and_year

TOGETHER = 8
"""Answers on one page."""
LONGEST_PAGE = 3000
"""Characters of answers on one page, as long as it holds more than one."""


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
    """A few whole answers on each; one that is very long goes on on the next."""
    leaves: list[list[Part]] = [[]]
    size = count = 0
    for each in told:
        length = sum(len(words) for words in each.answers.values())
        if leaves[-1] and (count >= TOGETHER or size + length > LONGEST_PAGE):
            leaves.append([])
            size = count = 0
        size, count = size + length, count + 1
        parts: list[Part] = [text(Bold(each.name), f" · {day_and_year(each.day)}")]
        parts += answers_given(each.questions, each.answers)
        first, *more = pages(Card("", tuple(parts)))
        leaves[-1] += first.parts
        leaves += [list(page.parts) for page in more]
    return leaves
