"""What is said in private: to who starts, to who facilitates. Plain values in, cards out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Confirm,
    Form,
    Heading,
    Moment,
    Part,
    PersonField,
    Span,
    plain,
    small,
    text,
)
from handlers.retro import over_days_views, views
from handlers.retro.rules import CLOSED, NAMES, after, before
from handlers.retro.shown import Board, Count
from handlers.retro.vote_views import BUDGET


def started(team: str, facilitator: str, is_anonymous: bool, few: bool) -> Card:
    parts: list[Part] = [
        plain(f"The retro of {team} is open. {facilitator} facilitates it, step by step.")
    ]
    if few and is_anonymous:
        parts.append(small("There are fewer than three of you: who wrote what can be guessed."))
    return Card(f"The retro of {team} is open", tuple(parts))


def panel(board: Board, count: Count, leads: bool, may_take: bool) -> Card:
    """Where it stands, for one reader; with what they can do."""
    said = f"The retro of {board.team} is at “{NAMES[board.phase]}”."
    about: list[Span | str] = [f"{board.facilitator} facilitates it."]
    if board.deadline:
        about += [" This part ends ", Moment(board.deadline, board.zone, "day and time"), "."]
    parts: list[Part] = [plain(said), small(*about)]
    if leads:
        parts += _counts(board, count)
    parts += _actions(board, leads, may_take)
    return Card(said, tuple(parts))


def _counts(board: Board, count: Count) -> list[Part]:
    if board.phase == "collect":
        took = (
            f"{_people(count.took_part)} took cards to write on, {count.done} said they are done."
        )
        return [text(f"{count.cards} {took}")]
    if board.phase == "vote":
        return [text(f"{_people(count.voted)} voted, {count.done} said they are done.")]
    return []


def _actions(board: Board, leads: bool, may_take: bool) -> list[Part]:
    if board.phase == CLOSED:
        return []
    args = {**board.args, "from": board.phase}
    rows: list[Part] = []
    if mine := views.taking_part(board):
        rows.append(Buttons(mine))
    if leads:
        to = after(board.phase)
        label = "Close the retro" if to == CLOSED else f"Next: {NAMES[to]}"
        row = [Button(label, views.NEXT, args, look="plain" if mine else "primary")]
        if (to_go := before(board.phase)) is not None:
            row.append(
                Button(f"Back: {NAMES[to_go]}", "retro.back", args, confirm=_back(board.phase))
            )
        row.append(Button("Refresh", views.PANEL, {**args, "again": "yes"}))
        rows.append(Buttons(tuple(row)))
        others = [Button("Hand over", "retro.hand", args, opens_form=True)]
        if board.phase in ("group", "vote"):
            others.append(Button("Number of votes", BUDGET, args, opens_form=True))
        others += over_days_views.change_button(board)
        if not board.is_anonymous:
            others.append(Button("Make it anonymous", "retro.anonymous", args))
        others += [
            Button("Bring the card down", "retro.down", args),
            Button("End the retro", "retro.close", args, look="danger", confirm=END),
        ]
        rows.append(Buttons(tuple(others)))
    elif may_take:
        rows.append(Buttons((Button("Take over", "retro.take", args),)))
    return rows


END = Confirm(
    "End the retro?",
    "What is still hidden is shown, votes are counted, and nothing more can be added.",
    "End it",
)


def _back(phase: str) -> Confirm | None:
    if phase in ("vote", "discuss"):
        return Confirm("One step back?", "Everybody’s votes are forgotten then.", "Go back")
    if phase == "group":
        words = "What was shown stays shown. Cards can be added, not changed."
        return Confirm("One step back?", words, "Go back")
    return None


def home(boards: Sequence[Board]) -> list[Part]:
    """In the home pane; nothing for who has no retro open."""
    parts: list[Part] = [Heading("Retros")] if boards else []
    for board in boards:
        about: list[Span | str] = [Bold(board.team), f" is at “{NAMES[board.phase]}”"]
        if board.deadline:
            about += [", which ends ", Moment(board.deadline, board.zone, "day and time")]
        parts.append(text(*about, "."))
        more = Button("More", views.PANEL, board.args)
        parts.append(Buttons((*views.taking_part(board), more)))
    return parts


def ended_early(board: Board) -> Card:
    """Asked before `/retro close` counts."""
    said = f"The retro of {board.team} is at “{NAMES[board.phase]}”. End it now?"
    end = Button("End the retro", "retro.close", board.args, look="danger")
    return Card(said, (plain(said), small(END.text), Buttons((end,))))


def few_wrote(board: Board) -> Card:
    """Asked before the reveal, where anonymity would be thin."""
    said = "Fewer than three wrote something, so who wrote what can be guessed."
    show = Button(
        "Show the cards all the same",
        views.NEXT,
        {**board.args, "from": board.phase, "few": "yes"},
    )
    return Card(said, (plain(said), small("You can wait for more cards."), Buttons((show,))))


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def handed(board: Board, by: str) -> Card:
    """In private, to whom it was handed."""
    said = f"{by} asks you to facilitate the retro of {board.team} from now on."
    where = f"It is at “{NAMES[board.phase]}”."
    more = Button("What I can do", views.PANEL, board.args, look="primary")
    return Card(said, (plain(said), small(where), Buttons((more,))))


def handing(board: Board) -> Form:
    return Form(
        "retro.hand",
        "Hand over",
        (PersonField("person", "Who facilitates from now on?"),),
        submit="Hand over",
        args=board.args,
    )
