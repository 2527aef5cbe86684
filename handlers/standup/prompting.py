"""The questions as they come to somebody, with what others have to ask them beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.cards import Card
from handlers.routing import Desk
from handlers.standup import views
from handlers.standup.carry import Line
from handlers.standup.questions import Question
from handlers.standup.running import Running


def cards(
    desk: Desk,
    standup: Running,
    day: date,
    questions: Sequence[Question],
    plans: Mapping[int, Sequence[Line]],
    *,
    late: bool = False,
) -> dict[int, Card]:
    """By person, as are the lines of their last plans."""
    beneath = desk.beneath_prompts(standup.team.key, sorted(plans))
    prompt = views.prompts(standup.where(day), questions, late)
    found: dict[int, Card] = {}
    for person, lines in plans.items():
        card = prompt(lines)
        found[person] = card
        if person in beneath:
            found[person] = replace(card, parts=(*card.parts, *beneath[person]))
    return found
