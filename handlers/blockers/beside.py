"""Blockers beside stand-ups: logging one is offered where an answer names it, and the next prompt
asks whether it is still blocking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.blockers import book, rules, views
from handlers.cards import Part
from handlers.routing import Answered, Desk, Router
from storage import blockers

router = Router()

MOST = 3
"""Blockers that one prompt asks about; the others are in the list."""


@router.beneath_prompt
def still_blocking(desk: Desk, team: int, people: Sequence[int]) -> Mapping[int, Sequence[Part]]:
    found: dict[int, list[Part]] = {}
    asked: dict[int, int] = {}
    for person, blocker in blockers.stopping(desk.session, team, people):
        asked[person] = asked.get(person, 0) + 1
        if asked[person] <= MOST:
            found.setdefault(person, []).extend(views.still(book.shown(desk, blocker)))
    return found


@router.beneath_answer
def offer(desk: Desk, answered: Answered) -> Sequence[Part]:
    """Never logged silently: a press, and a form with the words filled in."""
    mine = [
        (blocker, blocker.summary)
        for _, blocker in blockers.stopping(desk.session, answered.team, [answered.person])
    ]
    summary, _ = rules.in_short(answered.words)
    if same := rules.same_as(summary, mine):
        return views.known(book.shown(desk, same))
    args = {
        "team": str(answered.team),
        "day": answered.day.isoformat(),
        "standup": str(answered.standup),
        "question": answered.question,
    }
    return views.offered(args)
