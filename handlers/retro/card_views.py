"""What is said to who writes cards, and the forms for it. Plain values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Field,
    Form,
    Italic,
    Option,
    Part,
    Quote,
    TextField,
    plain,
    small,
)
from handlers.retro import rules, views
from handlers.retro.shown import Board, Written


def adding(board: Board, token: str, column: int = 0) -> Form:
    """`token` leads to the cards of this form; `column`: the one to begin with."""
    columns = sorted(board.columns, key=lambda each: each.key != column)
    fields = tuple(
        TextField(
            f"c{each.key}",
            each.name,
            hint=each.hint,
            required=False,
            multiline=True,
        )
        for each in columns
    )
    args = {**board.args, "token": token, "anonymous": "yes" if board.is_anonymous else ""}
    return Form(
        "retro.add",
        "Add cards",
        (small("Each line becomes a card."), *fields, *_own(board, False)),
        submit="Put into the box",
        args=args,
    )


def _own(board: Board, own: bool) -> tuple[Field, ...]:
    if not board.is_anonymous:
        return ()
    return (
        ChoicesField(
            "own",
            "Your name",
            (Option("yes", "Put my name on it"),),
            ("yes",) if own else (),
            required=False,
        ),
    )


def changing(board: Board, token: str, column: int, words: str, own: bool) -> Form:
    options = tuple(Option(str(each.key), each.name) for each in board.columns)
    return Form(
        "retro.change_card",
        "Change your card",
        (
            ChoiceField("column", "Column", options, str(column)),
            TextField("text", "Your card", words, multiline=True, longest=rules.LONGEST_CARD),
            *_own(board, own),
        ),
        submit="Change it",
        args=_args(board, token),
    )


def kept(board: Board, cards: Sequence[Written], changed: bool = False) -> Card:
    """The one thing that can change them lies in its buttons."""
    one = len(cards) == 1
    said = "Your card is in the box." if one else f"Your {len(cards)} cards are in the box."
    if changed:
        said = "Your card is changed."
    parts: list[Part] = [plain(said)]
    for card in cards:
        name = f", with your name, {card.name}" if card.name else ""
        args = _args(board, card.token)
        parts += [
            small(Italic(card.column), name),
            Quote(card.text),
            Buttons(
                (
                    Button("Change", "retro.change_card", args, opens_form=True),
                    Button("Take back", "retro.take_back", args),
                )
            ),
        ]
    what = "the card" if one else "them"
    whose = "it is" if one else "they are"
    parts.append(
        small(
            f"Only this message can change {what}, as I don’t know whose {whose}. Your chat may "
            "clear it away one day; then what is in the box stays as it is."
        )
        if board.is_anonymous
        else small(f"Only this message can change {what} before all cards are shown.")
    )
    parts.append(Buttons((Button("Add more cards", views.ADD, board.args, opens_form=True),)))
    return Card(said, tuple(parts))


def _args(board: Board, token: str) -> dict[str, str]:
    return {**board.args, "round": str(board.round), "token": token}
