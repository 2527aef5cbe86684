"""Examples of how a retro ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.example import Example
from handlers.retro import closing_views, export
from handlers.retro.actions.examples import DONE, HARD, OPEN, TIMED
from handlers.retro.closing_views import Summary, Worth
from handlers.retro.shown import Board, Column, Paper, Topic
from handlers.retro.theming import Theme

ARGS = {"retro": "1"}
UNTIL = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)
TOPICS = (
    Topic(
        1,
        "Reviews wait too long for anybody outside the team",
        (
            Paper(1, "Anchor", "Reviews wait too long for anybody outside the team"),
            Paper(2, "Rocks", "Nobody knows who reviews what", "Dev Nair"),
        ),
        7,
        1,
        state="discussed",
        notes=(
            ("Grace Miller", "Two reviewers are enough; a third waits a day for nothing."),
            ("Dev Nair", "A rota worked in the harbour office."),
        ),
    ),
    Topic(
        2,
        "Release notes",
        (Paper(3, "Anchor", "Release notes"),),
        4,
        2,
        is_tied=True,
        state="discussed",
        notes=(("Chiara Moretti", "They can be drawn from the tickets."),),
    ),
    Topic(3, "Flaky tests", (Paper(4, "Rocks", "Flaky tests"),), 4, 2, True, "skipped"),
    Topic(4, "The new room", (Paper(5, "Wind", "The new room"),), 0, 4),
    Topic(5, HARD[:90], (Paper(6, "Wind", HARD),), 0, 4),
)
BOARD = Board(
    1,
    "Harbor",
    "Sailboat",
    "closed",
    "Grace Miller",
    "Europe/Berlin",
    (Column(1, "Anchor"), Column(2, "Rocks"), Column(3, "Wind")),
    topics=TOPICS,
)
WORTH = Worth(True, 6, 4.1667, 3, 5)
FULL = Summary(BOARD, FRIDAY, (OPEN, TIMED, DONE), WORTH)


def examples() -> list[Example]:
    many = tuple(
        Topic(each, f"Topic {each} that somebody thought of", (), max(0, 14 - each), each)
        for each in range(1, 41)
    )
    unvoted = tuple(replace(each, votes=None, notes=(), is_tied=False) for each in TOPICS[:3])
    zone = BOARD.zone
    return [
        Example("retro summary", closing_views.summary(FULL)),
        Example(
            "retro summary: still asking",
            closing_views.summary(replace(FULL, worth=Worth(), actions=())),
        ),
        Example(
            "retro summary: many topics",
            closing_views.summary(replace(FULL, board=replace(BOARD, topics=many))),
        ),
        Example(
            "retro summary: ended early, few answers",
            closing_views.summary(Summary(replace(BOARD, topics=unvoted), FRIDAY, (), Worth(True))),
        ),
        Example(
            "retro summary: no card",
            closing_views.summary(Summary(replace(BOARD, topics=()), FRIDAY, ())),
        ),
        Example("retro worth asked", closing_views.asked("Harbor", ARGS, UNTIL, zone)),
        Example("retro worth thanked", closing_views.thanked(ARGS, UNTIL, zone)),
        Example("retro worth counted", closing_views.counted("Harbor")),
        Example(
            "retro as Markdown",
            closing_views.as_markdown("Harbor", ARGS, export.as_markdown(FULL)),
        ),
        Example("retro themes", closing_views.themes("Harbor", _themes(), 5)),
        Example("retro themes: none", closing_views.themes("Harbor", [], 5)),
        Example("retro themes: too early", closing_views.themes("Harbor", [], 1)),
    ]


def _themes() -> list[Theme]:
    return [
        Theme(
            "Reviews wait too long",
            4,
            ("Slow reviews", "Nobody reviews on Fridays"),
            done=2,
            open=1,
            dropped=1,
        ),
        Theme("Release notes", 2, (), 0, 0, 0),
        Theme(HARD[:90], 2, (), 1, 0, 0),
    ]
