"""A ballot: its form, and what it says to who filled it in. Plain values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    Option,
    Part,
    TextField,
    line,
    plain,
    small,
)
from handlers.retro import views
from handlers.retro.shown import Board, Topic

BUDGET = "retro.budget"
PAGE = 25
"""Topics of one form."""


def pages(board: Board) -> int:
    return max(-(-len(board.topics) // PAGE), 1)


def on_page(board: Board, page: int) -> Sequence[Topic]:
    """`page` counts from 1; beyond the last it is the last."""
    at = (min(page, pages(board)) - 1) * PAGE
    return board.topics[at : at + PAGE]


def voting(board: Board, ballot: Mapping[int, int], page: int = 1) -> Form:
    spent = sum(ballot.values())
    elsewhere = spent - sum(ballot.get(each.key, 0) for each in on_page(board, page))
    most = min(board.cap, board.budget)
    said = f"You have {_count(board.budget)}, at most {most} for one topic."
    if elsewhere:
        said += f" {_count(elsewhere)} of yours on other pages."
    options = tuple(Option(str(count), _label(count)) for count in range(1, most + 1))
    none = Option("0", "–")
    fields = tuple(
        ChoiceField(
            f"t{each.key}",
            each.title,
            (none, *options),
            str(ballot.get(each.key, 0)),
            hint=_hint(each),
            required=False,
        )
        for each in on_page(board, page)
    )
    return Form(
        "retro.vote",
        "Vote",
        (small(said), *fields),
        submit="Vote",
        args={**board.args, "page": str(page)},
    )


def budgeting(board: Board, budget: int, suggested: int) -> Form:
    return Form(
        "retro.budget",
        "How many votes",
        (
            TextField(
                "budget",
                "Votes for each of you",
                str(budget),
                hint=f"For {len(board.topics)} topics I suggest {suggested}.",
                longest=2,
            ),
            TextField("cap", "At most for one topic", str(board.cap), longest=2),
        ),
        args=board.args,
    )


def _label(count: int) -> str:
    return f"{'●' * count} {count}"


def _hint(topic: Topic) -> str:
    return f"{len(topic.cards)} cards" if len(topic.cards) > 1 else ""


def ballot(board: Board, given: Mapping[int, int]) -> Card:
    """What somebody voted, for their eyes alone."""
    left = board.budget - sum(given.values())
    items = tuple(
        line(Bold(f"{given[each.key]}"), f" – {each.title}")
        for each in board.topics
        if given.get(each.key)
    )
    said = "Your votes are in the box." if items else "You have given no votes."
    parts: list[Part] = [plain(said)]
    if items:
        parts.append(Bullets(items))
    if left:
        parts.append(small(f"You have {_count(left)} left."))
    buttons = [
        Button(
            ("Change" if items else "Vote")
            if pages(board) == 1
            else f"Topics {_range(board, page)}",
            views.VOTE,
            {**board.args, "page": str(page)},
            opens_form=True,
        )
        for page in range(1, pages(board) + 1)
    ]
    if items:
        buttons.append(Button("Take back all", "retro.no_vote", board.args))
    parts.append(Buttons((*buttons, Button("I’m done", views.DONE, board.args))))
    return Card(said, tuple(parts))


def _range(board: Board, page: int) -> str:
    first = (page - 1) * PAGE + 1
    return f"{first} to {min(page * PAGE, len(board.topics))}"


def _count(number: int) -> str:
    return "1 vote" if number == 1 else f"{number} votes"
