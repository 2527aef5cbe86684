"""Grouping: its forms, and the groups that are suggested. Plain values in, cards and forms out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    Part,
    TextField,
    plain,
    small,
    text,
)
from handlers.retro import views
from handlers.retro.shown import Board, Paper, Topic
from storage.retros import LONGEST_TITLE

RENAME = "retro.rename"
SPLIT = "retro.split"
MERGE = "retro.merge"

PAGE = 60
"""Cards of one form."""
TOGETHER = 10
"""Options of one field: Slack's checkboxes hold no more."""
LONGEST_LABEL = 70
NEW = "0"


def grouping(board: Board, page: int = 1) -> Form:
    """Which cards, and into which topic: ten cards a field, as no list holds more."""
    papers = [(topic, card) for topic in board.topics for card in topic.cards]
    there = papers[(page - 1) * PAGE : page * PAGE] or papers[:PAGE]
    fields = []
    for first in range(0, len(there), TOGETHER):
        some = there[first : first + TOGETHER]
        options = tuple(Option(str(card.key), label(card)) for _, card in some)
        name = "Which cards?" if first == 0 else "More cards"
        fields.append(ChoicesField(f"cards{first // TOGETHER}", name, options, required=False))
    grown = [each for each in board.topics if len(each.cards) > 1]
    into: list[ChoiceField] = []
    if grown:
        options = (Option(NEW, "A new topic"), *(_option(each) for each in grown[:90]))
        into.append(ChoiceField("topic", "Into which topic?", options, NEW))
    return Form(
        "retro.group",
        "Group cards",
        (
            *fields,
            *into,
            TextField(
                "title",
                "What is it about?",
                hint="Empty: the topic is called like its first card. A single card: it stands alone.",
                required=False,
                longest=LONGEST_TITLE,
            ),
        ),
        submit="Group",
        args=board.args,
    )


def label(card: Paper) -> str:
    words = f"{card.column}: {' '.join(card.text.split())}"
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _option(topic: Topic) -> Option:
    title = topic.title
    if len(title) > LONGEST_LABEL:
        title = f"{title[: LONGEST_LABEL - 1]}…"
    return Option(str(topic.key), title)


def renaming(board: Board) -> Form:
    return Form(
        "retro.rename",
        "Rename a topic",
        (
            ChoiceField("topic", "Which topic?", tuple(map(_option, board.topics[:100]))),
            TextField("title", "What is it about?", longest=LONGEST_TITLE),
        ),
        args=board.args,
    )


def splitting(board: Board) -> Form:
    grown = [each for each in board.topics if len(each.cards) > 1]
    return Form(
        "retro.split",
        "Split a topic",
        (ChoiceField("topic", "Which topic?", tuple(map(_option, grown[:100]))),),
        submit="Split",
        args=board.args,
    )


def grouped(board: Board) -> Card:
    """What the facilitator can do next."""
    count = len(board.topics)
    said = f"There {'is 1 topic' if count == 1 else f'are {count} topics'} now."
    return Card(said, (plain(said), _further(board)))


def suggested(board: Board, groups: Sequence[Sequence[Topic]], by_meaning: bool = False) -> Card:
    """Topics that sound alike; each group is accepted by a press. `by_meaning`: a model has looked at
    them as well."""
    if not groups:
        said = "I see no cards that sound alike. Group by hand what belongs together."
        return Card(said, (plain(said), _further(board)))
    said = "These sound alike. Which of them belong together?"
    parts: list[Part] = [plain(said)]
    for number, group in enumerate(groups, start=1):
        parts.append(text(Bold(f"Group {number}")))
        parts.append(Bullets(tuple(views.paper(card) for topic in group for card in topic.cards)))
        keys = ",".join(str(each.key) for each in group)
        parts.append(Buttons((Button("Make it one topic", MERGE, {**board.args, "topics": keys}),)))
    how = (
        "By a small model of what words mean" if by_meaning else "By their words, not their meaning"
    )
    parts.append(small(f"{how}: you know better."))
    return Card(said, (*parts, _further(board)))


def _further(board: Board) -> Buttons:
    args = board.args
    cards = sum(len(each.cards) for each in board.topics)
    by_hand = [
        Button(
            f"Cards from {first}" if cards > PAGE else "Group cards",
            views.GROUP,
            {**args, "page": str(page)},
            opens_form=True,
        )
        for page, first in enumerate(range(1, max(cards, 1) + 1, PAGE), start=1)
    ]
    return Buttons(
        (
            Button("Suggest groups", views.SUGGEST, {**args, "again": "yes"}),
            *by_hand,
            Button("Rename a topic", RENAME, args, opens_form=True),
            Button("Split a topic", SPLIT, args, opens_form=True),
        )
    )
