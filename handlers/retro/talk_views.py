"""Talking about a topic: the timer's word, the form of a note. Plain values in, cards and forms out."""

from __future__ import annotations

from handlers.cards import Bold, Button, Buttons, Card, Form, TextField, plain, text
from handlers.retro import views
from handlers.retro.shown import Board

LONGEST_NOTE = 1000


def time_is_up(board: Board) -> Card:
    topic = board.talked_about
    title = topic.title if topic else ""
    args = {**board.args, "topic": str(board.current)}
    buttons = (
        Button("5 more minutes", views.TALK, {**args, "do": "more"}),
        Button("Next topic", views.TALK, {**args, "do": "next"}, look="primary"),
    )
    return Card(
        f"Time is up for “{title}”",
        (text("Time is up for ", Bold(title), "."), Buttons(buttons)),
    )


def noting(board: Board, topic: int, title: str) -> Form:
    return Form(
        "retro.note",
        "Note",
        (
            plain(title),
            TextField(
                "words",
                "What should stay of this?",
                hint="It stands on the card, with your name.",
                multiline=True,
                longest=LONGEST_NOTE,
            ),
        ),
        args={**board.args, "topic": str(topic)},
    )
