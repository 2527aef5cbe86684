"""What a poll shows to all: its card, open and closed. Plain values in, cards out."""

from __future__ import annotations

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Heading,
    Moment,
    Part,
    Span,
    Spans,
    line,
    plain,
    small,
    text,
)
from handlers.polls import results
from handlers.polls.rules import TOPS
from handlers.polls.shown import Shown

CHOOSE = "poll.choose"
ANSWER = "poll.answer"
MORE = "poll.more"
SHORT = 24
"""Characters of a button that no platform cuts."""
BUTTONS = 10
"""Answers that are buttons; more are chosen in a form."""
ROW = 5


def card(shown: Shown) -> Card:
    """The message in the channel, edited in place."""
    if shown.is_closed:
        return results.card(shown)
    heading = "Pulse" if shown.pulse else "Poll"
    parts: list[Part] = [
        Heading(heading),
        text(Bold(shown.question)),
        small(*how(shown)),
        *_options(shown),
        *_standing(shown),
        *_buttons(shown),
    ]
    return Card(f"{heading}: {shown.question}", tuple(parts))


def how(shown: Shown) -> list[Span | str]:
    """What is asked for, who asks, and what is done with names."""
    kinds = {
        "single": "Choose one",
        "multiple": f"Choose up to {shown.most}" if shown.most else "Choose as many as you like",
        "ranked": "Put them in order",
        "scale5": "1 is the least, 5 the most",
        "scale10": "1 is the least, 10 the most",
        "pulse": f"Rate {_count(len(shown.options), 'statement')}",
    }
    names = "Anonymous" if shown.is_anonymous else "Names are shown"
    who = f"pulse of {shown.team}" if shown.pulse else f"asked by {shown.author}"
    return [f"{kinds[shown.kind]} · {names} · {who}"]


def _options(shown: Shown) -> list[Part]:
    if shown.tally is not None and shown.tally.answered:
        return results.rows(shown)
    if shown.is_rating:
        return []
    if shown.kind == "pulse":
        return [Bullets(tuple(line(statement) for statement in shown.options))]
    if _has_buttons(shown) and _fit(shown):
        # Each is on its button.
        return []
    if _has_buttons(shown):
        return [
            text(Bold(f"{number}  "), option)
            for number, option in enumerate(shown.options, start=1)
        ]
    return [Bullets(tuple(line(option) for option in shown.options))]


def _standing(shown: Shown) -> list[Part]:
    until: Spans = line(f"{have_answered(shown)} · open until ", moment(shown), ".")
    return [small(*until, *(f" {each}" for each in _what_is_seen(shown)))]


def have_answered(shown: Shown) -> str:
    known = {0: "Nobody has answered yet", 1: "One has answered"}
    return known.get(shown.answered, f"{shown.answered} have answered")


def _what_is_seen(shown: Shown) -> list[str]:
    if not shown.is_live:
        few = f" if {shown.threshold} or more answer" if shown.is_anonymous else ""
        return [f"The result comes when it closes{few}."]
    if not shown.is_anonymous:
        return []
    return ["The tally is shown from three answers on, and changes by three at least."]


def _buttons(shown: Shown) -> list[Part]:
    more = Button("More", MORE, shown.args)
    if not _has_buttons(shown):
        answer = Button("Answer", ANSWER, shown.args, look="primary", opens_form=True)
        return [Buttons((answer, more))]
    if shown.is_rating:
        labels = [str(rating) for rating in range(1, TOPS[shown.kind] + 1)]
        choices = list(range(1, TOPS[shown.kind] + 1))
    else:
        labels = list(shown.options)
        if not _fit(shown):
            labels = [str(number) for number in range(1, len(labels) + 1)]
        choices = list(range(len(shown.options)))
    made = [
        Button(label, CHOOSE, {**shown.args, "choice": str(choice)})
        for label, choice in zip(labels, choices, strict=True)
    ]
    rows = [made[start : start + ROW] for start in range(0, len(made), ROW)]
    return [*(Buttons(tuple(row)) for row in rows), Buttons((more,))]


def _has_buttons(shown: Shown) -> bool:
    """Whether one press is an answer."""
    return shown.is_rating or (shown.kind == "single" and len(shown.options) <= BUTTONS)


def _fit(shown: Shown) -> bool:
    return all(len(option) <= SHORT for option in shown.options)


def moment(shown: Shown) -> Moment:
    return Moment(shown.closes_at, shown.zone, "day and time")


def note(words: str, *buttons: Button) -> Card:
    parts: list[Part] = [plain(words)]
    if buttons:
        parts.append(Buttons(buttons))
    return Card(words.split("\n")[0], tuple(parts))


def _count(number: int, word: str) -> str:
    return f"1 {word}" if number == 1 else f"{number} {word}s"
