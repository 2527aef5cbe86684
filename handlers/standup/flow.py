"""The stand-up, as one router."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Part
from handlers.routing import Desk, Router
from handlers.standup import (
    answering,
    asking,
    keeping,
    running,
    setup,
    shortcuts,
    talking,
    views,
    whose,
)
from storage import standups

router = Router.of(
    answering.router,
    talking.router,
    shortcuts.router,
    setup.router,
    asking.router,
    keeping.router,
)


@router.home
def home(desk: Desk) -> Sequence[Part]:
    rows = []
    for standup in running.of_person(desk, desk.person):
        day = whose.current_day(desk, standup)
        entry = standups.entry(desk.session, standup.standup.key, desk.person.key, day)
        prompt = standups.prompt(desk.session, standup.standup.key, desk.person.key, day)
        if entry:
            state = "answered"
        elif prompt and prompt.skipped_at:
            state = "skipped"
        elif prompt:
            state = "waiting for your answer" if desk.now < prompt.closes_at else "no answer yet"
        else:
            state = "not asked yet"
        rows.append((standup.where(day), state, entry is not None))
    return views.home(rows)
